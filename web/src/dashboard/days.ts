// Days of the calendar as the city counts them (UTC+8), written YYYY-MM-DD.
const DAY_MS = 86_400_000
const ZONE_MS = 8 * 3_600_000 // China time, no summer time

export type Day = string

// The day it is in China at an instant.
export function chinaDay(now: number): Day {
  return new Date(now + ZONE_MS).toISOString().slice(0, 10)
}

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const found = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(found.getTime()) && found.toISOString().slice(0, 10) === text
}

export function plusDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

// How many days lie between two, both counted.
export function length(first: Day, last: Day): number {
  return Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY_MS) + 1
}

export function monthStart(day: Day): Day {
  return `${day.slice(0, 8)}01`
}

export function quarterStart(day: Day): Day {
  const month = Number(day.slice(5, 7))
  const first = month - ((month - 1) % 3)
  return `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01`
}

// 11月3日, 3 Nov; with the year where `year` is given.
export function dayWords(day: Day, locale: string, year = false): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', month: locale === 'en' ? 'short' : 'long', day: 'numeric' }
  if (year) options.year = 'numeric'
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', options).format(new Date(`${day}T00:00:00Z`))
}

// 2026年11月, November 2026
export function monthWords(month: string, locale: string): string {
  const options: Intl.DateTimeFormatOptions = { timeZone: 'UTC', year: 'numeric', month: locale === 'en' ? 'short' : 'long' }
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', options).format(new Date(`${month}-01T00:00:00Z`))
}

// 10月27日至11月25日; the years are said where they differ or are not this one.
export function periodWords(first: Day, last: Day, today: Day, locale: string): string {
  const year = first.slice(0, 4) !== last.slice(0, 4) || last.slice(0, 4) !== today.slice(0, 4)
  if (first === last) return dayWords(first, locale, year)
  const to = locale === 'en' ? ' to ' : '至'
  return dayWords(first, locale, year) + to + dayWords(last, locale, year)
}
