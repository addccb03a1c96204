// The figures of two moments beside each other, and what became of each.
import type { Shapes } from '@/api/client'

type Metrics = Shapes['MetricsShown']

export interface FigureRow {
  name: string
  about: string // how it is worked out
  before: string
  after: string
  moved: number // the difference, as a number that can be compared with zero
}

export function percent(value: number | null, numerator: number, denominator: number): string {
  const grounds = `${numerator}/${denominator}`
  return value === null ? `– (${grounds})` : `${(value * 100).toFixed(1)} % (${grounds})`
}

export function rateRows(before: Metrics, after: Metrics, locale: string): FigureRow[] {
  const then = new Map(before.rates.map((one) => [one.code, one]))
  return after.rates.map((now) => {
    const was = then.get(now.code)
    return {
      name: locale === 'en' ? now.name_en : now.name,
      about: locale === 'en' ? now.formula_en : now.formula,
      before: was ? percent(was.value, was.numerator, was.denominator) : '–',
      after: percent(now.value, now.numerator, now.denominator),
      moved: (now.value ?? 0) - (was?.value ?? 0) || now.denominator - (was?.denominator ?? 0),
    }
  })
}

export function countRows(before: Metrics, after: Metrics, words: (name: string) => string): FigureRow[] {
  const pairs: [string, number, number][] = [
    [words('open'), before.stock.total, after.stock.total],
    [words('overdue'), before.overdue.overdue, after.overdue.overdue],
    [words('exempted'), before.overdue.exempted, after.overdue.exempted],
  ]
  return pairs.map(([name, was, now]) => ({ name, about: '', before: String(was), after: String(now), moved: now - was }))
}
