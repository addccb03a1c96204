// Whether the phone moves too fast for its rider to look at it.
import { metres, type Spot } from './metres'

export interface Fix extends Spot {
  accuracy: number // metres
  speed: number | null // metres a second, where the phone knows
  at: number
}

const FAST = 15 / 3.6 // 15 km/h
const STALE_MS = 15_000 // later the last speed says nothing

// The phone's own word, else from two fixes that lie further apart than they may be wrong.
export function speedOf(before: Fix | null, now: Fix): number {
  if (now.speed !== null && Number.isFinite(now.speed)) return now.speed
  if (!before || now.at <= before.at || now.at - before.at > STALE_MS) return 0
  const way = metres(before, now) - before.accuracy - now.accuracy
  return Math.max(0, way) / ((now.at - before.at) / 1000)
}

export function isFast(speed: number): boolean {
  return speed > FAST
}
