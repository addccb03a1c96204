// A category as its form holds it, and in plain words.
import type { Shapes } from '@/api/client'
import type { Said } from '../form/changes'

export type Draft = Omit<Required<Shapes['SetCategory']>, 'kind' | 'questions' | 'closing' | 'conditions'> & {
  conditions: Required<Shapes['SetCondition']>[]
  questions: Required<Shapes['SetQuestion']>[]
  closing: Required<Shapes['SetClosing']>
}
export type Words = (key: string, named?: Record<string, unknown>) => string
export const UNITS = ['urgent_minute', 'urgent_hour', 'urgent_day', 'work_hour', 'work_day', 'natural_day'] as const
export const CLOSINGS = ['self', 'another', 'reporter'] as const

export function draftOf(one: Shapes['CategorySetUp']): Draft {
  const { version, kind, retired, ...rest } = one
  void [version, kind, retired]
  return { ...rest, closing: { ...rest.closing, kind: rest.closing.kind as Draft['closing']['kind'] } }
}

export function emptyCondition(category: string, count: number): Draft['conditions'][number] {
  return { code: category ? `${category}.${count + 1}` : '', name: '', name_en: '', limit: { amount: 1, unit: 'work_day' }, closing: '' }
}

export function emptyCategory(like: Shapes['CategorySetUp'] | undefined): Draft {
  return {
    code: '', group: '', name: '', name_en: '', conditions: [emptyCondition('', 0)], questions: [], after_photo: true,
    closing: { kind: 'self', work_days: 3, sample_percent: 10 },
    award: like ? { ...like.award } : { code: 'everyday', version: 1, points: 10, corroborator_points: 2 },
    source: like?.source ?? '', source_code: null, illustrative: false,
  }
}

export function limitWords(limit: { amount: number; unit: string }, t: Words): string {
  return `${limit.amount} ${t(`setup.unit.${limit.unit}`)}`
}

function inside(whole: string, said: Said): Said {
  return said.map(([label, text]) => [`${whole} · ${label}`, text])
}

export function sayCategory(one: Draft, t: Words): Said {
  const field = (name: string): string => t(`setup.category.${name}`)
  const yes = (is: boolean): string => t(is ? 'setup.yes' : 'setup.no')
  return [
    [field('code'), one.code], [field('group'), one.group], [field('name'), one.name], [field('name_en'), one.name_en],
    ...one.conditions.flatMap((it, index) => inside(`${field('condition')} ${it.code || index + 1}`, [
      [field('amount'), limitWords(it.limit, t)], [field('name'), it.name], [field('name_en'), it.name_en], [field('conditionClosing'), it.closing],
    ])),
    ...one.questions.flatMap((it, index) => inside(`${field('question')} ${it.code || index + 1}`, [
      [field('text'), it.text], [field('text_en'), it.text_en], [field('choices'), it.choices.join(' / ')],
    ])),
    [field('after_photo'), yes(one.after_photo)],
    [field('closing'), t(`setup.closing.${one.closing.kind}`)],
    [field('work_days'), String(one.closing.work_days)],
    [field('sample_percent'), `${one.closing.sample_percent} %`],
    [field('award'), t('setup.category.awardWords', { ...one.award })],
    [field('source'), one.source], [field('source_code'), one.source_code ?? ''], [field('illustrative'), yes(one.illustrative)],
  ]
}
