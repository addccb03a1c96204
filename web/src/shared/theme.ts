// Light or dark: as the device wishes until somebody chooses, and then as they chose.
import { readonly, ref } from 'vue'
import { recall, remember } from './memory'

export type Theme = 'light' | 'dark'

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const theme = ref<Theme>(wanted())

function wanted(): Theme {
  const chosen = recall('theme')
  if (chosen === 'light' || chosen === 'dark') return chosen
  return dark.matches ? 'dark' : 'light'
}

function show(): void {
  theme.value = wanted()
  document.documentElement.dataset['theme'] = theme.value
  document.documentElement.classList.toggle('dark', theme.value === 'dark') // what Element Plus looks at
}

export function startTheme(): void {
  show()
  dark.addEventListener('change', show)
}

export function chooseTheme(to: Theme): void {
  remember('theme', to)
  show()
}

export const currentTheme = readonly(theme)
