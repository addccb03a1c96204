// The offices in a figure, in an order that judges nobody by chance.
import type { Sort } from './view'

export interface OfficeRow {
  office: string
  name: string
  value: number | null
  words: string // the value as it is read
  few: boolean // rests on too few cases to be compared
  cases?: number // how many it rests on
  low?: number | undefined // of a span: where it begins, beside `value` where it ends
  about: string[] // what it is made of
}

// By name unless asked for by value. By value, what rests on few cases or none stands apart at the
// end, by name: it takes part in no ranking.
export function ordered(rows: readonly OfficeRow[], sort: Sort): OfficeRow[] {
  const byName = [...rows].sort((one, two) => one.name.localeCompare(two.name, 'zh-CN') || one.office.localeCompare(two.office))
  if (sort === 'name') return byName
  const ranked = byName.filter((row) => !row.few && row.value !== null)
  const apart = byName.filter((row) => row.few || row.value === null)
  return [...ranked.sort((one, two) => (two.value ?? 0) - (one.value ?? 0)), ...apart]
}
