// What all charts have in common: letters, grid lines, and a tip drawn on the canvas itself (a tip
// made of HTML would carry styles that the content-security policy forbids).
import type { EChartsCoreOption } from 'echarts'
import type { Palette } from './palette'

export function base(colours: Palette, size: number): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: colours.font, color: colours.quiet, fontSize: size },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      backgroundColor: colours.raised,
      borderColor: colours.line,
      padding: [8, 12],
      textStyle: { color: colours.text, fontSize: size, fontFamily: colours.font },
    },
  }
}

export function label(colours: Palette, size: number): Record<string, unknown> {
  return { color: colours.quiet, fontSize: size, fontFamily: colours.font, hideOverlap: true }
}

export function lines(colours: Palette): Record<string, unknown> {
  return { axisLine: { lineStyle: { color: colours.line } }, axisTick: { show: false }, splitLine: { lineStyle: { color: colours.line, type: 'solid' } } }
}
