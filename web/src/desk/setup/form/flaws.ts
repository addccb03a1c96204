// What the server finds wrong with a form, placed at its fields.
import type { Problem } from '@/api/client'

export type Flaws = ReadonlyMap<string, string>

interface FieldFlaw {
  field: string
  zh: string
  en: string
}

function isFlaw(one: unknown): one is FieldFlaw {
  return typeof one === 'object' && one !== null && 'field' in one && 'zh' in one && 'en' in one
}

export function flawsOf(problem: Problem | undefined, locale: string): Flaws {
  const fields = problem?.members['fields']
  if (!Array.isArray(fields)) return new Map()
  return new Map(fields.filter(isFlaw).map((one) => [one.field, locale === 'en' ? one.en : one.zh]))
}

// What stands at one field: said of it, or of something inside it that has no place of its own.
export function flawAt(flaws: Flaws, path: string): string | undefined {
  const exact = flaws.get(path)
  if (exact) return exact
  for (const [field, text] of flaws) if (field.startsWith(`${path}.`)) return text
  return undefined
}

// What no field of the page shows: told as a whole, so that nothing is swallowed.
export function unplaced(flaws: Flaws, paths: readonly string[]): [string, string][] {
  return [...flaws].filter(([field]) => !paths.some((path) => field === path || field.startsWith(`${path}.`)))
}
