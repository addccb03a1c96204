// Where parcels lie: on the phone, and in the page where the phone takes nothing.
import 'fake-indexeddb/auto'
import { reactive } from 'vue'
import { beforeEach, describe, expect, it } from 'vitest'
import { firmDrawer, lastingDrawer, type Drawer } from '@/rider/outbox/drawer'
import { makeParcel, makePicture, type Parcel } from '@/rider/outbox/parcel'
import { openStore, type Store } from '@/rider/store/db'

const RIDER = 'rider-1'
const ANSWER = { id: 'r1', number: 'N' }
let store: Store
let lasting: Drawer
let count = 0

function parcel(given: Partial<Parcel> = {}): Parcel {
  return makeParcel(RIDER, 'report', [makePicture(new Uint8Array([1, 2, 3]).buffer, 'image/jpeg')], given)
}

beforeEach(async () => {
  store = await openStore(`drawer-${(count += 1)}`)
  lasting = lastingDrawer(() => Promise.resolve(store))
})

describe('the drawer', () => {
  it('takes proxies of a page, as copies', async () => {
    const living = reactive(parcel())
    await lasting.put(living)
    living.wish.note = 'changed later'

    expect((await lasting.all(RIDER))[0]?.wish.note).toBe('')
  })

  it('works in the page alone where nothing may be kept', async () => {
    const told: boolean[] = []
    const drawer = firmDrawer(lastingDrawer(() => Promise.reject(new Error('forbidden'))), (is) => told.push(is))
    const one = parcel()
    await drawer.put(one)

    expect(told).toEqual([true])
    expect(await drawer.all(RIDER)).toMatchObject([{ id: one.id }])
    await drawer.done(one, ANSWER)
    expect(await drawer.all(RIDER)).toEqual([])
  })
})

describe('a full phone', () => {
  const full = (): Promise<never> => Promise.reject(new DOMException('full', 'QuotaExceededError'))

  it('keeps in the page what it cannot store, in place of what it stored before', async () => {
    const one = parcel({ state: 'draft' })
    await lasting.put(one)
    const drawer = firmDrawer({ ...lasting, put: full }, () => undefined)
    await drawer.put({ ...one, state: 'waiting' })

    expect(await drawer.all(RIDER)).toMatchObject([{ id: one.id, state: 'waiting' }])
    expect(await drawer.one(one.id)).toMatchObject({ state: 'waiting' })
    await drawer.drop(one.id)
    expect(await drawer.all(RIDER)).toEqual([])
  })

  it('lets a parcel go that the city has, though the answer finds no room', async () => {
    const one = parcel()
    const drawer = firmDrawer({ ...lasting, done: full }, () => undefined)
    await drawer.put(one)
    await drawer.done(one, ANSWER)

    expect(await lasting.all(RIDER)).toEqual([])
  })

  it('stores again once there is room', async () => {
    let room = false
    const told: boolean[] = []
    const drawer = firmDrawer({ ...lasting, put: (it) => (room ? lasting.put(it) : full()) }, (is) => told.push(is))
    const one = parcel()
    await drawer.put(one)
    room = true
    await drawer.put(one)

    expect(told).toEqual([true, false])
    expect(await lasting.all(RIDER)).toHaveLength(1)
  })
})
