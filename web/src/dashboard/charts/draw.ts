// The drawing library, no more of it than our charts need; loaded when the first chart is seen.
import { BarChart, CustomChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import type { EChartsType } from 'echarts'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([BarChart, CustomChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, CanvasRenderer])

export function draw(host: HTMLElement): EChartsType {
  return init(host, undefined, { renderer: 'canvas' })
}
