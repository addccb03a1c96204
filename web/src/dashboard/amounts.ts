// Numbers in words: whole ones in groups of three, shares in percent, few cases said to be few.
export const FEW = 10 // cases: a share or a median of fewer says little

export function few(cases: number): boolean {
  return cases < FEW
}

export function whole(count: number, locale: string): string {
  return new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'zh-CN', { maximumFractionDigits: 1 }).format(count)
}

// 92 %: a decimal only where there are enough cases for it to mean something.
export function percent(value: number, cases: number, locale: string): string {
  const digits = cases >= 200 ? 1 : 0
  const options = { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits } as const
  return new Intl.NumberFormat(locale === 'en' ? 'en-GB' : 'zh-CN', options).format(value)
}
