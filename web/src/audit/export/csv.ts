// Events as a table for spreadsheets: RFC 4180, and no cell that a spreadsheet would run.
import type { LogEvent } from '../log/ndjson'

export const HEADER = ['position', 'recorded_at', 'topic', 'by', 'stream', 'version', 'command_id', 'leaf_hash', 'sealed', 'data']
export const MARK = '\uFEFF' // tells spreadsheets that it is UTF-8

export function cell(value: unknown): string {
  const text = value === null || value === undefined ? '' : String(value)
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

export function row(cells: readonly unknown[]): string {
  return cells.map(cell).join(',') + '\r\n'
}

export function eventRow(event: LogEvent): string {
  return row([
    event.position, event.recorded_at, event.topic, event.by, event.stream, event.version,
    event.command_id, event.leaf_hash, event.sealed.join(' '), JSON.stringify(event.data),
  ])
}
