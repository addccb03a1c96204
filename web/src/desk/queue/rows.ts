// A report in a list, and what the list needs to know of it at a moment.
import type { Shapes } from '@/api/client'

export type Row = Shapes['Item']
export type State = Shapes['State']

export const RUNNING: readonly string[] = ['dispatched', 'claimed']
export const RESTING: readonly State[] = ['suspended', 'resolved']
export const CLOSED: readonly State[] = ['verified', 'rejected', 'duplicate', 'withdrawn']
const SOON_MS = 3_600_000

// The clock of an office runs while it has the work in hand.
export function runs(row: Pick<Row, 'state' | 'due_at'>): boolean {
  return RUNNING.includes(row.state) && row.due_at !== null
}

export function isLate(row: Pick<Row, 'state' | 'due_at' | 'overdue'>, now: number): boolean {
  return runs(row) ? Date.parse(row.due_at ?? '') < now : row.overdue
}

export function isSoon(row: Row, now: number): boolean {
  return runs(row) && !isLate(row, now) && Date.parse(row.due_at ?? '') - now < SOON_MS
}

// Why it is in this list: its state, or what else is asked of the desk and the verifiers.
export function kindOf(row: Row, queue: string): string {
  if (queue === 'desk') return row.appeal ? 'appeal' : row.objection ? 'objection' : row.state
  if (queue === 'verify') return row.objection ? 'objection' : (row.drawn ?? 'held')
  return row.state
}

// Whether a supervisor has been asked for more time or for a rest.
export function awaitsWord(row: Row): boolean {
  return row.extension_requested === true || row.suspension_requested === true
}

// Numbers are read aloud and typed in any case, with or without hyphens and blanks.
export function bare(number: string): string {
  return number.toUpperCase().replace(/[\s-]/g, '')
}
