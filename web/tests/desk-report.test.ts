// A wish at the desk that a worker overtook: it is asked again where nothing that is shown has changed, and told else.
import { effectScope } from 'vue'
import { expect, it, vi } from 'vitest'
import { NOTHING } from '@/desk/queue/deeds'
import { useReport, type OnPanel } from '@/desk/queue/useReport'

const city = vi.hoisted(() => {
  const held = { version: 1, racing: false, flags: [] as unknown[], story: [] as unknown[], sent: [] as (string | null)[], keys: [] as (string | null)[] }
  const told = (body: unknown, status = 200): Response =>
    new Response(JSON.stringify(body), { status, headers: { 'Content-Type': status === 200 ? 'application/json' : 'application/problem+json' } })
  globalThis.fetch = async (asked) => {
    const request = asked as Request
    if (request.url.includes('/timeline')) return told({ items: held.story })
    if (request.method === 'POST') {
      held.sent.push(request.headers.get('If-Match'))
      held.keys.push(request.headers.get('Idempotency-Key'))
      if (held.racing || held.sent.at(-1) !== `"v${held.version}"`) return told({ code: 'stale-version', status: 412, title: '', detail: '' }, 412)
      return told({ ...shown(held), state: 'claimed' })
    }
    return told(shown(held))
  }
  const shown = (now: typeof held): object => ({ id: 'a', state: 'dispatched', flags: now.flags, version: now.version, position: 10 + now.version })
  return held
})

const BY_SYSTEM = [{ version: 2, actor: 'system' }, { version: 3, actor: 'system' }]

async function opened(): Promise<{ on: OnPanel; close: () => void }> {
  Object.assign(city, { version: 1, racing: false, flags: [], story: [], sent: [], keys: [] })
  const scope = effectScope()
  const on = scope.run(() => useReport('a', 'me', () => undefined, () => true)) as OnPanel
  await vi.waitFor(() => expect(on.report.value?.version).toBe(1))
  return { on, close: () => scope.stop() }
}

it('asks again, under another key, when only the version has changed', async () => {
  const { on, close } = await opened()
  Object.assign(city, { version: 3, story: BY_SYSTEM })
  expect((await on.act(on.wish('claim'), NOTHING))?.state).toBe('claimed')
  expect(city.sent).toEqual(['"v1"', '"v3"'])
  expect(new Set(city.keys).size).toBe(2)
  expect(on.lost.value).toBeUndefined()
  close()
})

const SEEN = {
  'a story that does not reach the report': { story: [] },
  'a story that is one step behind': { story: [{ version: 2, actor: 'system' }] },
  'evidence that was found': { flags: [{ flag: 'same_photo_other_rider' }], story: BY_SYSTEM },
  'what somebody did': { story: [{ version: 2, actor: 'staff', at: '2026-11-23T01:00:00Z', text: '备注' }, { version: 3, actor: 'system' }] },
}

it.each(Object.entries(SEEN))('tells of %s', async (_, found) => {
  const { on, close } = await opened()
  Object.assign(city, { version: 3, ...found })
  expect(await on.act(on.wish('claim'), NOTHING)).toBeUndefined()
  expect(city.sent).toEqual(['"v1"'])
  expect(on.lost.value).toBeDefined()
  close()
})

it('asks again once alone', async () => {
  const { on, close } = await opened()
  Object.assign(city, { version: 2, racing: true, story: [{ version: 2, actor: 'system' }] })
  expect(await on.act(on.wish('claim'), NOTHING)).toBeUndefined()
  expect(city.sent).toEqual(['"v1"', '"v2"'])
  expect(on.lost.value).toBeDefined()
  close()
})
