// Between what a date field holds and an instant: every city here lives by China's clock, UTC+8.
const ZONE_MS = 8 * 3_600_000

export function instant(local: string): string {
  return local ? `${local.slice(0, 16)}:00+08:00` : ''
}

export function local(at: number): string {
  return new Date(at + ZONE_MS).toISOString().slice(0, 16)
}
