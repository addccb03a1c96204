// Reply templates: words the city wrote down for what is said every day. Without them one types.
import { language } from '@/i18n'

export interface Template {
  use: string
  zh: string
  en: string
}

let asked: Promise<Template[]> | undefined

async function load(): Promise<Template[]> {
  const response = await fetch('/v1/templates', { credentials: 'same-origin', headers: { 'Accept-Language': language() } })
  if (!response.ok) return []
  return ((await response.json()) as { items: Template[] }).items
}

export function templates(): Promise<Template[]> {
  asked ??= load().catch(() => {
    asked = undefined
    return []
  })
  return asked
}
