// The small decisions of the rider's page: orders, waits, months, ways.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { leadsTo, lookOf } from '@/rider/inbox/looks'
import { backoff } from '@/rider/outbox/backoff'
import { makeParcel, makePicture, size } from '@/rider/outbox/parcel'
import { foremost, type Hint } from '@/rider/place/near'
import { monthNow, stepped } from '@/rider/points/month'
import { sign } from '@/rider/points/purse'
import { found, grouped, offered } from '@/rider/report/order'
import { pictureOf, strokes } from '@/rider/report/pictures'
import { plain } from '@/rider/store/plain'
import type { Category } from '@/shared/city'
import { freshKey } from '@/shared/key'

const category = (code: string, group = '市容环境', name = code, name_en = code): Category => ({ code, group, name, name_en }) as Category
const ALL = Array.from({ length: 20 }, (_, index) => category(`M${index}`, index < 10 ? '市容环境' : '交通设施'))
const codes = (found: Category[]): string[] => found.map((one) => one.code)

describe('the order of kinds', () => {
  it('is what is common here, then what the rider sends, then the rest; nine, none twice', () => {
    const first = codes(offered(ALL, ['M7', 'M3'], ['M9', 'M3', 'M9'], ''))

    expect(first).toEqual(['M7', 'M3', 'M9', 'M0', 'M1', 'M2', 'M4', 'M5', 'M6'])
  })

  it('shows the chosen one always, and forgets codes that the city dropped', () => {
    expect(codes(offered(ALL, ['gone', 'M1'], [], 'M19'))[0]).toBe('M19')
    expect(codes(offered(ALL, ['gone', 'M1'], [], ''))[0]).toBe('M1')
  })

  it('keeps groups as they come', () => {
    expect(grouped(ALL).map((group) => [group.name, group.categories.length])).toEqual([['市容环境', 10], ['交通设施', 10]])
  })

  it('finds by either language, and nothing by nothing', () => {
    const some = [category('M1', '', '路灯', 'Street lamp'), category('C2', '', '垃圾箱', 'Bin')]

    expect(codes(found(some, '路'))).toEqual(['M1'])
    expect(codes(found(some, 'LAMP '))).toEqual(['M1'])
    expect(codes(found(some, 'c2'))).toEqual(['C2'])
    expect(found(some, '  ')).toEqual([])
  })

  it('has a picture for what it knows, for the group of what it does not, and for the rest', () => {
    expect(pictureOf(category('C01037'))).toBe('lamp')
    expect(pictureOf(category('X1', '园林绿化设施'))).toBe('tree')
    expect(pictureOf(category('X1', '其他'))).toBe('flag')
    expect(strokes('flag')).toMatch(/^M/)
  })
})

describe('hints', () => {
  it('put the same kind first, then the nearest, three at the most', () => {
    const hint = (id: string, kind: string, metres: number): Hint => ({ id, category: kind, metres }) as Hint
    const near = [hint('a', 'M1', 10), hint('b', 'M2', 40), hint('c', 'M1', 20), hint('d', 'M1', 30)]

    expect(foremost(near, 'M2').map((one) => one.id)).toEqual(['b', 'a', 'c'])
    expect(foremost(near, '').map((one) => one.id)).toEqual(['a', 'c', 'd'])
  })
})

describe('waiting', () => {
  it('doubles, with some chance, up to ten minutes', () => {
    expect([1, 2, 3].map((failures) => backoff(failures, () => 0.5))).toEqual([4000, 8000, 16_000])
    expect(backoff(50, () => 0.5)).toBe(600_000)
    expect(backoff(1, () => 0)).toBe(3000)
    expect(backoff(1, () => 1)).toBe(5000)
  })
})

describe('a parcel', () => {
  it('knows its size', () => {
    const photos = [makePicture(new ArrayBuffer(10), 'image/jpeg'), makePicture(new ArrayBuffer(5), 'image/jpeg')]

    expect(size([makeParcel('r', 'report', photos), makeParcel('r', 'report', [])])).toBe(15)
  })

  it('is copied plainly, bytes and all', () => {
    const bytes = new ArrayBuffer(4)
    const copy = plain({ photos: [{ bytes }], deep: { list: [1, null, 'x'] } })

    expect(copy.photos[0]?.bytes).toBe(bytes)
    expect(copy.deep).toEqual({ list: [1, null, 'x'] })
  })
})

describe('keys', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('are made on old phones, too, and never twice', () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })

    expect(freshKey()).toMatch(/^[0-9a-f]{32}$/)
    expect(freshKey()).not.toBe(freshKey())
  })
})

describe('months', () => {
  it('are China’s', () => {
    expect(monthNow(Date.parse('2026-11-30T15:59:59Z'))).toBe('2026-11')
    expect(monthNow(Date.parse('2026-11-30T16:00:00Z'))).toBe('2026-12')
  })

  it('step over years', () => {
    expect(stepped('2026-12', 1)).toBe('2027-01')
    expect(stepped('2026-01', -1)).toBe('2025-12')
  })
})

describe('points and notices', () => {
  it('say which way points went', () => {
    expect(['vested', 'refunded', 'redeemed', 'clawed_back', 'credited', 'held'].map((kind) => sign({ kind }))).toEqual(['+', '+', '−', '−', '', ''])
  })

  it('lead to the report, or to the purse', () => {
    expect(leadsTo({ kind: 'fixed', report: 'r1', points: null })).toBe('#/reports/r1')
    expect(leadsTo({ kind: 'points_arrived', report: 'r1', points: 10 })).toBe('#/points')
    expect(leadsTo({ kind: 'points_refunded', report: null, points: 5 })).toBe('#/points')
    expect(lookOf('unheard of')).toEqual({ icon: 'bell', tone: 'idle' })
  })
})
