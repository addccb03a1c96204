// The figures as the server answers with them.
import { api, problemOf, taken, type Shapes } from '@/api/client'
import { language } from '@/i18n'
import type { Days, View } from './view'

export type Dashboard = Shapes['Dashboard']
export type Figures = Shapes['FiguresShown']
export type Figure = keyof Figures
export type Rates = Shapes['Rates']
export type RateShown = Shapes['RateShown']
export type SpanTimes = Shapes['SpanTimes']
export type Percentiles = Omit<SpanTimes, 'buckets'>
export type Bucket = Shapes['BucketShown']
export type OfficeOverdue = Shapes['OfficeOverdue']
export type MonthShown = Shapes['MonthShown']
export type DayShown = Shapes['DayShown']
export type GroupCount = Shapes['GroupCount']
export type CategoryCount = Shapes['CategoryCount']
export type StockShown = Shapes['StockShown']

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

function asking(view: View, days: Days): URLSearchParams {
  const query = new URLSearchParams({ from: days.first, to: days.last })
  if (view.office) query.set('office', view.office)
  if (view.category) query.set('category', view.category)
  return query
}

export function askFigures(view: View, days: Days, signal: AbortSignal): Promise<Dashboard> {
  const query = { from: days.first, to: days.last, office: view.office ?? null, category: view.category ?? null }
  return taken(api.GET('/v1/dashboard', { params: { query }, signal }))
}

// GeoJSON has no shape in the API's document: it is asked for by its address.
export async function askPlaces(view: View, signal: AbortSignal): Promise<Places> {
  const response = await fetch(placesLink(view), { credentials: 'same-origin', headers: { 'Accept-Language': language() }, signal })
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw problemOf(body, response)
  return body as Places
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
