// The rows of a queue: nothing is told twice, nothing is missed, nothing jumps.
import { describe, expect, it } from 'vitest'
import { NO_FILTER, type Filter } from '@/desk/queue/filters'
import { Ledger } from '@/desk/queue/ledger'
import { many, NOON, row } from './desk-rows'

const ME = 'me'

function ledger(filter: Partial<Filter> = {}, queue = '330106002', told: string[] = []): Ledger {
  const eyes = { queue, me: ME, now: NOON, named: () => '暴露垃圾 宝石社区', told: new Set(told) }
  return new Ledger({ ...NO_FILTER, ...filter }, () => eyes)
}

describe('pages', () => {
  it('stand behind each other as they arrive', () => {
    const it = ledger()
    it.addPage([row('a'), row('b')], 20)
    it.addPage([row('c')], 22)
    expect(it.order).toEqual(['a', 'b', 'c'])
    expect(it.position).toBe(20) // the stream goes on from the first page's moment
  })

  it('never undo what the stream has told meanwhile', () => {
    const it = ledger()
    it.addPage([row('a')], 20)
    it.hear(row('b', { state: 'claimed', position: 30 }))
    it.leave('c', 31)
    it.addPage([row('b', { position: 12 }), row('c', { position: 13 })], 21)
    expect(it.row('b')?.state).toBe('claimed')
    expect(it.row('c')).toBeUndefined()
  })

  it('are ten thousand rows without trouble', () => {
    const it = ledger()
    const all = many(10_000)
    for (let from = 0; from < all.length; from += 200) it.addPage(all.slice(from, from + 200), 10_000)
    it.settle()
    expect(it.order).toHaveLength(10_000)
    expect(it.order[0]).toBe('r00000')
    expect(it.order.at(-1)).toBe('r09999')
    expect(it.counts().byKind.get('claimed')).toBe(3334)
  })
})

describe('the stream', () => {
  it('redraws a changed row where it stands', () => {
    const it = ledger()
    it.addPage([row('a'), row('b', { due_at: '2026-11-23T08:00:00Z' })], 20)
    it.hear(row('a', { due_at: '2026-11-24T08:00:00Z', position: 25 }))
    expect(it.order).toEqual(['a', 'b'])
    expect(it.row('a')?.due_at).toBe('2026-11-24T08:00:00Z')
    expect(it.unsettled).toBe(1)
    it.settle()
    expect(it.order).toEqual(['b', 'a'])
    expect(it.unsettled).toBe(0)
  })

  it('lets a new report wait, and counts it at once', () => {
    const it = ledger()
    it.addPage([row('b')], 20)
    it.hear(row('a', { due_at: '2026-11-23T01:00:00Z', position: 25 }))
    expect(it.order).toEqual(['b'])
    expect(it.counts().all).toBe(2)
    expect(it.news()).toEqual({ came: 1, left: 0 })
    expect(it.news()).toEqual({ came: 0, left: 0 }) // said once
    it.settle()
    expect(it.order).toEqual(['a', 'b'])
  })

  it('keeps a row that left in its place until the list settles', () => {
    const it = ledger()
    it.addPage([row('a'), row('b')], 20)
    it.leave('a', 25)
    expect(it.order).toEqual(['a', 'b'])
    expect(it.gone.has('a')).toBe(true)
    expect(it.counts().all).toBe(1)
    it.settle()
    expect(it.order).toEqual(['b'])
    expect(it.row('a')).toBeUndefined()
  })

  it('fills an empty list at once', () => {
    const it = ledger()
    it.hear(row('a', { position: 25 }))
    expect(it.order).toEqual(['a'])
  })

  it('takes older news for none', () => {
    const it = ledger()
    it.addPage([row('a', { state: 'claimed', position: 30 })], 30)
    it.hear(row('a', { state: 'dispatched', position: 20 }))
    it.leave('a', 21)
    expect(it.row('a')?.state).toBe('claimed')
  })

  it('brings a row back that had left', () => {
    const it = ledger()
    it.addPage([row('a')], 20)
    it.leave('a', 25)
    it.hear(row('a', { position: 26 }))
    expect(it.gone.has('a')).toBe(false)
    expect(it.unsettled).toBe(0)
    expect(it.news().came).toBe(0)
  })

  it('goes on from the newest position it has told', () => {
    const it = ledger()
    it.addPage([row('a')], 20)
    it.hear(row('b', { position: 33 }))
    it.leave('z', 40)
    it.patch({ id: 'a', state: 'claimed', position: 50 }) // one's own deed: others' news before it is still to come
    expect(it.position).toBe(40)
  })
})

describe('filters', () => {
  it('are asked of a row again when it changes', () => {
    const it = ledger({ mine: true })
    it.addPage([row('a'), row('b', { state: 'claimed', claimed_by: ME })], 20)
    expect(it.order).toEqual(['b'])
    it.hear(row('a', { state: 'claimed', claimed_by: ME, position: 25 }))
    expect(it.unsettled).toBe(1)
    it.settle()
    expect(it.order).toEqual(['a', 'b'])
  })

  it('count what is late by the clock, not by an old answer', () => {
    const it = ledger()
    it.addPage([
      row('late', { due_at: '2026-11-23T03:59:00Z' }),
      row('soon', { due_at: '2026-11-23T04:30:00Z' }),
      row('rests', { state: 'suspended', due_at: null }),
      row('was', { state: 'resolved', due_at: '2026-11-22T04:00:00Z', overdue: true }),
      row('in time', { state: 'resolved', due_at: '2026-11-22T04:00:00Z' }),
    ], 20)
    expect(it.counts()).toMatchObject({ all: 5, late: 2, soon: 1 })
  })

  it('put the own claims first where that is asked', () => {
    const eyes = { queue: '330106002', me: ME, now: NOON, named: () => '', told: new Set<string>() }
    const it = new Ledger(NO_FILTER, () => eyes, (one) => one.claimed_by === ME)
    it.addPage([row('a'), row('b', { claimed_by: ME, due_at: '2026-12-23T04:00:00Z' })], 20)
    it.settle()
    expect(it.order).toEqual(['b', 'a'])
  })
})
