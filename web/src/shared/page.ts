// How each page starts: theme, language, then the page itself.
import { createApp, type Component } from 'vue'
import '@/design/base.css'
import { startI18n, type Dictionary } from '@/i18n'
import { startTheme } from './theme'

export function startPage(page: Component, words: Dictionary): void {
  startTheme()
  createApp(page).use(startI18n(words)).mount('#page')
}
