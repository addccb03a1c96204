// In which order a list stands. The usual one: what is late first, then what is due next, then what rests.
import { runs, type Row } from './rows'

export const SORTS = ['due', 'newest', 'oldest', 'bounces', 'moved'] as const
export type Sort = (typeof SORTS)[number]

const LAST = Number.MAX_SAFE_INTEGER

function moment(at: string | null | undefined): number {
  return at ? Date.parse(at) : LAST
}

// Numbers to compare, the smallest first; a list of them is made once a row, not once a comparison.
export function rank(row: Row, sort: Sort): number[] {
  switch (sort) {
    case 'newest':
      return [-moment(row.submitted_at)]
    case 'oldest':
      return [moment(row.submitted_at)]
    case 'bounces':
      return [-row.bounces, moment(row.due_at)]
    case 'moved':
      return [-row.position]
    default:
      return [runs(row) ? 0 : 1, moment(row.due_at), moment(row.submitted_at)]
  }
}

export function sameRank(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index])
}

function compare(one: readonly number[], other: readonly number[]): number {
  for (const [index, part] of one.entries()) {
    const away = part - (other[index] ?? 0)
    if (away !== 0) return away
  }
  return 0
}

// Sorts ids; ties go by the id, as on the server. `first` lifts some rows above all others.
export function sorted(rows: Iterable<Row>, sort: Sort, first?: (row: Row) => boolean): string[] {
  const ranked = [...rows].map((row) => ({
    id: row.id,
    rank: first ? [first(row) ? 0 : 1, ...rank(row, sort)] : rank(row, sort),
  }))
  ranked.sort((one, other) => compare(one.rank, other.rank) || (one.id < other.id ? -1 : 1))
  return ranked.map((one) => one.id)
}
