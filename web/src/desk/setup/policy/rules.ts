// The rules of the house in plain words.
import type { Shapes } from '@/api/client'
import type { Said } from '../form/changes'
import type { Words } from '../categories/draft'

export const NUMBERS = [
  'daily_points', 'daily_reports', 'duplicate_metres', 'lookalike_metres', 'lookalike_days', 'lease_share_percent',
  'lease_minimum_minutes', 'warn_percent', 'reopen_days', 'rate_days', 'hand_over_days',
] as const
export const FIGURES = ['rates', 'times', 'overdue', 'participation', 'trend', 'categories', 'map', 'stock'] as const
export const USES = ['progress', 'resolve', 'return', 'transfer', 'suspend', 'extend', 'ask', 'reject', 'decide', 'escalate'] as const

export function sayPolicy(one: Shapes['PolicyShown'], t: Words): Said {
  const field = (name: string): string => t(`setup.policy.${name}`)
  const shown = FIGURES.filter((name) => one.public_figures.includes(name))
  return [
    [field('name'), one.name],
    [field('working_hours'), one.working_hours.join(', ')],
    ...NUMBERS.map((name): [string, string] => [field(name), String(one[name])]),
    [field('public_figures'), shown.map((name) => t(`setup.figure.${name}`)).join(', ')],
    ...one.templates.map((it, index): [string, string] => [`${field('template')} ${index + 1}`, `${t(`setup.use.${it.use}`)}: ${it.zh} / ${it.en}`]),
  ]
}
