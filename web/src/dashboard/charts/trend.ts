// What happened day by day: four lines, told apart by colour, dash and sign alike.
import type { EChartsCoreOption } from 'echarts'
import type { DayShown } from '../asked'
import { dayWords } from '../days'
import { base, label, lines } from './common'
import type { Paper } from './palette'

export const COURSES = ['submitted', 'accepted', 'resolved', 'verified'] as const
const SIGN = 28
const GAP = 12
const MANY = 45 // days: beyond, the signs would touch each other

// How many lines the legend takes: a sign, a gap and about five letters for each course.
function legendLines(width: number, size: number): number {
  const each = Math.max(1, Math.floor(width / (SIGN + GAP + 5.2 * size)))
  return Math.ceil(COURSES.length / each)
}

export function trend(days: readonly DayShown[], names: Record<string, string>, locale: string, { colours, size, width }: Paper): EChartsCoreOption {
  const looks = {
    submitted: { color: colours.text, type: 'solid', symbol: 'circle' },
    accepted: { color: colours.waits, type: 'dotted', symbol: 'triangle' },
    resolved: { color: colours.check, type: 'dashed', symbol: 'rect' },
    verified: { color: colours.done, type: 'solid', symbol: 'diamond' },
  } as const
  const common = base(colours, size)
  return {
    ...common,
    grid: { left: 8, right: 16, top: 20 + legendLines(width, size) * size * 1.9, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { top: 0, left: 0, itemWidth: SIGN, itemGap: GAP, textStyle: { color: colours.text, fontSize: size, fontFamily: colours.font }, inactiveColor: colours.line },
    tooltip: { ...(common['tooltip'] as object), trigger: 'axis', axisPointer: { type: 'line', lineStyle: { color: colours.quiet } } },
    xAxis: { type: 'category', data: days.map((one) => dayWords(one.day, locale)), boundaryGap: false, ...lines(colours), axisLabel: label(colours, size) },
    yAxis: { type: 'value', minInterval: 1, ...lines(colours), axisLine: { show: false }, axisLabel: label(colours, size) },
    series: COURSES.map((course) => ({
      type: 'line',
      name: names[course],
      data: days.map((one) => one[course]),
      symbol: looks[course].symbol,
      symbolSize: 7,
      showSymbol: days.length <= MANY,
      lineStyle: { width: course === 'submitted' ? 2.5 : 2, type: looks[course].type, color: looks[course].color },
      itemStyle: { color: looks[course].color },
    })),
  }
}
