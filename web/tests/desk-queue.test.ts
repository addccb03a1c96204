// A queue whose reading breaks off: what is there stays, what is missing is said, and reading again completes it.
import { effectScope, nextTick } from 'vue'
import { expect, it, vi } from 'vitest'
import { NO_FILTER } from '@/desk/queue/filters'
import { useQueue, type Queue } from '@/desk/queue/useQueue'
import { row } from './desk-rows'

// The client takes hold of fetch when it is made, so this one stands there before.
const line = vi.hoisted(() => {
  const held: { answers: (() => unknown)[]; streams: EventTarget[]; addresses: string[] } = { answers: [], streams: [], addresses: [] }
  globalThis.fetch = () => Promise.resolve().then(() => {
    const next = held.answers.shift()
    if (!next) throw new TypeError('network')
    return new Response(JSON.stringify(next()), { headers: { 'Content-Type': 'application/json' } })
  })
  vi.stubGlobal('EventSource', class extends EventTarget {
    constructor(address: string) {
      super()
      held.addresses.push(address)
      held.streams.push(this)
    }

    close = () => undefined
  })
  return held
})

const page = (items: unknown[], next: string | null, incomplete = false, position = 9) => () => ({ items, next, position, incomplete })

it('stays as far as it was read, and is whole once it is read again', async () => {
  line.answers = [page([row('a', {})], 'more', true)] // and then no network
  const scope = effectScope()
  const queue = scope.run(() => useQueue('330106001', () => NO_FILTER, 'me', () => new Set())) as Queue
  await vi.waitFor(() => expect(queue.problem.value?.code).toBe('offline'))
  expect(queue.order.value).toEqual(['a'])
  expect(queue.incomplete.value).toBe(true)

  line.answers = [page([row('a', {})], 'more'), page([row('b', {})], null), page([], null)]
  await queue.again()
  await nextTick()
  expect(queue.problem.value).toBeUndefined()
  expect(queue.incomplete.value).toBe(false)
  expect([...queue.order.value].sort()).toEqual(['a', 'b'])
  scope.stop()
})

it('is loaded anew once the city says that its log was restored to an earlier state', async () => {
  line.answers = [page([row('a', {}), row('b', {})], null), page([], null)]
  const scope = effectScope()
  const queue = scope.run(() => useQueue('330106001', () => NO_FILTER, 'me', () => new Set())) as Queue
  await vi.waitFor(() => expect([...queue.order.value].sort()).toEqual(['a', 'b']))
  await vi.waitFor(() => expect(queue.partial.value).toBe(false))

  line.answers = [page([row('a', {})], null, false, 4), page([], null, false, 4)]
  line.streams.at(-1)?.dispatchEvent(new MessageEvent('reset', { data: '{}', lastEventId: '4' }))
  await vi.waitFor(() => expect(queue.order.value).toEqual(['a']))
  expect(line.addresses.at(-1)).toBe('/v1/queues/330106001/stream?after=4')
  scope.stop()
})
