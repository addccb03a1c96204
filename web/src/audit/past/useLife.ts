// From when to when the log tells: the two ends of the slider.
import { computed, type ComputedRef } from 'vue'
import { api, taken } from '@/api/client'
import { useAnswer, type Asked } from '@/shared/answer'
import type { LogSpan } from './moment'

export function useLife(): { life: ComputedRef<LogSpan | undefined>; asked: Asked<unknown> } {
  const asked = useAnswer((signal) => taken(api.GET('/v1/audit/span', { signal })))
  const life = computed(() => {
    const told = asked.data.value
    if (!told?.first_at || !told.last_at) return undefined
    return { first: Date.parse(told.first_at), last: Date.parse(told.last_at), positions: told.last_position }
  })
  return { life, asked }
}
