// Working time until a deadline, by the city's published calendar: the same arithmetic as
// domain/clock.py, for a countdown. What is due was decided by the server; this only counts down.
const DAY = 86_400_000
const ZONE = 8 * 3_600_000 // China time, no summer time

export interface Calendar {
  slots: { opens: number; closes: number }[] // minutes of the day
  fixed: string[] // MM-DD: holidays of a year that is not published yet
  years: Record<string, { holidays: string[]; make_up_days: string[] }>
}

export function isWorkingDay(calendar: Calendar, dayNumber: number): boolean {
  const date = new Date(dayNumber * DAY)
  const name = date.toISOString().slice(0, 10)
  const published = calendar.years[name.slice(0, 4)]
  const weekday = date.getUTCDay() % 6 !== 0
  if (!published) return weekday && !calendar.fixed.includes(name.slice(5))
  if (published.make_up_days.includes(name)) return true
  return weekday && !published.holidays.includes(name)
}

// Seconds of working time between two instants; negative when `until` is the earlier one.
export function workingSeconds(calendar: Calendar, from: number, until: number): number {
  if (until < from) return -workingSeconds(calendar, until, from)
  const start = from + ZONE
  const end = until + ZONE
  let found = 0
  for (let day = Math.floor(start / DAY); day * DAY < end; day += 1) {
    if (!isWorkingDay(calendar, day)) continue
    for (const slot of calendar.slots) {
      const opens = Math.max(start, day * DAY + slot.opens * 60_000)
      const shuts = Math.min(end, day * DAY + slot.closes * 60_000)
      found += Math.max(0, shuts - opens)
    }
  }
  return found / 1000
}

// Which units of a limit are counted in working time (domain/clock.py: Unit).
export function inWorkingTime(unit: string): boolean {
  return unit === 'work_hour' || unit === 'work_day'
}
