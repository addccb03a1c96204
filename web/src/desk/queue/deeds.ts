// Everything staff may ask of a report, each as the fields of a small form.
import type { IconName } from '@/components/icons'
import type { Shapes } from '@/api/client'

export type Report = Shapes['ReportShown']

export interface Values {
  words: string
  reason: string
  office: string
  category: string
  condition: string
  unit: string
  outcome: string
  method: string
  until: string // as a datetime-local field has it, in China
  holder: string
  original: string
  photo: string
  matter: string
  verdict: string // 'yes' or 'no'
  photos: string[]
}
export type FieldName = keyof Values

export const NOTHING: Values = {
  words: '', reason: '', office: '', category: '', condition: '', unit: '', outcome: '', method: '', until: '', holder: '', original: '',
  photo: '', matter: '', verdict: '', photos: [],
}

export interface Deed {
  icon: IconName
  fields: FieldName[] // in the order they are asked
  needs: FieldName[] // the least to be given
  reasons?: readonly string[]
  template?: string // which reply templates fit, where it is not the deed's own name
  grave?: boolean // hard to take back
}

const RETURNS = ['not_our_ground', 'not_our_work', 'wrong_category', 'cannot_find', 'other'] as const
const RESTS = ['parts', 'weather', 'permit', 'construction', 'season', 'other'] as const
const REJECTIONS = [
  'not_a_problem', 'not_public_ground', 'not_the_city', 'cannot_find', 'photo_shows_nothing', 'false_report', 'reused_photo', 'abusive', 'other',
] as const
export const OUTCOMES = ['cleaned', 'repaired', 'removed', 'secured', 'persuaded', 'found_in_order', 'other'] as const

export const DEEDS = {
  claim: { icon: 'person', fields: [], needs: [] },
  resolve: { icon: 'check', fields: ['photos', 'outcome', 'words'], needs: ['outcome'] },
  verify: { icon: 'check', fields: ['method', 'photos', 'words'], needs: ['method'] },
  dispatch: { icon: 'sent', fields: ['office', 'condition'], needs: ['office'] },
  decide: { icon: 'check', fields: ['matter', 'verdict', 'words'], needs: ['matter', 'verdict'] },
  resume: { icon: 'play', fields: [], needs: [] },
  reopen: { icon: 'undo', fields: ['words', 'photos'], needs: ['words'], template: 'decide' },
  progress: { icon: 'edit', fields: ['words', 'photos'], needs: [] },
  assign: { icon: 'people', fields: ['holder'], needs: ['holder'] },
  entrust: { icon: 'building', fields: ['unit'], needs: ['unit'] },
  ask: { icon: 'question', fields: ['words'], needs: ['words'] },
  note: { icon: 'edit', fields: ['words'], needs: ['words'] },
  regrade: { icon: 'clock', fields: ['condition', 'words'], needs: ['condition', 'words'] },
  reclassify: { icon: 'list', fields: ['category', 'condition', 'words'], needs: ['category', 'words'] },
  extend: { icon: 'clock', fields: ['reason', 'words'], needs: ['reason', 'words'], reasons: RESTS },
  suspend: { icon: 'pause', fields: ['reason', 'until', 'words'], needs: ['reason', 'until', 'words'], reasons: RESTS },
  release: { icon: 'exit', fields: [], needs: [] },
  return: { icon: 'back', fields: ['reason', 'office', 'words'], needs: ['reason', 'words'], reasons: RETURNS },
  transfer: { icon: 'route', fields: ['office', 'reason', 'words'], needs: ['office', 'reason', 'words'], reasons: RETURNS },
  duplicate: { icon: 'copies', fields: ['original'], needs: ['original'], grave: true },
  reject: { icon: 'cross', fields: ['reason', 'words'], needs: ['reason', 'words'], reasons: REJECTIONS, grave: true },
  escalate: { icon: 'warning', fields: ['words'], needs: ['words'] },
  appeal: { icon: 'flag', fields: ['words', 'photos'], needs: ['words'] },
  publish: { icon: 'eye', fields: ['photo'], needs: ['photo'], grave: true },
} as const satisfies Record<string, Deed>

export type DeedName = keyof typeof DEEDS

export function deedOf(name: DeedName): Deed {
  return DEEDS[name]
}

// What a person may do now, the most likely first.
export function offered(report: Report, supervisor: boolean): DeedName[] {
  const found = (Object.keys(DEEDS) as DeedName[]).filter((name) =>
    name === 'assign' ? supervisor && report.commands.includes('claim') : report.commands.includes(name),
  )
  if (!report.objection || !found.includes('decide')) return found
  // while an objection is open nothing else can close or reopen it
  return ['decide', ...found.filter((name) => !['decide', 'verify', 'reopen'].includes(name))]
}

// What waits for a decision; the person may be asked for one of several.
export function matters(report: Report, supervisor: boolean): string[] {
  const found: string[] = []
  if (report.extension && supervisor) found.push('extension')
  if (report.suspension && supervisor) found.push('suspension')
  if (report.objection) found.push('objection')
  if (report.state === 'verified' && !report.objection) found.push('appeal')
  return found
}

// What is still missing before the form may be sent.
export function missing(name: DeedName, values: Values, report: Report, afterPhoto: boolean): FieldName[] {
  const needs = new Set<FieldName>(deedOf(name).needs)
  const photographed = report.photos.some((one) => one.role === 'after')
  if (name === 'resolve' && afterPhoto) needs.add('photos')
  if (name === 'verify' && (values.method === 'visit' || !photographed)) needs.add('photos')
  if (name === 'decide' && (values.verdict === 'no' || values.matter === 'objection')) needs.add('words')
  const found = [...needs].filter((field) => !(field === 'photos' ? values.photos.length : values[field].trim()))
  if (name === 'progress' && !values.words.trim() && !values.photos.length) found.push('words')
  return found
}
