// Chinese first, English second: one dictionary a page, on top of the words all pages share.
import { createI18n, type I18n } from 'vue-i18n'
import { recall, remember } from '@/shared/memory'
import shared from './shared'

export type Language = 'zh' | 'en'
export type Dictionary = { zh: Record<string, unknown>; en: Record<string, unknown> }

let current: I18n<Record<string, never>, Record<string, never>, Record<string, never>, string, false> | undefined

function wanted(): Language {
  const asked = new URLSearchParams(location.search).get('lang') ?? recall('language')
  if (asked === 'zh' || asked === 'en') return asked
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh'
}

export function language(): Language {
  return (current?.global.locale.value as Language | undefined) ?? wanted()
}

export function startI18n(page: Dictionary): I18n {
  const merged = { zh: { ...shared.zh, ...page.zh }, en: { ...shared.en, ...page.en } }
  const made = createI18n({
    legacy: false,
    locale: wanted(),
    fallbackLocale: 'zh',
    messages: merged,
    missingWarn: import.meta.env.DEV,
    fallbackWarn: import.meta.env.DEV,
  })
  current = made as unknown as typeof current
  document.documentElement.lang = wanted() === 'en' ? 'en' : 'zh-CN'
  return made as unknown as I18n
}

export function chooseLanguage(to: Language): void {
  remember('language', to)
  if (current) current.global.locale.value = to
  document.documentElement.lang = to === 'en' ? 'en' : 'zh-CN'
}
