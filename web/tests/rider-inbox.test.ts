// The inbox: answers overtake each other, and what was read stays read.
import 'fake-indexeddb/auto'
import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope } from 'vue'
import { runInbox, useInbox } from '@/rider/inbox/inbox'

// The client takes hold of fetch when it is made, so this one stands there before.
const line = vi.hoisted(() => {
  const held: { asked: { path: string; answer: (body: unknown) => void }[] } = { asked: [] }
  globalThis.fetch = (wish) => new Promise((resolve) => {
    const path = new URL((wish as Request).url).pathname
    const answer = (body: unknown): void => resolve(new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } }))
    held.asked.push({ path, answer })
  })
  return held
})

class Source extends EventTarget {
  static readonly CLOSED = 2
  static newest: Source | undefined
  readyState = 1

  constructor() {
    super()
    Source.newest = this
  }

  close(): void {
    this.readyState = Source.CLOSED
  }
}

function told(position: number, readTo: number): object {
  const items = [3, 2, 1].filter((one) => one <= position).map((one) => ({ position: one, unread: one > readTo }))
  return { items, next: null, unread: Math.max(0, position - readTo), read_to: readTo, position, incomplete: false }
}

async function answer(which: number, body: object): Promise<void> {
  line.asked[which]?.answer(body)
  await flushPromises()
}

const inbox = useInbox()

// Asks for the list, marks the first notice as read, and hears of the mark before the list.
async function overtaken(list: object): Promise<void> {
  void inbox.again()
  void inbox.markRead()
  await flushPromises()
  await answer(2, { unread: 0, read_to: 1 })
  await answer(1, list)
}

let scope: EffectScope

beforeEach(async () => {
  vi.stubGlobal('EventSource', Source)
  line.asked = []
  scope = effectScope(true)
  scope.run(() => runInbox(ref(`rider-${Math.random()}`)))
  await vi.waitFor(() => expect(line.asked).toHaveLength(1))
})
afterEach(() => {
  scope.stop()
  vi.unstubAllGlobals()
})

describe('the inbox', () => {
  it('believes no list that was asked for before the mark moved', async () => {
    await answer(0, told(1, 0))
    expect(inbox.unread.value).toBe(1)
    await overtaken(told(1, 0))

    expect(inbox.unread.value).toBe(0)
  })

  it('counts what came after the mark, in an answer that does not know the mark', async () => {
    await answer(0, told(1, 0))
    await overtaken(told(3, 0))

    expect(inbox.unread.value).toBe(2)
    expect(inbox.newest.value?.position).toBe(3)
  })

  it('keeps the newer of two lists, whichever arrives last', async () => {
    await answer(0, told(1, 0))
    void inbox.again()
    void inbox.again()
    await flushPromises()
    await answer(2, told(3, 0))
    await answer(1, told(2, 0))

    expect(inbox.notices.value.map((one) => one.position)).toEqual([3, 2, 1])
    expect(inbox.unread.value).toBe(3)
  })

  it('is loaded anew once the city says that its log was restored to an earlier state', async () => {
    await answer(0, told(3, 3))
    Source.newest?.dispatchEvent(new MessageEvent('reset', { data: '{}', lastEventId: '1' }))
    await vi.waitFor(() => expect(line.asked).toHaveLength(2))
    await answer(1, told(1, 0))

    expect(inbox.notices.value.map((one) => one.position)).toEqual([1])
    expect(inbox.unread.value).toBe(1)
  })

  it('begins anew for another rider', async () => {
    await answer(0, told(3, 3))
    scope.stop()
    scope = effectScope(true)
    scope.run(() => runInbox(ref('another')))
    await vi.waitFor(() => expect(line.asked).toHaveLength(2))
    await answer(1, told(1, 0))

    expect(inbox.unread.value).toBe(1)
    expect(inbox.notices.value).toHaveLength(1)
  })
})
