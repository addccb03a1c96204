// What is reported around here lately, most first: asked once a place, remembered for the next time.
import { shallowRef, watch, type ShallowRef } from 'vue'
import { api, taken } from '@/api/client'
import type { Place } from '../outbox/parcel'
import { keep, kept } from '../store/kept'

const NAME = 'common'

export function useCommon(place: () => Place | null): ShallowRef<string[]> {
  const codes = shallowRef<string[]>([])
  let asked = false
  void kept<string[]>(NAME).then((old) => {
    if (old && !codes.value.length) codes.value = old.data
  })
  watch(place, async (now) => {
    if (!now || asked) return
    asked = true
    try {
      const { longitude, latitude, datum } = now
      const found = await taken(api.GET('/v1/categories/common', { params: { query: { longitude, latitude, datum } } }))
      codes.value = found.items.map((one) => one.category)
      void keep(NAME, codes.value)
    } catch {
      asked = false // without a network the order of last time serves
    }
  }, { immediate: true })
  return codes
}
