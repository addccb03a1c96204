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

export async function forget(begins: string): Promise<void> {
  try {
    const db = await store()
    const names = (await db.getAllKeys('answers')).filter((name) => name.startsWith(begins))
    await Promise.all(names.map((name) => db.delete('answers', name)))
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
