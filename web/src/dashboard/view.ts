// What the dashboard is asked to show, as the address keeps it: sharing the address shares the view.
import { chinaDay, isDay, length, monthStart, plusDays, quarterStart, type Day } from './days'

export const PERIODS = ['days30', 'month', 'quarter'] as const
export type Period = (typeof PERIODS)[number] | 'own'
export const SPANS = ['whole', 'response', 'desk', 'handling_clock', 'handling_wall', 'verification'] as const
export type Span = (typeof SPANS)[number]
export const SORTS = ['name', 'value'] as const
export type Sort = (typeof SORTS)[number]

export interface View {
  period: Period
  from: Day | undefined // of own dates alone
  to: Day | undefined
  office: string | undefined
  category: string | undefined
  span: Span // which time is drawn
  rate: string // which two rates are compared
  rate2: string
  sort: Sort // of the offices
  open: boolean // only what is open, on the map
}

export const USUAL: Readonly<View> = {
  period: 'days30',
  from: undefined,
  to: undefined,
  office: undefined,
  category: undefined,
  span: 'whole',
  rate: 'timely_handling',
  rate2: 'rework',
  sort: 'name',
  open: false,
}
export const LONGEST = 400 // days of a period, as the server has it
const CODE = /^[\w.-]{1,100}$/ // of an office, a category, a rate

function one<T extends string>(given: string | null, choices: readonly T[], usual: T): T {
  return choices.find((choice) => choice === given) ?? usual
}

function code(given: string | null): string | undefined {
  return given && CODE.test(given) ? given : undefined
}

// Reads an address. What it does not know or cannot mean is passed over: old links go on working.
export function viewOf(query: URLSearchParams): View {
  const from = query.get('from') ?? ''
  const to = query.get('to') ?? ''
  const own = isDay(from) && isDay(to) && from <= to && length(from, to) <= LONGEST
  return {
    period: own ? 'own' : one<Period>(query.get('period'), PERIODS, USUAL.period),
    from: own ? from : undefined,
    to: own ? to : undefined,
    office: code(query.get('office')),
    category: code(query.get('category')),
    span: one(query.get('span'), SPANS, USUAL.span),
    rate: code(query.get('rate')) ?? USUAL.rate,
    rate2: code(query.get('rate2')) ?? USUAL.rate2,
    sort: one(query.get('sort'), SORTS, USUAL.sort),
    open: query.get('open') === 'yes',
  }
}

// Writes an address: only what differs from the usual, so that it stays short.
export function queryOf(view: View): Record<string, string | undefined> {
  const said = <K extends keyof View>(name: K): View[K] | undefined => (view[name] === USUAL[name] ? undefined : view[name])
  return {
    period: view.period === 'own' ? undefined : said('period'),
    from: view.period === 'own' ? view.from : undefined,
    to: view.period === 'own' ? view.to : undefined,
    office: view.office,
    category: view.category,
    span: said('span'),
    rate: said('rate'),
    rate2: said('rate2'),
    sort: said('sort'),
    open: view.open ? 'yes' : undefined,
  }
}

export interface Days {
  first: Day
  last: Day
}

// The days a view means today.
export function daysOf(view: View, now: number): Days {
  const today = chinaDay(now)
  switch (view.period) {
    case 'month':
      return { first: monthStart(today), last: today }
    case 'quarter':
      return { first: quarterStart(today), last: today }
    case 'own':
      return { first: view.from ?? today, last: view.to ?? today }
    default:
      return { first: plusDays(today, -29), last: today }
  }
}

// The same view with its days written out: a link that shows the same period next month too.
export function fixed(view: View, now: number): View {
  const { first, last } = daysOf(view, now)
  return { ...view, period: 'own', from: first, to: last }
}
