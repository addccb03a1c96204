// Answers kept for the time without a network: shown at once, then replaced by what the server says.
import { shallowRef, type ShallowRef } from 'vue'
import { useAnswer, type Asked } from '@/shared/answer'
import { store } from './db'
import { plain } from './plain'

export async function keep(name: string, data: unknown): Promise<void> {
  try {
    await (await store()).put('answers', { name, at: Date.now(), data: plain(data) })
  } catch {
    // a phone that keeps nothing still works while there is a network
  }
}

export async function kept<T>(name: string): Promise<{ at: number; data: T } | undefined> {
  try {
    const found = await (await store()).get('answers', name)
    return found && { at: found.at, data: found.data as T }
  } catch {
    return undefined
  }
}

export async function keptBelow<T>(begins: string): Promise<{ name: string; at: number; data: T }[]> {
  try {
    const found = await (await store()).getAll('answers', below(begins))
    return found.map((one) => ({ ...one, data: one.data as T }))
  } catch {
    return []
  }
}

export async function dropKept(name: string): Promise<void> {
  await (await store()).delete('answers', name).catch(() => undefined)
}

function below(begins: string): IDBKeyRange {
  return IDBKeyRange.bound(begins, `${begins}\uffff`)
}

export async function forget(begins: string): Promise<void> {
  try {
    await (await store()).delete('answers', below(begins))
  } catch {
    // nothing was kept
  }
}

// Forgets what was told to other riders; what has no rider's name before it is the city's.
export async function forgetOthers(rider: string): Promise<void> {
  try {
    const shelf = (await store()).transaction('answers', 'readwrite').store
    for (const name of await shelf.getAllKeys()) if (name.includes(':') && !name.startsWith(`${rider}:`)) await shelf.delete(name)
  } catch {
    // nothing was kept
  }
}

export interface KeptAsked<T> extends Asked<T> {
  since: ShallowRef<number | undefined> // set while what is shown is old: when it was told
}

// Asks the server; until it answers, and when it cannot, shows what it said last time.
export function useKept<T>(name: () => string, question: (signal: AbortSignal) => Promise<T>): KeptAsked<T> {
  const since = shallowRef<number>()
  let fresh = false
  const asked = useAnswer(async (signal) => {
    const found = await question(signal)
    fresh = true
    since.value = undefined
    void keep(name(), found)
    return found
  })
  void kept<T>(name()).then((old) => {
    if (fresh || !old) return
    asked.data.value = old.data
    since.value = old.at
  })
  return { ...asked, since }
}
