// What became of a report between two moments, field by field, for those who read it.
import type { Shapes } from '@/api/client'

type Item = Shapes['Item']

export const COMPARED = ['state', 'office', 'community', 'category', 'condition', 'due_at', 'overdue', 'claimed_by_login', 'unit', 'round', 'level', 'bounces'] as const
export type Compared = (typeof COMPARED)[number]

export interface Turn {
  field: Compared
  before: Item[Compared]
  after: Item[Compared]
}

export function turns(before: Item, after: Item): Turn[] {
  return COMPARED.filter((field) => (before[field] ?? null) !== (after[field] ?? null)).map((field) => ({
    field,
    before: before[field],
    after: after[field],
  }))
}
