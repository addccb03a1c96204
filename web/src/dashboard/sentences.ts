// What each figure shows, said in one sentence made from its numbers, in both languages.
import { span } from '@/shared/moments'
import { few, FEW, percent, whole } from './amounts'
import type { DayShown, GroupCount, MonthShown, OfficeOverdue, Percentiles, RateShown, StockShown } from './asked'
import { dayWords, monthWords } from './days'

// Says it in the reader's language.
function say(locale: string, zh: string, en: string): string {
  return locale === 'en' ? en : zh
}

export function fewWords(cases: number, locale: string): string {
  return few(cases) ? say(locale, `不足 ${FEW} 件，仅供参考。`, ` Fewer than ${FEW} cases: read it with care.`) : ''
}

export function trendSentence(days: readonly DayShown[], locale: string): string {
  const sum = (name: 'submitted' | 'resolved' | 'verified'): number => days.reduce((total, one) => total + one[name], 0)
  const submitted = sum('submitted')
  const n = (count: number): string => whole(count, locale)
  if (!submitted && !sum('verified')) return say(locale, '这段时间没有上报，也没有结案。', 'Nothing was reported or closed in this period.')
  const busiest = days.reduce((best, one) => (one.submitted > best.submitted ? one : best))
  const daily = n(submitted / days.length)
  const peak = busiest.submitted
    ? say(
        locale,
        `平均每天 ${daily} 件，最多的是${dayWords(busiest.day, locale)}，${n(busiest.submitted)} 件。`,
        ` That is ${daily} a day, with most on ${dayWords(busiest.day, locale)} (${n(busiest.submitted)}).`,
      )
    : say(locale, '这段时间没有新上报。', ' Nothing new was reported.')
  return (
    say(
      locale,
      `上报 ${n(submitted)} 件，处置完成 ${n(sum('resolved'))} 件，结案 ${n(sum('verified'))} 件；`,
      `${n(submitted)} reported, ${n(sum('resolved'))} resolved, ${n(sum('verified'))} closed.`,
    ) + peak
  )
}

export function timesSentence(times: Percentiles | undefined, name: string, locale: string): string {
  if (!times?.count || times.p50 === null || times.p90 === null)
    return say(locale, `这段时间没有可计的“${name}”。`, `Nothing to measure for “${name}” in this period.`)
  const p50 = span(times.p50, locale)
  const p90 = span(times.p90, locale)
  const n = whole(times.count, locale)
  return (
    say(
      locale,
      `${name}：一半在 ${p50}内，九成在 ${p90}内（共 ${n} 件）。`,
      `${name}: half within ${p50}, nine in ten within ${p90} (${n} cases).`,
    ) + fewWords(times.count, locale)
  )
}

export function rateName(rate: RateShown, locale: string): string {
  return say(locale, rate.name, rate.name_en.charAt(0).toUpperCase() + rate.name_en.slice(1))
}

export function rateSentence(rate: RateShown | undefined, locale: string): string {
  if (!rate) return say(locale, '没有这项指标。', 'There is no such rate.')
  const name = rateName(rate, locale)
  if (rate.value === null) return say(locale, `${name}：这段时间没有可计的案件。`, `Nothing to count for “${name}” in this period.`)
  const share = percent(rate.value, rate.denominator, locale)
  const [top, bottom] = [whole(rate.numerator, locale), whole(rate.denominator, locale)]
  return (
    say(locale, `${name} ${share}：${bottom} 件中 ${top} 件。`, `${name}: ${share}, ${top} of ${bottom}.`) + fewWords(rate.denominator, locale)
  )
}

export function overdueSentence(offices: readonly OfficeOverdue[], locale: string): string {
  const sum = (name: 'overdue' | 'exempted' | 'net'): string => whole(offices.reduce((total, one) => total + one[name], 0), locale)
  if (!offices.some((one) => one.overdue)) return say(locale, '这段时间没有超时。', 'Nothing was late in this period.')
  const late = offices.filter((one) => one.net).length
  return say(
    locale,
    `超时 ${sum('overdue')} 件，经申诉剔除 ${sum('exempted')} 件，净超时 ${sum('net')} 件，涉及 ${late} 个街道。`,
    `${sum('overdue')} late, ${sum('exempted')} exempted on appeal, ${sum('net')} net, at ${late} ${late === 1 ? 'office' : 'offices'}.`,
  )
}

// Each month for itself: the newest may not be over, so it is not set against the one before.
export function participationSentence(months: readonly MonthShown[], locale: string): string {
  const last = months[months.length - 1]
  if (!last) return say(locale, '这段时间没有小哥参与。', 'No rider took part in this period.')
  const before = months[months.length - 2]
  const [zh, en] = [last, ...(before ? [before] : [])].reduce<[string[], string[]]>(
    ([chinese, english], one) => {
      const [n, month] = [whole(one.reports, locale), monthWords(one.month, locale)]
      const riders = one.riders === null ? say(locale, '不足 5', 'fewer than 5') : whole(one.riders, locale)
      return [
        [...chinese, `${month}${one.riders === null ? '' : '有 '}${riders} 位小哥上报 ${n} 件`],
        [...english, `${n} reports by ${riders} riders in ${month}`],
      ]
    },
    [[], []],
  )
  return say(locale, `${zh.join('，')}。`, `${en.join(', ')}.`)
}

export function categoriesSentence(groups: readonly GroupCount[], locale: string): string {
  const items = groups.flatMap((group) => group.items).filter((one) => one.submitted)
  const total = items.reduce((sum, one) => sum + one.submitted, 0)
  const first = items.reduce<(typeof items)[number] | undefined>((best, one) => (best && best.submitted >= one.submitted ? best : one), undefined)
  if (!first) return say(locale, '这段时间没有上报。', 'Nothing was reported in this period.')
  const [n, all] = [whole(first.submitted, locale), whole(total, locale)]
  return (
    say(
      locale,
      `${items.length} 个小类共上报 ${all} 件，最多的是“${first.name}”，${n} 件，占 ${percent(first.submitted / total, total, locale)}。`,
      `${all} reports in ${items.length} items; most often “${first.name_en}”: ${n}, ${percent(first.submitted / total, total, locale)} of all.`,
    ) + fewWords(total, locale)
  )
}

const OLD = ['under_30_days', 'older'] // open for a week or more

export function stockSentence(stock: StockShown, locale: string): string {
  if (!stock.total) return say(locale, '现在没有在办的案件。', 'Nothing is open now.')
  const old = OLD.reduce((sum, age) => sum + (stock.by_age[age] ?? 0), 0)
  const n = whole(stock.total, locale)
  const rest = old
    ? say(locale, `其中 ${whole(old, locale)} 件已满 7 天。`, `${whole(old, locale)} of them for a week or longer.`)
    : say(locale, '都不满 7 天。', 'none of them for a week.')
  return say(locale, `现在在办 ${n} 件，${rest}`, `${n} open now, ${rest}`)
}

export function mapSentence(open: number, closed: number, more: boolean, locale: string): string {
  const [n, done] = [whole(open, locale), whole(closed, locale)]
  if (!open && !closed) return say(locale, '现在没有在办的问题，近 30 天也没有结案的。', 'Nothing is open now, and nothing was closed in the last 30 days.')
  return (
    say(
      locale,
      `在办 ${n} 处，近 30 天结案 ${done} 处；位置取整到约 10 米。`,
      `${n} open, ${done} closed in the last 30 days; places are rounded to about 10 metres.`,
    ) + (more ? say(locale, '问题太多，只显示最近有变化的。', ' There are more: only those changed last are shown.') : '')
  )
}
