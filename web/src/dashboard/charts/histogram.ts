// How long it took: a bar for each step of time, and where half and nine in ten lie.
import type { CustomSeriesRenderItemAPI, CustomSeriesRenderItemReturn, EChartsCoreOption } from 'echarts'
import { span } from '@/shared/moments'
import type { SpanTimes } from '../asked'
import { axis, bars, place, tickWords } from '../axis'
import { base, label, lines } from './common'
import type { Palette, Paper } from './palette'

interface Words {
  cases: (from: string, to: string, count: number) => string
  half: string
  most: string
}

function rectangle(api: CustomSeriesRenderItemAPI, colours: Palette): CustomSeriesRenderItemReturn {
  const [left = 0, top = 0] = api.coord([api.value(0), api.value(2)])
  const [right = 0, bottom = 0] = api.coord([api.value(1), 0])
  const shape = { x: left + 0.5, y: top, width: Math.max(1, right - left - 1.5), height: bottom - top, r: [2, 2, 0, 0] }
  return { type: 'rect', shape, style: { fill: colours.accent, opacity: 0.85 }, emphasis: { style: { opacity: 1 } } }
}

export function histogram(times: SpanTimes, words: Words, locale: string, { colours, size }: Paper): EChartsCoreOption {
  const made = bars(times.buckets)
  const on = axis(times.buckets.flatMap((one) => [one.from_s, one.to_s]))
  const mark = (name: string, at: number | null, type: string): object[] =>
    at === null ? [] : [{ xAxis: place(at), name, label: { formatter: `${name} ${span(at, locale)}` }, lineStyle: { type } }]
  const common = base(colours, size)
  const told = (index: number): string => {
    const bar = made[index]
    return bar ? words.cases(span(bar.from_s, locale), span(bar.to_s, locale), bar.count) : ''
  }
  return {
    ...common,
    grid: { left: 8, right: 28, top: 52, bottom: 8, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: { ...(common['tooltip'] as object), trigger: 'item', formatter: (given: { dataIndex: number }) => told(given.dataIndex) },
    xAxis: {
      type: 'value', min: on.min, max: on.max, ...lines(colours), splitLine: { show: false },
      axisTick: { show: true, customValues: on.ticks.map((tick) => tick.at), lineStyle: { color: colours.line } },
      axisLabel: {
        ...label(colours, size),
        customValues: on.ticks.map((tick) => tick.at),
        formatter: (at: number) => tickWords(Math.round(2 ** at), locale),
      },
    },
    yAxis: { type: 'value', minInterval: 1, ...lines(colours), axisLine: { show: false }, axisLabel: label(colours, size) },
    series: [{
      type: 'custom',
      data: made.map((bar) => [bar.from, bar.to, bar.count]),
      encode: { x: [0, 1], y: 2 },
      renderItem: (_: unknown, api: CustomSeriesRenderItemAPI) => rectangle(api, colours),
      markLine: {
        symbol: 'none', silent: true, animation: false,
        lineStyle: { color: colours.text, width: 1.5 },
        label: { color: colours.text, fontSize: size, fontFamily: colours.font, position: 'end', distance: 4 },
        data: [
          ...mark(words.half, times.p50, 'solid'),
          ...mark(words.most, times.p90, 'dashed').map((one) => ({ ...one, label: { ...(one as { label: object }).label, distance: 24 } })),
        ],
      },
    }],
  }
}
