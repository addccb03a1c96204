// The colours of the charts, read from the tokens of the theme in force.
export interface Palette {
  text: string
  quiet: string
  line: string
  surface: string
  raised: string
  accent: string
  accentSoft: string
  idle: string
  waits: string
  check: string
  done: string
  late: string
  font: string
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim()
  return {
    text: token('text'),
    quiet: token('text-2'),
    line: token('line'),
    surface: token('surface'),
    raised: token('raised'),
    accent: token('accent'),
    accentSoft: token('accent-soft'),
    idle: token('idle'),
    waits: token('waits'),
    check: token('check'),
    done: token('done'),
    late: token('late'),
    font: token('font'),
  }
}

// What a chart is drawn on.
export interface Paper {
  colours: Palette
  size: number // of letters, in pixels
  width: number // in pixels
}
