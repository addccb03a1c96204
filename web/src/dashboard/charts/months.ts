// Who took part, month by month: riders beside reports, each on a scale of its own.
import type { EChartsCoreOption } from 'echarts'
import type { MonthShown } from '../asked'
import { monthWords } from '../days'
import { base, label, lines } from './common'
import type { Paper } from './palette'

export function months(shown: readonly MonthShown[], names: { riders: string; reports: string }, locale: string, { colours, size }: Paper): EChartsCoreOption {
  const common = base(colours, size)
  const scale = (name: string): object => ({
    type: 'value', name, minInterval: 1, ...lines(colours), axisLine: { show: false }, axisLabel: label(colours, size),
    nameTextStyle: { color: colours.quiet, fontSize: size, fontFamily: colours.font },
  })
  const bar = { type: 'bar', barMaxWidth: 44, label: { show: true, position: 'top', color: colours.text, fontSize: size, fontFamily: colours.font } }
  return {
    ...common,
    grid: { left: 8, right: 8, top: 76, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    legend: { top: 0, left: 0, itemGap: 18, textStyle: { color: colours.text, fontSize: size, fontFamily: colours.font } },
    tooltip: { ...(common['tooltip'] as object), trigger: 'axis', axisPointer: { type: 'shadow' } },
    xAxis: { type: 'category', data: shown.map((one) => monthWords(one.month, locale)), ...lines(colours), axisLabel: label(colours, size) },
    yAxis: [scale(names.riders), { ...scale(names.reports), splitLine: { show: false } }],
    series: [
      { ...bar, name: names.riders, data: shown.map((one) => one.riders ?? '-'), itemStyle: { color: colours.accent, borderRadius: [2, 2, 0, 0] } },
      {
        ...bar, name: names.reports, yAxisIndex: 1, data: shown.map((one) => one.reports),
        itemStyle: { color: colours.accentSoft, borderColor: colours.accent, borderWidth: 1.5, borderRadius: [2, 2, 0, 0] },
      },
    ],
  }
}
