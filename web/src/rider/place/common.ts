// What is reported around here lately, most first: asked once a place, remembered for the next time.
import { shallowRef, watch, type ShallowRef } from 'vue'
import type { Place } from '../outbox/parcel'
import { common } from '../later'
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
      codes.value = (await common(now)).map((one) => one.category)
      void keep(NAME, codes.value)
    } catch {
      asked = false // without a network the order of last time serves
    }
  }, { immediate: true })
  return codes
}
