// Each figure as the table beside it: the same numbers as in its file for spreadsheets.
import { span } from '@/shared/moments'
import { percent } from './amounts'
import type { DayShown, MonthShown, Rates, RateShown, SpanTimes, StockShown } from './asked'
import { dayWords, monthWords } from './days'
import { rateName } from './sentences'

export type Cell = string | number | null

export interface Table {
  head: string[]
  rows: Cell[][] // the first cell of a row names it
}

export function trendTable(days: readonly DayShown[], head: string[], locale: string): Table {
  return { head, rows: days.map((one) => [dayWords(one.day, locale, true), one.submitted, one.accepted, one.resolved, one.verified]) }
}

export function bucketTable(times: SpanTimes, head: string[], locale: string): Table {
  const to = locale === 'en' ? ' to ' : ' 至 '
  return { head, rows: times.buckets.map((one) => [span(one.from_s, locale) + to + span(one.to_s, locale), one.count]) }
}

export function monthTable(months: readonly MonthShown[], head: string[], hidden: string, locale: string): Table {
  return { head, rows: months.map((one) => [monthWords(one.month, locale), one.name, one.riders ?? hidden, one.reports]) }
}

export function stockTable(stock: StockShown, head: string[], names: (by: 'state' | 'age', code: string) => string): Table {
  const rows = (by: 'state' | 'age', counts: Record<string, number>): Cell[][] =>
    Object.entries(counts).map(([code, count]) => [names(by, code), count])
  return { head, rows: [...rows('state', stock.by_state), ...rows('age', stock.by_age)] }
}

export function rateTable(rates: Rates, head: string[], left: (code: string) => string, city: string, locale: string): Table {
  const rows = (name: string, shown: readonly RateShown[]): Cell[][] =>
    shown.map((one) => [
      name,
      rateName(one, locale),
      one.value === null ? null : percent(one.value, one.denominator, locale),
      one.numerator,
      one.denominator,
      Object.entries(one.exclusions).map(([code, count]) => `${left(code)} ${count}`).join(locale === 'en' ? ', ' : '，'),
    ])
  return { head, rows: [...rows(city, rates.all), ...rates.by_office.flatMap((one) => rows(one.name, one.rates))] }
}
