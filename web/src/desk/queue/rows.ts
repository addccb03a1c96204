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

// In somebody's hands now; who handled a resolved one is told too, but it is off their hands.
export function isMine(row: Pick<Row, 'state' | 'claimed_by'>, me: string): boolean {
  return row.state === 'claimed' && row.claimed_by === me
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

// A report as its own answer tells it, in the names of the list.
export function rowOf(report: Shapes['ReportShown']): Partial<Row> & { id: string } {
  const { id, state, category, condition, office, community, due_at, provisional, overdue, claimed_by, claimed_by_login, lease_until } = report
  const { unit, photos, flags, round, level, bounces, asked, suspended_until, objection, drawn, closes_at, version, position } = report
  return {
    id, state, category, overdue, provisional, photos, round, level, bounces, asked, version, position,
    condition: condition ?? null, office: office ?? null, community: community ?? null, due_at: due_at ?? null, unit: unit ?? null,
    claimed_by: claimed_by ?? null, claimed_by_login: claimed_by_login ?? null, lease_until: lease_until ?? null, flags: flags ?? null,
    suspended_until: suspended_until ?? null, objection: objection ?? null, drawn: drawn ?? null, closes_at: closes_at ?? null,
    extension_requested: Boolean(report.extension), suspension_requested: Boolean(report.suspension),
  }
}

// Numbers are read aloud and typed in any case, with or without hyphens and blanks.
export function bare(number: string): string {
  return number.toUpperCase().replace(/[\s-]/g, '')
}
