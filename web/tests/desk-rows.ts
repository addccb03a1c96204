// Made-up rows for the tests of the desk.
import type { Row } from '@/desk/queue/rows'

export const NOON = Date.parse('2026-11-23T04:00:00Z') // a Monday, 12:00 in China

export function row(id: string, more: Partial<Row> = {}): Row {
  return {
    id, number: `N${id}`.toUpperCase().padEnd(9, '0'), state: 'dispatched', category: 'M06010', condition: 'M06010.1', office: '330106002', community: null,
    location: { longitude: 120.14, latitude: 30.26, datum: 'wgs84', exact: true }, submitted_at: '2026-11-23T01:00:00Z', accepted_at: null,
    dispatched_at: null, due_at: '2026-11-23T07:00:00Z', provisional: false, overdue: false, exempted: false, claimed_by: null, claimed_by_login: null,
    lease_until: null, unit: null, photos: [], flags: [], round: 1, level: 0, bounces: 0, asked: false, extension_requested: false,
    suspension_requested: false, suspended_until: null, suggested: null, objection: null, appeal: 0, drawn: null, closes_at: null, resolved_at: null,
    outcome: null, closed_at: null, reason: null, original: null, rated: null, corroborations: 0, version: 2, position: 10,
    updated_at: '2026-11-23T01:00:00Z', ...more,
  }
}

export function many(count: number): Row[] {
  const first = Date.parse('2026-11-20T00:00:00Z')
  return Array.from({ length: count }, (_, index) =>
    row(`r${String(index).padStart(5, '0')}`, { due_at: new Date(first + index * 60_000).toISOString(), position: index + 1, state: index % 3 ? 'dispatched' : 'claimed' }),
  )
}
