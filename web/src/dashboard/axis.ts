// The axis of spans of time: from minutes to months, each doubling as wide as the last.
import { span } from '@/shared/moments'
import type { Bucket } from './asked'

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
const TICKS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, 12 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY, 90 * DAY, 365 * DAY]
const LEAST = 32 // seconds: shorter than this nobody tells apart
const FOOT = 24 // where the axis ends; between the two stands all that was shorter

// Where a span stands on the axis.
export function place(seconds: number): number {
  return Math.log2(Math.max(FOOT, seconds))
}

export interface Bar {
  from: number // on the axis
  to: number
  from_s: number
  to_s: number
  count: number
}

export interface Axis {
  min: number
  max: number
  ticks: { at: number; seconds: number }[]
}

// One bar a bucket; what lies below the least is one bar at its foot.
export function bars(buckets: readonly Bucket[]): Bar[] {
  const found: Bar[] = []
  for (const { from_s, to_s, count } of buckets) {
    if (to_s > LEAST) found.push({ from: place(from_s), to: place(to_s), from_s, to_s, count })
    else if (found[0]) found[0].count += count
    else found.push({ from: place(0), to: place(LEAST), from_s: 0, to_s: LEAST, count })
  }
  return found
}

// An axis on which all of the spans lie, with ticks that people count in.
export function axis(spans: readonly number[]): Axis {
  const least = Math.min(...spans, HOUR)
  const most = Math.max(...spans, DAY)
  const below = TICKS.filter((tick) => tick <= least)
  const above = TICKS.find((tick) => tick >= most) ?? most
  const first = below[below.length - 1] ?? FOOT
  const ticks = TICKS.filter((tick) => tick >= first && tick <= above)
  return { min: place(first), max: place(above), ticks: ticks.map((seconds) => ({ at: place(seconds), seconds })) }
}

// How far along the axis a span stands, from 0 to 1.
export function share(seconds: number, on: Axis): number {
  return Math.min(1, Math.max(0, (place(seconds) - on.min) / (on.max - on.min)))
}

export function tickWords(seconds: number, locale: string): string {
  return span(seconds, locale)
}
