// Where parcels lie: in the phone's store, or, where the browser forbids that, in the page alone.
import type { Store } from '../store/db'
import { plain } from '../store/plain'
import type { Answer, Shelf } from './flush'
import type { Parcel } from './parcel'

export interface Drawer {
  lasting: boolean // whether it survives closing the page
  all: (rider: string) => Promise<Parcel[]> // oldest first
  put: (parcel: Parcel) => Promise<void>
  drop: (id: string) => Promise<void>
  done: (parcel: Parcel, answer: Answer) => Promise<void>
}

// Own new reports are listed at once, before the server's list shows them.
export function keepAs({ rider, kind }: Parcel, { id }: Answer): string {
  return `${rider}:${kind === 'report' ? 'sent' : 'report'}:${id}`
}

const oldestFirst = (one: Parcel, other: Parcel): number => one.made_at - other.made_at

export function lastingDrawer(db: Store): Drawer {
  return {
    lasting: true,
    all: async (rider) => (await db.getAll('outbox')).filter((one) => one.rider === rider).sort(oldestFirst),
    put: async (parcel) => {
      await db.put('outbox', plain(parcel))
    },
    drop: (id) => db.delete('outbox', id),
    done: async (parcel, answer) => {
      const both = db.transaction(['outbox', 'answers'], 'readwrite')
      await Promise.all([
        both.objectStore('answers').put({ name: keepAs(parcel, answer), at: Date.now(), data: plain(answer) }),
        both.objectStore('outbox').delete(parcel.id),
        both.done,
      ])
    },
  }
}

export function passingDrawer(): Drawer {
  const kept = new Map<string, Parcel>()
  return {
    lasting: false,
    all: (rider) => Promise.resolve([...kept.values()].filter((one) => one.rider === rider).map(plain).sort(oldestFirst)),
    put: (parcel) => Promise.resolve(void kept.set(parcel.id, plain(parcel))),
    drop: (id) => Promise.resolve(void kept.delete(id)),
    done: (parcel) => Promise.resolve(void kept.delete(parcel.id)),
  }
}

export function shelfOf(drawer: Drawer, rider: string): Shelf {
  return {
    rider,
    waiting: async () => (await drawer.all(rider)).filter((one) => one.state === 'waiting'),
    put: drawer.put,
    done: drawer.done,
  }
}
