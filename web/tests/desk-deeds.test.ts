// What is asked of a report: which deeds are offered, what they need, and what is said when a race is lost.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { api, Problem } from '@/api/client'
import { DEEDS, matters, missing, NOTHING, offered, type DeedName, type Report } from '@/desk/queue/deeds'
import { nearest } from '@/desk/queue/grounds'
import { instant, local, until } from '@/desk/queue/instants'
import { lostTo } from '@/desk/queue/lost'
import { Wish } from '@/desk/queue/sending'
import { plain, ways } from '@/desk/queue/ways'
import words from '@/desk/queue/words'

const REPORT = {
  id: '0199f0e4-5c1b-7d3a-9a55-2f6f1c0f7b11', number: '7K3M9Q2TA', state: 'claimed', category: 'M06010', version: 4, position: 40, photos: [],
  commands: ['resolve', 'progress', 'note'], claimed_by: 'me', claimed_by_login: 'dispatcher1',
} as unknown as Report

describe('deeds', () => {
  it('are offered as the city names them, the likely ones first', () => {
    expect(offered(REPORT, false)).toEqual(['resolve', 'progress', 'note'])
    const waiting = { ...REPORT, commands: ['claim', 'note', 'object'] }
    expect(offered(waiting, false)).toEqual(['claim', 'note'])
    expect(offered(waiting, true)).toEqual(['claim', 'assign', 'note'])
  })

  it('leave an open objection to be ruled on first', () => {
    const disputed = { ...REPORT, objection: 'resolution', commands: ['decide', 'note', 'reopen', 'verify'] } as Report
    expect(offered(disputed, false)).toEqual(['decide', 'note'])
    expect(offered({ ...disputed, objection: null }, false)).toEqual(['verify', 'decide', 'reopen', 'note'])
  })

  it('each have a name in both languages', () => {
    for (const name of Object.keys(DEEDS) as DeedName[]) {
      for (const language of [words.zh, words.en]) expect((language.deed as unknown as Record<string, unknown>)[name]).toBeTypeOf('string')
    }
  })

  it('say what is missing', () => {
    const given = { ...NOTHING, outcome: 'cleaned' }
    expect(missing('resolve', given, REPORT, true)).toEqual(['photos'])
    expect(missing('resolve', given, REPORT, false)).toEqual([])
    expect(missing('resolve', { ...given, photos: ['p'] }, REPORT, true)).toEqual([])
    expect(missing('return', { ...NOTHING, reason: 'other', words: '  ' }, REPORT, true)).toEqual(['words'])
    expect(missing('progress', NOTHING, REPORT, true)).toEqual(['words'])
    expect(missing('verify', { ...NOTHING, method: 'visit' }, REPORT, true)).toEqual(['photos'])
    expect(missing('decide', { ...NOTHING, matter: 'extension', verdict: 'yes' }, REPORT, true)).toEqual([])
    expect(missing('decide', { ...NOTHING, matter: 'extension', verdict: 'no' }, REPORT, true)).toEqual(['words'])
  })

  it('find what waits for a decision', () => {
    const asked = { ...REPORT, extension: { by: 'x', reason: 'parts' }, objection: 'resolution' } as Report
    expect(matters(asked, true)).toEqual(['extension', 'objection'])
    expect(matters(asked, false)).toEqual(['objection'])
    expect(matters({ ...REPORT, state: 'verified' } as Report, false)).toEqual(['appeal'])
  })
})

describe('a wish', () => {
  const sent: Request[] = []
  const city = {
    onRequest({ request }: { request: Request }) {
      sent.push(request)
      return new Response(JSON.stringify(REPORT), { status: 200, headers: { 'Content-Type': 'application/json' } })
    },
  }
  beforeEach(() => {
    sent.length = 0
    api.use(city)
  })
  afterEach(() => api.eject(city))
  const keys = (): (string | null)[] => sent.map((one) => one.headers.get('Idempotency-Key'))

  it('names the version seen, and keeps its key while it is the same wish', async () => {
    const wish = new Wish('note')
    await wish.send(REPORT, { ...NOTHING, words: '一' })
    await wish.send(REPORT, { ...NOTHING, words: '一' })
    await wish.send(REPORT, { ...NOTHING, words: '二' })
    expect(sent[0]?.headers.get('If-Match')).toBe('"v4"')
    expect(new URL(sent[0]?.url ?? '').pathname).toBe(`/v1/reports/${REPORT.id}/note`)
    const [first, second, third] = keys()
    expect(first).toBe(second)
    expect(third).not.toBe(first)
  })

  it('carries a rest until a moment in China', async () => {
    await new Wish('suspend').send(REPORT, { ...NOTHING, reason: 'parts', words: '等配件', until: '2026-12-20T18:00' })
    expect(await sent[0]?.json()).toEqual({ reason: 'parts', words: '等配件', until: '2026-12-20T18:00:00+08:00' })
    expect(local(Date.parse(instant('2026-12-20T18:00')))).toBe('2026-12-20T18:00')
    const now = Date.parse('2026-12-20T10:00:00Z')
    expect(until('2026-12-20T12:00:00Z', now, 'zh')).toBe('20:00')
    expect(until('2026-12-20T17:00:00Z', now, 'zh')).toBe('12月21日 01:00') // tomorrow, in China
  })
})

describe('a lost race', () => {
  const refused = (code: string, members = {}): Problem => new Problem(code, 409, '', '', members)

  it('says who won and until when', () => {
    const now = { ...REPORT, claimed_by: 'other', claimed_by_login: 'dispatcher2', lease_until: '2026-11-23T05:00:00Z' } as Report
    expect(lostTo(refused('stale-version'), now, [], 3, 'me')).toMatchObject({ key: 'lost.claimed', who: 'dispatcher2', until: '2026-11-23T05:00:00Z' })
  })

  it('believes the refusal where the report cannot be read again', () => {
    const told = refused('already-claimed', { holder_login: 'dispatcher2', lease_until: '2026-11-23T05:00:00Z' })
    expect(lostTo(told, undefined, [], 3, 'me')).toMatchObject({ key: 'lost.claimed', who: 'dispatcher2', until: '2026-11-23T05:00:00Z' })
  })

  it('tells else what a person did meanwhile', () => {
    const story = [
      { version: 4, actor: 'staff', by_login: 'supervisor1', text: '已转派', at: '2026-11-23T04:00:00Z' },
      { version: 5, actor: 'system', by_login: null, text: '已催办', at: '2026-11-23T04:01:00Z' },
    ] as never
    expect(lostTo(refused('wrong-state'), { ...REPORT, state: 'dispatched' } as Report, story, 3, 'me')).toMatchObject({ key: 'lost.happened', who: 'supervisor1', text: '已转派' })
    expect(lostTo(refused('wrong-state'), REPORT, [], 3, 'me').key).toBe('lost.changed')
  })
})

describe('places', () => {
  it('are named to each map app in the datum it speaks', () => {
    const found = ways({ longitude: 120.1, latitude: 30.2 }, { longitude: 120.105, latitude: 30.198 }, '暴露垃圾')
    expect(found.find((one) => one.name === 'amap')?.href).toContain('to=120.105,30.198,')
    expect(found.find((one) => one.name === 'tencent')?.href).toContain('tocoord=30.198,120.105')
    expect(found.find((one) => one.name === 'device')?.href).toMatch(/^geo:30.2,120.1\?/)
    expect(plain({ longitude: 120.1, latitude: 30.2 })).toBe('30.200000, 120.100000')
  })

  it('know the nearest offices, and the one they lie in', () => {
    const square = (code: string, west: number): GeoJSON.Feature => ({
      type: 'Feature', properties: { code },
      geometry: { type: 'Polygon', coordinates: [[[west, 30], [west + 0.01, 30], [west + 0.01, 30.01], [west, 30.01], [west, 30]]] },
    })
    const all: GeoJSON.FeatureCollection = { type: 'FeatureCollection', features: [square('far', 121), square('here', 120), square('beside', 120.01)] }
    const found = nearest(all, 120.005, 30.005)
    expect(found.map((one) => one.code)).toEqual(['here', 'beside', 'far'])
    expect(found[0]?.metres).toBe(0)
    expect(found[1]?.metres).toBeGreaterThan(450)
    expect(found[1]?.metres).toBeLessThan(500)
  })
})
