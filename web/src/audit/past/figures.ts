// The figures of two moments beside each other, and what became of each.
import type { Shapes } from '@/api/client'

type Metrics = Shapes['MetricsShown']

export type Turn = 'same' | 'less' | 'greater' | 'grounds' // grounds: the same share of other numbers

export interface FigureRow {
  name: string
  about: string // how it is worked out
  before: string
  after: string
  turn: Turn
}

export function percent(value: number | null, numerator: number, denominator: number): string {
  const grounds = `${numerator}/${denominator}`
  return value === null ? `– (${grounds})` : `${(value * 100).toFixed(1)} % (${grounds})`
}

function turnOf(was: number, now: number, otherwise: boolean): Turn {
  if (now === was) return otherwise ? 'grounds' : 'same'
  return now < was ? 'less' : 'greater'
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
      turn: turnOf(was?.value ?? 0, now.value ?? 0, was?.numerator !== now.numerator || was.denominator !== now.denominator),
    }
  })
}

export function countRows(before: Metrics, after: Metrics, words: (name: string) => string): FigureRow[] {
  const pairs: [string, number, number][] = [
    [words('open'), before.stock.total, after.stock.total],
    [words('overdue'), before.overdue.overdue, after.overdue.overdue],
    [words('exempted'), before.overdue.exempted, after.overdue.exempted],
  ]
  return pairs.map(([name, was, now]) => ({ name, about: '', before: String(was), after: String(now), turn: turnOf(was, now, false) }))
}
