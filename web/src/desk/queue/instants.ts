// Between what a date field holds and an instant: every city here lives by China's clock, UTC+8.
import { clock, short } from '@/shared/moments'

const ZONE_MS = 8 * 3_600_000

export function instant(local: string): string {
  return local ? `${local.slice(0, 16)}:00+08:00` : ''
}

export function local(at: number): string {
  return new Date(at + ZONE_MS).toISOString().slice(0, 16)
}

// The hour alone where it is today, else the day too.
export function until(at: string, now: number, locale: string): string {
  return local(Date.parse(at)).slice(0, 10) === local(now).slice(0, 10) ? clock(at, locale) : short(at, locale)
}
