// What the list shows: its order, its filters, the part in sight, its keys and its queues.
import { describe, expect, it } from 'vitest'
import { keeps, narrowed, NO_FILTER, pastOf, readFilter, writeFilter, type Filter } from '@/desk/queue/filters'
import { asked, KEYS } from '@/desk/queue/keys'
import { sorted } from '@/desk/queue/order'
import { choices, supervises } from '@/desk/queue/posts'
import { kindOf } from '@/desk/queue/rows'
import { walks } from '@/desk/queue/walk'
import { inSight, scrollFor } from '@/desk/queue/window'
import type { Office } from '@/shared/city'
import { NOON, row } from './desk-rows'

const EYES = { queue: '330106002', me: 'me', now: NOON, named: () => '暴露垃圾 宝石社区', told: new Set<string>() }
const keep = (part: Partial<Filter>, one = row('a'), eyes = EYES): boolean => keeps({ ...NO_FILTER, ...part }, one, eyes)

describe('order', () => {
  it('is what is due first, and last what rests or waits for a check', () => {
    const rows = [
      row('rests', { state: 'suspended', due_at: null }),
      row('done', { state: 'resolved', due_at: '2026-11-20T07:00:00Z' }),
      row('next', { due_at: '2026-11-23T09:00:00Z' }),
      row('late', { due_at: '2026-11-22T09:00:00.123Z' }),
    ]
    expect(sorted(rows, 'due')).toEqual(['late', 'next', 'done', 'rests'])
  })

  it('may be by age, by bounces or by the latest change; ties go by the id', () => {
    const rows = [row('b', { bounces: 2, position: 5 }), row('a', { bounces: 2, position: 9 }), row('c', { submitted_at: '2026-11-24T01:00:00Z' })]
    expect(sorted(rows, 'newest')).toEqual(['c', 'a', 'b'])
    expect(sorted(rows, 'oldest')).toEqual(['a', 'b', 'c'])
    expect(sorted(rows, 'bounces')).toEqual(['a', 'b', 'c'])
    expect(sorted(rows, 'moved')).toEqual(['c', 'a', 'b'])
  })
})

describe('filters', () => {
  it('survive in the address', () => {
    const filter: Filter = { ...NO_FILTER, kind: 'claimed', mine: true, words: '东门 垃圾', sort: 'newest', flag: 'any' }
    const query = Object.fromEntries(Object.entries(writeFilter(filter)).filter((one): one is [string, string] => Boolean(one[1])))
    expect(readFilter(new URLSearchParams(query))).toEqual(filter)
    expect(readFilter(new URLSearchParams('sort=nonsense'))).toEqual(NO_FILTER)
    expect(narrowed(filter)).toBe(3)
  })

  it('keep what they say', () => {
    expect(keep({ category: 'M06010' })).toBe(true)
    expect(keep({ category: 'M09009' })).toBe(false)
    expect(keep({ community: '330106002052' })).toBe(false)
    expect(keep({ flag: 'any' })).toBe(false)
    expect(keep({ flag: 'same_photo' }, row('a', { flags: [{ flag: 'same_photo' }] }))).toBe(true)
    expect(keep({ wish: true }, row('a', { suspension_requested: true }))).toBe(true)
    expect(keep({ wish: true })).toBe(false)
    expect(keep({ late: true }, row('a', { due_at: '2026-11-23T03:00:00Z' }))).toBe(true)
  })

  it('search numbers however typed, words in any order, and what the notes told', () => {
    const one = row('a', { number: '7K3M9Q2TA' })
    expect(keep({ words: '7k3m-9q' }, one)).toBe(true)
    expect(keep({ words: '宝石 垃圾' }, one)).toBe(true)
    expect(keep({ words: '宝石 井盖' }, one)).toBe(false)
    expect(keep({ words: '东门' }, one, { ...EYES, told: new Set(['a']) })).toBe(true)
  })

  it('ask for the past by its state alone', () => {
    expect(pastOf({ ...NO_FILTER, kind: 'verified' })).toBe('verified')
    expect(pastOf({ ...NO_FILTER, kind: 'claimed' })).toBeUndefined()
    expect(walks('330106002', 'verified')).toEqual([{ states: ['verified'], sort: '-position' }])
    expect(walks('330106002', undefined)[0]).toEqual({ states: ['dispatched', 'claimed'], sort: 'due_at' })
  })

  it('tell the desk and the verifiers why a report is theirs', () => {
    expect(kindOf(row('a', { state: 'returned' }), 'desk')).toBe('returned')
    expect(kindOf(row('a', { state: 'verified', appeal: 1 }), 'desk')).toBe('appeal')
    expect(kindOf(row('a', { state: 'rejected', objection: 'rejection' }), 'desk')).toBe('objection')
    expect(kindOf(row('a', { state: 'resolved', drawn: 'sample' }), 'verify')).toBe('sample')
    expect(kindOf(row('a', { state: 'resolved' }), 'verify')).toBe('held')
  })
})

describe('the part in sight', () => {
  it('is a few dozen rows of ten thousand', () => {
    const { from, to } = inSight(300_000, 600, 64, 10_000)
    expect(from).toBeLessThan(300_000 / 64)
    expect(to - from).toBeLessThan(30)
    expect(inSight(0, 600, 64, 3)).toEqual({ from: 0, to: 3 })
    expect(inSight(9_000, 600, 64, 3)).toEqual({ from: 3, to: 3 })
  })

  it('moves no further than it must', () => {
    expect(scrollFor(0, 100, 600, 64)).toBe(0)
    expect(scrollFor(5, 0, 600, 64)).toBeUndefined()
    expect(scrollFor(20, 0, 600, 64)).toBe(21 * 64 - 600)
  })
})

describe('keys', () => {
  const press = (key: string, more: KeyboardEventInit = {}): KeyboardEvent => new KeyboardEvent('keydown', { key, ...more })

  it('mean one thing each', () => {
    const all = KEYS.flatMap((one) => [...one.keys])
    expect(new Set(all).size).toBe(all.length)
    expect(asked(press('j'))).toBe('next')
    expect(asked(press('c'))).toBe('claim')
    expect(asked(press('?'))).toBe('help')
    expect(asked(press('x'))).toBeUndefined()
  })

  it('leave the browser and those who type alone', () => {
    expect(asked(press('c', { ctrlKey: true }))).toBeUndefined()
    const field = document.body.appendChild(document.createElement('textarea'))
    let found: string | undefined = 'unasked'
    field.addEventListener('keydown', (event) => (found = asked(event)))
    field.dispatchEvent(press('c', { bubbles: true }))
    expect(found).toBeUndefined()
    field.dispatchEvent(press('Escape', { bubbles: true }))
    expect(found).toBe('close')
  })

  it('can be switched off where they are single letters', () => {
    expect(asked(press('c'), false)).toBeUndefined()
    expect(asked(press('ArrowDown'), false)).toBe('next')
  })
})

describe('queues', () => {
  const offices = [
    { code: '330106002', name: '北山街道', communities: [{ code: '330106002052', name: '宝石社区' }] },
    { code: '330105012', name: '天水街道', communities: [] },
  ] as unknown as Office[]
  const codes = (...posts: { role: string; office?: string; community?: string }[]): string[] =>
    choices(posts.map((post) => ({ office: null, community: null, ...post })) as never, offices).map((one) => one.code)

  it('follow from the posts', () => {
    expect(codes({ role: 'dispatcher', office: '330106002' })).toEqual(['330106002'])
    expect(codes({ role: 'dispatcher', office: '330106002', community: '330106002052' })).toEqual(['330106002052'])
    expect(codes({ role: 'operator' })).toEqual(['desk', '330106002', '330105012', 'verify'])
    expect(codes({ role: 'verifier' })[0]).toBe('verify')
    expect(codes({ role: 'lead' })).toEqual(['330106002', '330105012', 'desk', 'verify'])
    expect(codes({ role: 'rider' })).toEqual([])
  })

  it('know the supervisor of an office', () => {
    const posts = [{ role: 'supervisor', office: '330106002', community: null }] as never
    expect(supervises(posts, '330106002')).toBe(true)
    expect(supervises(posts, '330105012')).toBe(false)
    expect(supervises(posts, null)).toBe(false)
  })
})
