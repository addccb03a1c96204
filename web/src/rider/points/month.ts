// Months by China's calendar, as YYYY-MM.
const ZONE_MS = 8 * 3_600_000

export function monthNow(now: number): string {
  return new Date(now + ZONE_MS).toISOString().slice(0, 7)
}

export function stepped(month: string, by: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7)
}
