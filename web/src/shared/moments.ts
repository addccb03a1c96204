// Moments and spans in words. Every city here lives by China's clock, UTC+8, wherever the reader is.
const ZONE = 'Asia/Shanghai'
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const formats = new Map<string, Intl.DateTimeFormat>()
const distances = new Map<string, Intl.RelativeTimeFormat>() // dear to make, and asked for by every row

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  let found = formats.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'zh-CN', { timeZone: ZONE, hourCycle: 'h23', ...options })
    formats.set(key, found)
  }
  return found
}

// 2026-11-23 09:30:05, whole and unmistakable.
export function exact(at: string | number, locale: string): string {
  const options = { dateStyle: 'full', timeStyle: 'medium' } as const
  return format(locale, options).format(new Date(at))
}

// 11月23日 09:30
export function short(at: string | number, locale: string): string {
  return format(locale, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}

export function clock(at: string | number, locale: string): string {
  return format(locale, { hour: '2-digit', minute: '2-digit' }).format(new Date(at))
}

export function day(at: string | number, locale: string): string {
  return format(locale, { year: 'numeric', month: 'long', day: 'numeric' }).format(new Date(at))
}

// The day of the calendar in China, counted from 1970.
function dayNumber(at: number): number {
  return Math.floor((at + 8 * HOUR) / DAY)
}

function distance(locale: string): Intl.RelativeTimeFormat {
  let found = distances.get(locale)
  if (!found) {
    found = new Intl.RelativeTimeFormat(locale === 'en' ? 'en' : 'zh-CN', { numeric: 'auto' })
    distances.set(locale, found)
  }
  return found
}

// 3 分钟前, in 2 hours; some days away by the calendar, so that 昨天 means yesterday; beyond a week
// the date, with its year where that is another one.
export function relative(at: string | number, now: number, locale: string): string {
  const moment = new Date(at).getTime()
  const away = moment - now
  const size = Math.abs(away)
  const words = distance(locale)
  if (size < MINUTE) return locale === 'en' ? 'just now' : '刚刚'
  if (size < HOUR) return words.format(Math.trunc(away / MINUTE), 'minute')
  if (size < DAY) return words.format(Math.trunc(away / HOUR), 'hour')
  if (size < 7 * DAY) return words.format(dayNumber(moment) - dayNumber(now), 'day')
  const year = format(locale, { year: 'numeric' })
  return year.format(moment) === year.format(now) ? short(at, locale) : day(at, locale)
}

// 2 天 3 小时, 45 分钟: the two largest units. Seconds only below a minute.
export function span(seconds: number, locale: string): string {
  const en = locale === 'en'
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return en ? `${whole} s` : `${whole} 秒`
  const units: [number, string, string][] = [
    [86_400, '天', 'd'],
    [3600, '小时', 'h'],
    [60, '分钟', 'min'],
  ]
  const first = units.findIndex(([size]) => whole >= size)
  let left = whole
  return units
    .slice(first, first + 2)
    .map(([size, zh, short]) => {
      const count = Math.floor(left / size)
      left -= count * size
      return count ? `${count} ${en ? short : zh}` : ''
    })
    .filter(Boolean)
    .join(' ')
}
