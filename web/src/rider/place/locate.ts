// Where the phone is, as long as a page wants to know: the best recent fix, and how fast it moves.
import { computed, onScopeDispose, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { isFast, speedOf, type Fix } from './motion'

export type Trouble = 'denied' | 'unavailable' | 'none' // none: this browser has no such thing
const PATIENCE_MS = 20_000
const OLD_MS = 30_000 // a better but older fix gives way
const HEARD_MS = 15_000 // silence after a fast fix: the phone has stopped telling

export interface Located {
  fix: ShallowRef<Fix | null>
  trouble: Ref<Trouble | null>
  fast: ComputedRef<boolean>
  again: () => void
}

export function useLocation(): Located {
  const fix = shallowRef<Fix | null>(null)
  const trouble = ref<Trouble | null>(null)
  const speed = ref(0)
  let last: Fix | null = null
  let watching: number | undefined
  let silence: ReturnType<typeof setTimeout> | undefined

  function heard({ coords, timestamp }: GeolocationPosition): void {
    const { longitude, latitude, accuracy } = coords
    const now: Fix = { longitude, latitude, accuracy, speed: coords.speed, at: timestamp }
    speed.value = speedOf(last, now)
    clearTimeout(silence)
    silence = setTimeout(() => (speed.value = 0), HEARD_MS)
    last = now
    trouble.value = null
    const held = fix.value
    if (!held || now.accuracy <= held.accuracy || now.at - held.at > OLD_MS || speed.value > 1) fix.value = now
  }

  function failed(error: GeolocationPositionError): void {
    if (!fix.value) trouble.value = error.code === error.PERMISSION_DENIED ? 'denied' : 'unavailable'
  }

  function stop(): void {
    if (watching !== undefined) navigator.geolocation.clearWatch(watching)
    clearTimeout(silence)
  }

  function again(): void {
    stop()
    trouble.value = null
    if (!('geolocation' in navigator)) trouble.value = 'none'
    else watching = navigator.geolocation.watchPosition(heard, failed, { enableHighAccuracy: true, timeout: PATIENCE_MS, maximumAge: 5000 })
  }

  again()
  onScopeDispose(stop)
  return { fix, trouble, fast: computed(() => isFast(speed.value)), again }
}
