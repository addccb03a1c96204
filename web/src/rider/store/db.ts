// What the phone keeps: parcels that wait to be sent, and what the city told last.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Parcel } from '../outbox/parcel'

export interface KeptAnswer {
  name: string
  at: number // when it was told, by this phone's clock
  data: unknown
}

interface Shelves extends DBSchema {
  outbox: { key: string; value: Parcel }
  answers: { key: string; value: KeptAnswer }
}

export type Store = IDBPDatabase<Shelves>
const VERSION = 1

export function openStore(name = 'suishoupai', terminated: () => void = () => undefined): Promise<Store> {
  return openDB<Shelves>(name, VERSION, {
    upgrade(db) {
      db.createObjectStore('outbox', { keyPath: 'id' })
      db.createObjectStore('answers', { keyPath: 'name' })
    },
    terminated, // a phone in need closes the store of a page that sleeps
  })
}

let opened: Promise<Store> | undefined

// Opens the page's own store once. A browser that forbids it (some private windows) says so each time.
export function store(): Promise<Store> {
  const anew = (): void => {
    opened = undefined
  }
  opened ??= openStore(undefined, anew).catch((error: unknown) => {
    anew()
    throw error
  })
  return opened
}
