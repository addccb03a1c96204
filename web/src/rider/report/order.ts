// In which order the problems are offered: what is common here, what this rider sends, then all the rest.
import type { Category } from '@/shared/city'

const FEW = 9 // as many as a thumb sees at once

export function offered(all: readonly Category[], common: readonly string[], own: readonly string[], chosen: string): Category[] {
  const byCode = new Map(all.map((one) => [one.code, one]))
  const order = [...common, ...frequent(own), ...all.map((one) => one.code)]
  const first = [...new Set(order)].flatMap((code) => byCode.get(code) ?? []).slice(0, FEW)
  const picked = byCode.get(chosen)
  return picked && !first.includes(picked) ? [picked, ...first.slice(0, FEW - 1)] : first
}

function frequent(own: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const code of own) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].sort((one, other) => other[1] - one[1]).map(([code]) => code)
}

export interface Group {
  name: string
  categories: Category[]
}

export function grouped(all: readonly Category[]): Group[] {
  const groups = new Map<string, Category[]>()
  for (const one of all) groups.set(one.group, [...(groups.get(one.group) ?? []), one])
  return [...groups].map(([name, categories]) => ({ name, categories }))
}

// Finds by a part of either name or the code.
export function found(all: readonly Category[], words: string): Category[] {
  const wanted = words.trim().toLowerCase()
  if (!wanted) return []
  return all.filter((one) => [one.name, one.name_en.toLowerCase(), one.code.toLowerCase()].some((name) => name.includes(wanted)))
}
