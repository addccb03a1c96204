// What others have reported around a place; asked again only where the place really changed.
import { shallowRef, watch, type ShallowRef } from 'vue'
import { api, taken, type Shapes } from '@/api/client'
import type { Place } from '../outbox/parcel'
import { metres } from './metres'

export type Hint = Shapes['Hint']
const MOVED = 15 // metres

export function useNear(place: () => Place | null): ShallowRef<Hint[]> {
  const hints = shallowRef<Hint[]>([])
  let asked: Place | null = null
  watch(place, async (now) => {
    if (!now || (asked && asked.datum === now.datum && metres(asked, now) < MOVED)) return
    asked = now
    const { longitude, latitude, datum } = now
    try {
      const found = await taken(api.GET('/v1/reports/nearby', { params: { query: { longitude, latitude, datum } } }))
      if (asked === now) hints.value = found.items
    } catch {
      asked = null // a hint is a help, not a condition: without a network there is none
    }
  }, { immediate: true })
  return hints
}

// Of the chosen category first, then the nearest; at most three.
export function foremost(hints: readonly Hint[], category: string): Hint[] {
  const same = (one: Hint): number => (category && one.category === category ? 0 : 1)
  return [...hints].sort((one, other) => same(one) - same(other) || one.metres - other.metres).slice(0, 3)
}
