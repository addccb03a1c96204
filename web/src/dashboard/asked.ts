// The figures as the server answers with them.
import { language } from '@/i18n'
import { problemOf, type Shapes } from '@/api/client'
import type { Days, View } from './view'

export type RateShown = Shapes['RateShown']
export type StockShown = Shapes['StockShown']

export interface OfficeRates { office: string; name: string; rates: RateShown[] }
export interface Bucket { from_s: number; to_s: number; count: number }
export interface Percentiles { span: string; count: number; p50: number | null; p90: number | null; p99: number | null }
export interface SpanTimes extends Percentiles { buckets: Bucket[] }
export interface OfficeTimes extends Percentiles { office: string; name: string }
export interface OfficeOverdue { office: string; name: string; overdue: number; exempted: number; net: number }
export interface MonthShown { month: string; office: string | null; name: string; riders: number | null; reports: number }
export interface DayShown { day: string; submitted: number; accepted: number; resolved: number; verified: number }
export interface CategoryCount { category: string; name: string; name_en: string; submitted: number; open: number; p50: number | null }
export interface GroupCount { group: string; name: string; reports: number; items: CategoryCount[] }
export interface Figures {
  rates?: { all: RateShown[]; by_office: OfficeRates[] }
  times?: { all: SpanTimes[]; by_office: OfficeTimes[] }
  overdue?: { by_office: OfficeOverdue[] }
  participation?: { months: MonthShown[] }
  trend?: { days: DayShown[] }
  categories?: { groups: GroupCount[] }
  map?: boolean
  stock?: StockShown
}
export type Figure = keyof Figures
export interface Dashboard {
  first: string
  last: string
  office: string | null
  category: string | null
  city: string
  demo: boolean
  public: string[]
  figures: Figures
  position: number
  incomplete: boolean
}

export interface Place {
  number: string
  category: string
  state: string
  office: string | null
  open: boolean
  due_at: string | null
  closed_at: string | null
}
export interface Places {
  features: { geometry: { coordinates: [number, number] }; properties: Place }[]
  more: boolean
}

async function got<T>(address: string, signal: AbortSignal): Promise<T> {
  const response = await fetch(address, { credentials: 'same-origin', headers: { 'Accept-Language': language() }, signal })
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw problemOf(body, response)
  return body as T
}

function asking(view: View, days: Days): URLSearchParams {
  const query = new URLSearchParams({ from: days.first, to: days.last })
  if (view.office) query.set('office', view.office)
  if (view.category) query.set('category', view.category)
  return query
}

export function askFigures(view: View, days: Days, signal: AbortSignal): Promise<Dashboard> {
  return got(`/v1/dashboard?${asking(view, days)}`, signal)
}

export function askPlaces(view: View, signal: AbortSignal): Promise<Places> {
  return got(placesLink(view), signal)
}

// Where the map is as GeoJSON; it shows now, whatever the period.
export function placesLink(view: View): string {
  const query = new URLSearchParams()
  if (view.office) query.set('office', view.office)
  if (view.category) query.set('category', view.category)
  if (view.open) query.set('open', 'true')
  const asked = query.toString()
  return `/v1/dashboard/map/geojson${asked ? `?${asked}` : ''}`
}

// Where a figure is as a table for a spreadsheet, with the filters of the view.
export function csvLink(figure: Figure, view: View, days: Days): string {
  const query = asking(view, days)
  if (figure === 'map' && view.open) query.set('open', 'true')
  return `/v1/dashboard/${figure}/csv?${query}`
}
