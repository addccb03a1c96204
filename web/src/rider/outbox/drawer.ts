// Where parcels lie: in the phone's store, or, where that takes nothing, in the page alone.
import type { Store } from '../store/db'
import { plain } from '../store/plain'
import type { Answer, Shelf } from './flush'
import type { Parcel } from './parcel'

export interface Drawer {
  all: (rider: string) => Promise<Parcel[]> // oldest first
  one: (id: string) => Promise<Parcel | undefined>
  put: (parcel: Parcel) => Promise<void>
  drop: (id: string) => Promise<void>
  done: (parcel: Parcel, answer: Answer) => Promise<void>
}

// Own new reports are listed at once, before the server's list shows them.
export function keepAs({ rider, kind }: Parcel, { id }: Answer): string {
  return `${rider}:${kind === 'report' ? 'sent' : 'report'}:${id}`
}

const oldestFirst = (one: Parcel, other: Parcel): number => one.made_at - other.made_at

export function lastingDrawer(open: () => Promise<Store>): Drawer {
  return {
    all: async (rider) => (await (await open()).getAll('outbox')).filter((one) => one.rider === rider).sort(oldestFirst),
    one: async (id) => (await open()).get('outbox', id),
    put: async (parcel) => {
      await (await open()).put('outbox', plain(parcel))
    },
    drop: async (id) => (await open()).delete('outbox', id),
    done: async (parcel, answer) => {
      const both = (await open()).transaction(['outbox', 'answers'], 'readwrite')
      await Promise.all([
        both.objectStore('answers').put({ name: keepAs(parcel, answer), at: Date.now(), data: plain(answer) }),
        both.objectStore('outbox').delete(parcel.id),
        both.done,
      ])
    },
  }
}

function passingDrawer(): Drawer {
  const kept = new Map<string, Parcel>()
  const drop = (id: string): Promise<void> => Promise.resolve(void kept.delete(id))
  return {
    all: (rider) => Promise.resolve([...kept.values()].filter((one) => one.rider === rider).map(plain).sort(oldestFirst)),
    one: (id) => Promise.resolve(plain(kept.get(id))),
    put: (parcel) => Promise.resolve(void kept.set(parcel.id, plain(parcel))),
    drop,
    done: ({ id }) => drop(id),
  }
}

// A drawer that is never full: what the phone does not take stays in the page, and is sent from there.
// `full` hears each time whether the phone took it.
export function firmDrawer(lasting: Drawer, full: (is: boolean) => void): Drawer {
  const page = passingDrawer()
  const gone = (id: string): Promise<void> => lasting.drop(id).catch(() => undefined)
  return {
    all: async (rider) => {
      const here = await page.all(rider)
      const held = new Set(here.map((one) => one.id))
      const there = await lasting.all(rider).catch(() => [])
      return [...there.filter((one) => !held.has(one.id)), ...here].sort(oldestFirst)
    },
    one: async (id) => (await page.one(id)) ?? lasting.one(id).catch(() => undefined),
    put: async (parcel) => {
      try {
        await lasting.put(parcel)
        await page.drop(parcel.id)
        full(false)
      } catch {
        await page.put(parcel)
        full(true)
      }
    },
    drop: async (id) => {
      const here = await page.one(id)
      await page.drop(id)
      await (here ? gone(id) : lasting.drop(id))
    },
    done: async (parcel, answer) => {
      await page.drop(parcel.id)
      // the city has it: on a full phone the parcel goes, though the answer cannot be kept
      await lasting.done(parcel, answer).catch(() => gone(parcel.id))
    },
  }
}

export function shelfOf(drawer: Drawer, rider: string): Shelf {
  const still = async (id: string): Promise<Parcel | undefined> => {
    const now = await drawer.one(id)
    return now?.state === 'waiting' && now.rider === rider ? now : undefined
  }
  return {
    rider,
    waiting: async () => (await drawer.all(rider)).filter((one) => one.state === 'waiting'),
    still,
    note: async (parcel) => {
      if (await still(parcel.id)) await drawer.put(parcel)
    },
    done: drawer.done,
  }
}
