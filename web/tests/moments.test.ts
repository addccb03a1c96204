// Moments in words, by China's clock wherever the reader is.
import { describe, expect, it } from 'vitest'
import { clock, day, exact, relative, short, span } from '@/shared/moments'

const NOW = Date.parse('2026-11-25T00:30:00+08:00')
const at = (text: string): string => new Date(`${text}+08:00`).toISOString()

describe('a moment', () => {
  it('is told by the clock of China', () => {
    expect(clock('2026-11-24T16:05:00Z', 'zh')).toBe('00:05')
    expect(short('2026-11-24T16:05:00Z', 'zh')).toBe('11月25日 00:05')
    expect(day('2026-11-24T16:05:00Z', 'en')).toBe('25 November 2026')
    expect(exact('2026-11-23T01:30:05Z', 'zh')).toBe('2026年11月23日星期一 09:30:05')
  })

  it.each([
    ['2026-11-25T00:29:30', '刚刚', 'just now'],
    ['2026-11-25T00:27:00', '3分钟前', '3 minutes ago'],
    ['2026-11-24T22:30:00', '2小时前', '2 hours ago'],
    ['2026-11-25T02:30:00', '2小时后', 'in 2 hours'],
  ])('close by is so far away: %s', (moment, zh, en) => {
    expect(relative(at(moment), NOW, 'zh')).toBe(zh)
    expect(relative(at(moment), NOW, 'en')).toBe(en)
  })

  it.each([
    ['2026-11-24T00:10:00', '昨天', 'yesterday'], // a day and 20 minutes ago
    ['2026-11-23T23:30:00', '前天', '2 days ago'], // 25 hours ago, and two midnights
    ['2026-11-23T00:50:00', '前天', '2 days ago'], // not quite two days ago, and still not yesterday
    ['2026-11-26T01:00:00', '明天', 'tomorrow'],
    ['2026-11-19T00:00:00', '6天前', '6 days ago'],
  ])('some days away is told by the calendar: %s', (moment, zh, en) => {
    expect(relative(at(moment), NOW, 'zh')).toBe(zh)
    expect(relative(at(moment), NOW, 'en')).toBe(en)
  })

  it('beyond a week is a date, with its year where that is another one', () => {
    expect(relative(at('2026-11-10T09:30:00'), NOW, 'zh')).toBe('11月10日 09:30')
    expect(relative(at('2025-11-10T09:30:00'), NOW, 'zh')).toBe('2025年11月10日')
    expect(relative(at('2025-11-10T09:30:00'), NOW, 'en')).toBe('10 November 2025')
  })
})

describe('a span', () => {
  it.each([
    [0, '0 秒', '0 s'], [-5, '0 秒', '0 s'], [59.4, '59 秒', '59 s'], [59.6, '1 分钟', '1 min'], [3599.6, '1 小时', '1 h'], [2700, '45 分钟', '45 min'],
    [3660, '1 小时 1 分钟', '1 h 1 min'], [86_400, '1 天', '1 d'], [97_200, '1 天 3 小时', '1 d 3 h'], [86_400 + 1800, '1 天', '1 d'],
    [40 * 86_400, '40 天', '40 d'],
  ])('of %s seconds is told by its two largest units', (seconds, zh, en) => {
    expect(span(seconds, 'zh')).toBe(zh)
    expect(span(seconds, 'en')).toBe(en)
  })
})
