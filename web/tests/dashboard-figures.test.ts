// The sentences, the axis and the order of offices, from the data alone.
import { describe, expect, it } from 'vitest'
import type { RateShown } from '@/dashboard/asked'
import { axis, bars, place, share } from '@/dashboard/axis'
import { ordered, type OfficeRow } from '@/dashboard/offices'
import { percent } from '@/dashboard/amounts'
import { periodWords } from '@/dashboard/days'
import {
  categoriesSentence, mapSentence, overdueSentence, participationSentence, rateSentence, stockSentence, timesSentence, trendSentence,
} from '@/dashboard/sentences'

const RATE: RateShown = {
  code: 'timely_handling', name: '按期处置率', name_en: 'handled in time', value: 0.92, numerator: 46, denominator: 50,
  exclusions: { suspended: 2 }, by: 'due', formula: '', formula_en: '',
}
const day = (name: string, submitted: number, verified = 0): { day: string; submitted: number; accepted: number; resolved: number; verified: number } =>
  ({ day: name, submitted, accepted: submitted, resolved: verified, verified })

describe('a sentence', () => {
  it('tells a rate with what it rests on', () => {
    expect(rateSentence(RATE, 'zh')).toBe('按期处置率 92%：50 件中 46 件。')
    expect(rateSentence(RATE, 'en')).toBe('Handled in time: 92%, 46 of 50.')
  })

  it('says that a rate rests on few cases, or on none', () => {
    const thin = { ...RATE, value: 0.5, numerator: 2, denominator: 4 }
    expect(rateSentence(thin, 'zh')).toContain('不足 10 件')
    expect(rateSentence(thin, 'en')).toContain('Fewer than 10 cases')
    expect(rateSentence({ ...RATE, value: null, numerator: 0, denominator: 0 }, 'zh')).toContain('没有可计的案件')
  })

  it('tells times by their half and their nine tenths', () => {
    const times = { span: 'whole', count: 96, p50: 97_200, p90: 345_600, p99: 400_000 }
    expect(timesSentence(times, '从上报到结案', 'zh')).toBe('从上报到结案：一半在 1 天 3 小时内，九成在 4 天内（共 96 件）。')
    expect(timesSentence(times, 'Reported to closed', 'en')).toBe('Reported to closed: half within 1 d 3 h, nine in ten within 4 d (96 cases).')
    expect(timesSentence({ ...times, count: 0, p50: null }, '核查', 'zh')).toContain('没有可计的')
    expect(timesSentence(undefined, 'Check', 'en')).toContain('Nothing to measure')
    expect(timesSentence({ ...times, count: 3 }, '核查', 'zh')).toContain('不足 10 件')
  })

  it('tells the course of the days, and which was the busiest', () => {
    const days = [day('2026-11-01', 3), day('2026-11-02', 9, 4)]
    expect(trendSentence(days, 'zh')).toBe('上报 12 件，处置完成 4 件，结案 4 件；平均每天 6 件，最多的是11月2日，9 件。')
    expect(trendSentence(days, 'en')).toBe('12 reported, 4 resolved, 4 closed. That is 6 a day, with most on 2 Nov (9).')
    expect(trendSentence([day('2026-11-01', 0)], 'zh')).toContain('没有上报')
    expect(trendSentence([day('2026-11-01', 0, 2)], 'en')).toContain('Nothing new')
  })

  it('tells the three numbers of lateness', () => {
    const offices = [{ office: '1', name: '北山', overdue: 5, exempted: 1, net: 4 }, { office: '2', name: '天水', overdue: 0, exempted: 0, net: 0 }]
    expect(overdueSentence(offices, 'zh')).toBe('超时 5 件，经申诉剔除 1 件，净超时 4 件，涉及 1 个街道。')
    expect(overdueSentence(offices, 'en')).toBe('5 late, 1 exempted on appeal, 4 net, at 1 office.')
    expect(overdueSentence([], 'en')).toContain('Nothing was late')
  })

  it('tells who took part, month by month', () => {
    const month = (name: string, riders: number | null, reports: number): { month: string; office: null; name: string; riders: number | null; reports: number } =>
      ({ month: name, office: null, name: '西湖', riders, reports })
    expect(participationSentence([month('2026-10', 30, 90), month('2026-11', 38, 112)], 'zh')).toBe('2026年11月有 38 位小哥上报 112 件，2026年10月有 30 位小哥上报 90 件。')
    expect(participationSentence([month('2026-10', 40, 90), month('2026-11', 38, 112)], 'en')).toBe('112 reports by 38 riders in Nov 2026, 90 reports by 40 riders in Oct 2026.')
    expect(participationSentence([month('2026-11', null, 3)], 'zh')).toBe('2026年11月不足 5 位小哥上报 3 件。')
    expect(participationSentence([], 'en')).toContain('No rider')
  })

  it('names the category reported most', () => {
    const item = (name: string, submitted: number): { category: string; name: string; name_en: string; submitted: number; open: number; p50: null } =>
      ({ category: name, name, name_en: name, submitted, open: 1, p50: null })
    const groups = [{ group: 'm06', name: '市容', reports: 12, items: [item('垃圾', 9), item('晾挂', 3), item('空', 0)] }]
    expect(categoriesSentence(groups, 'zh')).toBe('2 个小类共上报 12 件，最多的是“垃圾”，9 件，占 75%。')
    expect(categoriesSentence(groups, 'en')).toContain('12 reports in 2 items; most often “垃圾”: 9, 75% of all.')
    expect(categoriesSentence([], 'zh')).toContain('没有上报')
  })

  it('tells the stock and how old it is', () => {
    const by_age = { under_1_days: 2, under_3_days: 1, under_7_days: 0, under_30_days: 3, older: 1 }
    expect(stockSentence({ by_state: {}, by_age, total: 7 }, 'zh')).toBe('现在在办 7 件，其中 4 件已满 7 天。')
    expect(stockSentence({ by_state: {}, by_age: { under_1_days: 2 }, total: 2 }, 'en')).toBe('2 open now, none of them for a week.')
    expect(stockSentence({ by_state: {}, by_age: {}, total: 0 }, 'zh')).toContain('没有在办')
  })

  it('says what the map leaves out', () => {
    expect(mapSentence(3, 4, false, 'zh')).toBe('在办 3 处，近 30 天结案 4 处；位置取整到约 10 米。')
    expect(mapSentence(3, 4, true, 'en')).toContain('There are more')
    expect(mapSentence(0, 0, false, 'en')).toContain('Nothing is open')
  })

  it('names the years of a period where they matter', () => {
    expect(periodWords('2026-10-27', '2026-11-25', '2026-11-25', 'zh')).toBe('10月27日至11月25日')
    expect(periodWords('2025-12-27', '2026-01-05', '2026-11-25', 'en')).toBe('27 Dec 2025 to 5 Jan 2026')
    expect(periodWords('2026-11-25', '2026-11-25', '2026-11-25', 'zh')).toBe('11月25日')
  })

  it('gives a percentage decimals only where there are cases enough', () => {
    expect(percent(0.9234, 199, 'zh')).toBe('92%')
    expect(percent(0.9234, 200, 'zh')).toBe('92.3%')
  })
})

describe('the axis of time', () => {
  it('makes one bar a bucket, and one of all that is too short to tell', () => {
    const made = bars([{ from_s: 0, to_s: 8, count: 2 }, { from_s: 8, to_s: 16, count: 1 }, { from_s: 48, to_s: 64, count: 5 }])
    expect(made.map((bar) => bar.count)).toEqual([3, 5])
    expect(made.every((bar) => bar.from < bar.to)).toBe(true)
  })

  it('never loses a case and never lets bars overlap', () => {
    const half = (k: number): number => (k % 2 ? 1.5 : 1) * 2 ** Math.floor(k / 2)
    const buckets = Array.from({ length: 40 }, (_, k) => ({ from_s: k ? half(k + 6) : 0, to_s: half(k + 7), count: k }))
    const made = bars(buckets)
    expect(made.reduce((sum, bar) => sum + bar.count, 0)).toBe(buckets.reduce((sum, one) => sum + one.count, 0))
    for (const [index, bar] of made.entries()) expect(bar.from).toBeGreaterThanOrEqual(made[index - 1]?.to ?? 0)
  })

  it.each([[[]], [[0]], [[70]], [[3600, 90_000]], [[5, 40_000_000]]])('holds every span: %j', (spans) => {
    const made = axis(spans)
    expect(made.max).toBeGreaterThan(made.min)
    expect(made.ticks.length).toBeGreaterThan(1)
    for (const span of spans) expect(place(span)).toBeGreaterThanOrEqual(made.min - 1e-9)
    for (const span of spans) expect(place(span)).toBeLessThanOrEqual(made.max + 1e-9)
    for (const tick of made.ticks) expect(share(tick.seconds, made)).toBeGreaterThanOrEqual(0)
  })
})

describe('the order of offices', () => {
  const row = (name: string, value: number | null, thin = false): OfficeRow => ({ office: name, name, value, words: '', few: thin, about: [] })
  const rows = [row('翠苑', 0.5), row('北山', 1, true), row('天水', 0.9), row('长庆', null)]

  it('is by name unless asked for', () => {
    expect(ordered(rows, 'name').map((one) => one.name)).toEqual(['北山', '长庆', '翠苑', '天水'].sort((a, b) => a.localeCompare(b, 'zh-CN')))
  })

  it('ranks nobody by few cases', () => {
    const [first, second, ...apart] = ordered(rows, 'value').map((one) => one.name)
    expect([first, second]).toEqual(['天水', '翠苑'])
    expect(apart).toContain('北山')
    expect(apart).toContain('长庆')
  })
})
