// The address keeps the view: whatever is asked for comes back from its own link.
import { describe, expect, it } from 'vitest'
import { isDay, length, plusDays } from '@/dashboard/days'
import { daysOf, fixed, LONGEST, PERIODS, queryOf, SORTS, SPANS, USUAL, viewOf, type View } from '@/dashboard/view'
import { csvLink, placesLink } from '@/dashboard/asked'
import { address } from '@/shared/router'

const NOON = Date.parse('2026-11-25T04:00:00Z')
const LATE = Date.parse('2026-11-30T17:00:00Z') // 1 December in China

// The same made-up numbers every time: a property tried on many views.
function* luck(seed: number): Generator<number, never> {
  let state = seed
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    yield state / 2 ** 32
  }
}

function someView(next: () => number): View {
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(next() * choices.length)] as T
  const from = plusDays('2020-02-20', Math.floor(next() * 4000))
  const own = next() < 0.4
  return {
    period: own ? 'own' : pick(PERIODS),
    from: own ? from : undefined,
    to: own ? plusDays(from, Math.floor(next() * LONGEST)) : undefined,
    office: pick([undefined, '330106002', '330105012']),
    category: pick([undefined, 'm06010', 'c01.002', 'a-b_c']),
    span: pick(SPANS),
    rate: pick(['timely_handling', 'closing', 'rework']),
    rate2: pick(['rework', 'timely_closing_a']),
    sort: pick(SORTS),
    open: next() < 0.5,
  }
}

function read(link: string): View {
  return viewOf(new URLSearchParams(link.split('?')[1] ?? ''))
}

describe('the address', () => {
  it('gives back every view it was made from', () => {
    const numbers = luck(7)
    const next = (): number => numbers.next().value
    for (let round = 0; round < 2000; round += 1) {
      const view = someView(next)
      expect(read(address('/times', queryOf(view)))).toEqual(view)
    }
  })

  it('says nothing of what is usual', () => {
    expect(address('/', queryOf({ ...USUAL }))).toBe('/')
  })

  it('fixes the days of a shared view for ever', () => {
    const numbers = luck(11)
    const next = (): number => numbers.next().value
    for (let round = 0; round < 500; round += 1) {
      const view = someView(next)
      const link = address('/', queryOf(fixed(view, NOON)))
      expect(daysOf(read(link), LATE)).toEqual(daysOf(view, NOON))
    }
  })

  it.each([
    'period=century', 'from=2026-11-01', 'to=2026-11-01', 'from=2026-11-05&to=2026-11-01', 'from=2026-02-30&to=2026-03-01', 'from=2025-01-01&to=2026-02-05',
    'office=%3Cscript%3E', 'category=a%20b', 'span=eternity', 'rate=%00', 'sort=luck', 'open=maybe', 'whatever=1',
  ])('passes over what it cannot mean: %s', (query) => {
    expect(viewOf(new URLSearchParams(query))).toEqual(USUAL)
  })
})

describe('the days of a period', () => {
  it.each([
    ['month', NOON, '2026-11-01', '2026-11-25'],
    ['days30', NOON, '2026-10-27', '2026-11-25'],
    ['quarter', NOON, '2026-10-01', '2026-11-25'],
    ['month', LATE, '2026-12-01', '2026-12-01'],
    ['quarter', Date.parse('2027-02-10T00:00:00Z'), '2027-01-01', '2027-02-10'],
  ] as const)('%s', (period, now, first, last) => {
    expect(daysOf({ ...USUAL, period }, now)).toEqual({ first, last })
  })

  it('counts thirty days, both ends included', () => {
    const { first, last } = daysOf(USUAL, NOON)
    expect(length(first, last)).toBe(30)
  })

  it.each([['2024-02-29', true], ['2026-02-29', false], ['2026-13-01', false], ['26-01-01', false], ['', false]])('knows a day: %s', (day, is) => {
    expect(isDay(day)).toBe(is)
  })
})

describe('the links to download', () => {
  const view = { ...USUAL, office: '330106002', category: 'm06010', open: true }
  const days = { first: '2026-10-27', last: '2026-11-25' }

  it('carry the filters of the view', () => {
    expect(csvLink('trend', view, days)).toBe('/v1/dashboard/trend/csv?from=2026-10-27&to=2026-11-25&office=330106002&category=m06010')
  })

  it('carry what the map alone is narrowed to', () => {
    expect(csvLink('map', view, days)).toContain('open=true')
    expect(placesLink(view)).toBe('/v1/dashboard/map/geojson?office=330106002&category=m06010&open=true')
    expect(placesLink({ ...USUAL })).toBe('/v1/dashboard/map/geojson')
  })
})
