// The handful of numbers a city lead asks for first, each from the figure that explains it.
import { span } from '@/shared/moments'
import { few, percent, whole } from './amounts'
import type { Figure, Figures } from './asked'

export interface Tile {
  name: string // which words name it
  figure: Figure // where it is explained
  number: string
  of: { numerator: string; denominator: string } | undefined // of a share
  cases: number | undefined // of a median
  few: boolean
}

export function tiles(figures: Figures, locale: string): Tile[] {
  const found: Tile[] = []
  const n = (count: number): string => whole(count, locale)
  const plain = (name: string, figure: Figure, count: number): void => {
    found.push({ name, figure, number: n(count), of: undefined, cases: undefined, few: false })
  }
  const days = figures.trend?.days
  if (days) {
    plain('submitted', 'trend', days.reduce((sum, one) => sum + one.submitted, 0))
    plain('verified', 'trend', days.reduce((sum, one) => sum + one.verified, 0))
  }
  const timely = figures.rates?.all.find((one) => one.code === 'timely_handling')
  if (timely) {
    const of = { numerator: n(timely.numerator), denominator: n(timely.denominator) }
    const number = timely.value === null ? '–' : percent(timely.value, timely.denominator, locale)
    found.push({ name: 'timely', figure: 'rates', number, of, cases: undefined, few: few(timely.denominator) })
  }
  const lasted = figures.times?.all.find((one) => one.span === 'whole')
  if (figures.times) {
    const number = typeof lasted?.p50 === 'number' ? span(lasted.p50, locale) : '–'
    found.push({ name: 'half', figure: 'times', number, of: undefined, cases: lasted?.count ?? 0, few: few(lasted?.count ?? 0) })
  }
  if (figures.stock) plain('open', 'stock', figures.stock.total)
  if (figures.overdue) plain('late', 'overdue', figures.overdue.by_office.reduce((sum, one) => sum + one.net, 0))
  return found
}
