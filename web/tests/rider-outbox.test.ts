// The outbox: order, retries, repeats, and being killed between any two steps.
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { Problem } from '@/api/client'
import { keepAs, lastingDrawer, shelfOf, type Drawer } from '@/rider/outbox/drawer'
import { flush, type Answer, type Post } from '@/rider/outbox/flush'
import { makeParcel, makePicture, renewed, type Parcel } from '@/rider/outbox/parcel'
import { openStore, type Store } from '@/rider/store/db'
import { RIDER, Server } from './rider-server'

const NOW = 1_000_000
let store: Store
let drawer: Drawer
let count = 0

function parcel(photos = 1, given: Partial<Parcel> = {}): Parcel {
  count += 1
  const pictures = Array.from({ length: photos }, () => makePicture(new Uint8Array([1, 2, 3]).buffer, 'image/jpeg'))
  return makeParcel(RIDER, 'report', pictures, { made_at: count, ...given })
}

const send = (server: Post) => flush(shelfOf(drawer, RIDER), server, () => NOW)
const offline = (): Problem => new Problem('offline', 0, '', '')
const refused = (code: string, status: number, members = {}): Problem => new Problem(code, status, 'no', 'not so', members)

beforeEach(async () => {
  store = await openStore(`test-${(count += 1)}`)
  drawer = lastingDrawer(() => Promise.resolve(store))
})

describe('sending', () => {
  it('sends the photographs first, then the report, the oldest first', async () => {
    const [late, early] = [parcel(1, { made_at: 20 }), parcel(2, { made_at: 10 })]
    await drawer.put(late)
    await drawer.put(early)
    const server = new Server()

    expect(await send(server)).toEqual({ sent: 2, stop: null, until: 0 })

    expect(server.calls).toEqual([
      ...early.photos.map((one) => `photo ${one.key}`), `wish ${early.key}`, `photo ${late.photos[0]?.key}`, `wish ${late.key}`,
    ])
    expect(await drawer.all(RIDER)).toEqual([])
  })

  it('keeps the answer when it drops the parcel', async () => {
    const one = parcel()
    await drawer.put(one)
    await send(new Server())

    expect((await store.get('answers', keepAs(one, { id: 'r1', number: 'N' })))?.data).toMatchObject({ id: 'r1', number: 'N' })
  })

  it('leaves drafts and the parcels of another rider alone', async () => {
    await drawer.put(parcel(1, { state: 'draft' }))
    await drawer.put(parcel(1, { rider: 'somebody else' }))
    const server = new Server()

    expect((await send(server)).sent).toBe(0)
    expect(server.calls).toEqual([])
  })
})

describe('what goes wrong', () => {
  it('stops at the first passing failure and goes on there later', async () => {
    await drawer.put(parcel())
    await drawer.put(parcel())
    const server = new Server()
    server.fails = [offline()]

    expect(await send(server)).toEqual({ sent: 0, stop: 'later', until: 0 })
    expect(server.calls).toHaveLength(1)
    expect((await send(server)).sent).toBe(2)
  })

  it('waits as long as the server asks', async () => {
    await drawer.put(parcel())
    const server = new Server()
    server.fails = [refused('daily-reports', 429, { retry_after: 60 })]

    expect(await send(server)).toEqual({ sent: 0, stop: 'later', until: NOW + 60_000 })
    expect(await send(server)).toEqual({ sent: 0, stop: 'later', until: NOW + 60_000 })
    expect(server.calls).toHaveLength(1)
    expect((await drawer.all(RIDER))[0]?.refusal?.code).toBe('daily-reports')
  })

  it('keeps what was refused for good, says why, and goes on with the next', async () => {
    await drawer.put(parcel(0))
    await drawer.put(parcel())
    const server = new Server()
    server.fails = [refused('photo-needed', 422)]

    expect((await send(server)).sent).toBe(1)

    const [left] = await drawer.all(RIDER)
    expect(left).toMatchObject({ state: 'failed', refusal: { code: 'photo-needed', detail: 'not so' } })
    expect((await send(server)).sent).toBe(0)
  })

  it('sends what was mended as a new wish', async () => {
    await drawer.put(parcel(0))
    const server = new Server()
    server.fails = [refused('photo-needed', 422)]
    await send(server)
    const [left] = await drawer.all(RIDER)
    if (!left) throw new Error('it is gone')

    await drawer.put(renewed(left))

    expect((await send(server)).sent).toBe(1)
    expect(new Set(server.calls).size).toBe(2)
  })

  it('sends nothing in the name of somebody who signed in meanwhile', async () => {
    await drawer.put(parcel())
    const server = new Server()
    server.rider = 'somebody else'

    expect(await send(server)).toEqual({ sent: 0, stop: 'sign-in', until: 0 })
    expect(server.calls).toEqual([])
  })

  it('waits for a sign-in without blaming the parcel', async () => {
    await drawer.put(parcel())
    const server = new Server()
    server.fails = [refused('not-signed-in', 401)]

    expect((await send(server)).stop).toBe('sign-in')
    expect(await drawer.all(RIDER)).toMatchObject([{ state: 'waiting', refusal: null }])
  })

  it('sends the photographs anew when the server has let them go meanwhile', async () => {
    await drawer.put(parcel())
    const server = new Server()
    const first = server.wish
    server.wish = (one) => (server.photos.size === 1 ? Promise.reject(refused('photo-unknown', 404)) : first(one))

    expect((await send(server)).sent).toBe(1)
    expect([...server.reports.values()][0]?.photos).toEqual(['p2'])
  })

  it('sends nothing that was dropped while another was on its way', async () => {
    const [first, second] = [parcel(), parcel()]
    await drawer.put(first)
    await drawer.put(second)
    const server = new Server()
    const wish = server.wish
    server.wish = async (one) => {
      await drawer.drop(second.id)
      return wish(one)
    }

    expect((await send(server)).sent).toBe(1)
    expect(server.calls).toHaveLength(2)
    expect(await drawer.all(RIDER)).toEqual([])
  })

  it('leaves dropped what was dropped while it was on its way', async () => {
    const one = parcel()
    await drawer.put(one)
    const server = new Server()
    server.photo = async () => {
      await drawer.drop(one.id)
      throw offline()
    }

    expect((await send(server)).stop).toBe('later')
    expect(await drawer.all(RIDER)).toEqual([])
  })

  it('takes a refusal without a code, as a gate in the way gives it, for a broken line', async () => {
    const one = parcel()
    await drawer.put(one)
    const server = new Server()
    server.fails = [refused('unexpected', 403)]

    expect((await send(server)).stop).toBe('later')
    expect(await drawer.all(RIDER)).toMatchObject([{ state: 'waiting', key: one.key }])
  })

  it('takes a login page in the way for a broken line', async () => {
    await drawer.put(parcel())
    const server = new Server()
    server.wish = () => Promise.resolve('<html>' as unknown as Answer)

    expect((await send(server)).stop).toBe('later')
    expect(await drawer.all(RIDER)).toHaveLength(1)
  })
})

describe('exactly once', () => {
  it.each([1, 2, 3])('is sent once when answer %i is lost on its way', async (lost) => {
    await drawer.put(parcel(2))
    const server = new Server()
    const photo = server.photo
    const wish = server.wish
    let seen = 0
    const count = <T>(work: Promise<T>): Promise<T> => {
      seen += 1
      return seen === lost ? work.then(() => Promise.reject(new TypeError('network'))) : work
    }
    server.photo = (one) => count(photo(one))
    server.wish = (one) => count(wish(one))

    expect((await send(server)).stop).toBe('later')
    expect((await send(server)).sent).toBe(1)

    expect(server.reports.size).toBe(1)
    expect(server.photos.size).toBe(2)
  })

  // steps of a parcel with two photographs: photo, note, photo, note, wish, done
  it.each([0, 1, 2, 3, 4, 5])('is sent once when the page is killed at step %i', async (step) => {
    await drawer.put(parcel(2))
    const server = new Server()
    let steps = 0
    const killed = <A extends unknown[], T>(work: (...given: A) => Promise<T>, before: boolean) => async (...given: A): Promise<T> => {
      steps += 1
      if (steps - 1 === step && before) return new Promise<T>(() => undefined)
      const found = await work(...given)
      return steps - 1 === step ? new Promise<T>(() => undefined) : found
    }
    for (const before of [true, false]) {
      steps = 0
      const shelf = shelfOf(drawer, RIDER)
      const dying = { ...shelf, note: killed(shelf.note, before), done: killed(shelf.done, before) }
      const line = { who: server.who, photo: killed(server.photo, before), wish: killed(server.wish, before) }
      void flush(dying, line, () => NOW)
      await new Promise((resolve) => setTimeout(resolve, 25))
    }

    await send(server)

    expect(server.reports.size).toBe(1)
    expect(server.photos.size).toBe(2)
    expect(await drawer.all(RIDER)).toEqual([])
  })
})
