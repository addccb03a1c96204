// The set-up's logic: changes in plain words, flaws at their fields, keys of wishes, posts and queues.
import { expect, test, vi } from 'vitest'
import { Problem, type Shapes } from '@/api/client'
import { draftOf, emptyCategory, sayCategory } from '@/desk/setup/categories/draft'
import { changes } from '@/desk/setup/form/changes'
import { flawAt, flawsOf, unplaced } from '@/desk/setup/form/flaws'
import { wishKey } from '@/desk/setup/form/wishKey'
import { FIGURES, sayPolicy } from '@/desk/setup/policy/rules'
import { postWords, tidy } from '@/desk/setup/staff/posts'
import words from '@/desk/setup/words'
import { overseen } from '@/desk/team/queues'

const t = (key: string): string => key.split('.').at(-1) ?? ''
const CATEGORY: Shapes['CategorySetUp'] = {
  code: 'M06010', version: 1, kind: 'matter', group: '市容环境', name: '暴露垃圾', name_en: 'Waste', after_photo: true,
  conditions: [{ code: 'M06010.1', name: '未入桶', name_en: 'Outside the bins', limit: { amount: 4, unit: 'work_hour' }, closing: '清理干净' }],
  questions: [], closing: { kind: 'self', work_days: 3, sample_percent: 10 },
  award: { code: 'everyday', version: 1, points: 10, corroborator_points: 2 }, source: 's', source_code: null, illustrative: true, retired: false,
}

test('what changes is told line by line, what is new and what goes too', () => {
  expect(changes([['name', 'a'], ['old', 'x'], ['same', 's']], [['name', 'b'], ['same', 's'], ['new', 'y']])).toEqual([
    { label: 'name', before: 'a', after: 'b' },
    { label: 'old', before: 'x', after: undefined },
    { label: 'new', before: undefined, after: 'y' },
  ])
})

test('a field that was empty and is left out has not changed', () => {
  expect(changes([['closing', '']], [])).toEqual([])
})

test('another limit of a condition is one line, in the words of its unit', () => {
  const draft = draftOf(CATEGORY)
  const after = structuredClone(draft)
  after.conditions.forEach((one) => Object.assign(one.limit, { amount: 6 }))
  expect(changes(sayCategory(draft, t), sayCategory(after, t))).toEqual([
    { label: 'condition M06010.1 · amount', before: '4 work_hour', after: '6 work_hour' },
  ])
})

test('a form sends what a category says and nothing the server would refuse', () => {
  const draft = draftOf(CATEGORY)
  expect(Object.keys(draft)).not.toEqual(expect.arrayContaining(['version', 'kind', 'retired']))
  expect(emptyCategory(CATEGORY).award).toEqual(CATEGORY.award)
  expect(emptyCategory(CATEGORY).award).not.toBe(CATEGORY.award)
})

test('a flaw stands at its field in the language of the reader, and none is lost', () => {
  const fields = [{ field: 'conditions.0.limit', rule: 'limit', zh: '应为正整数', en: 'a whole number' }, { field: 'kind', zh: '不符', en: 'is a matter' }]
  const problem = new Problem('invalid-request', 422, '', '', { fields })
  const flaws = flawsOf(problem, 'zh')
  expect(flawAt(flaws, 'conditions.0.limit')).toBe('应为正整数')
  expect(flawAt(flaws, 'conditions')).toBe('应为正整数')
  expect(flawAt(flaws, 'conditions.1')).toBeUndefined()
  expect(unplaced(flawsOf(problem, 'en'), ['code', 'conditions.0.limit'])).toEqual([['kind', 'is a matter']])
  expect(flawsOf(undefined, 'en').size).toBe(0)
})

test('a wish keeps its key while nobody answered, and gets another once it was refused', () => {
  const ids = vi.spyOn(crypto, 'randomUUID')
  const key = wishKey()
  const first = key.header()
  key.refused(new Problem('offline', 0, '', ''))
  key.refused(new Problem('storage-full', 507, '', ''))
  expect(key.header()).toEqual(first)
  key.refused(new Problem('invalid-request', 422, '', ''))
  expect(key.header()).not.toEqual(first)
  expect(ids).toHaveBeenCalledTimes(2)
})

test('a post of the whole city has no office, a community belongs to a dispatcher', () => {
  expect(tidy({ role: 'auditor', office: '330106002', community: '330106002052' })).toEqual({ role: 'auditor', office: null, community: null })
  expect(tidy({ role: 'supervisor', office: '330106002', community: '330106002052' }).community).toBeNull()
  expect(tidy({ role: 'dispatcher', office: '330106002', community: '' }).community).toBeNull()
  const place = (code: string | null | undefined): string => ({ '330106002': '北山街道' })[code ?? ''] ?? ''
  expect(postWords({ role: 'dispatcher', office: '330106002' }, place, (role) => role, '全市')).toBe('dispatcher (北山街道)')
  expect(postWords({ role: 'admin' }, place, (role) => role, '全市')).toBe('admin (全市)')
})

test('a supervisor looks over the own offices, the staff of the city over all', () => {
  const offices = [{ code: '1', name: 'a' }, { code: '2', name: 'b' }] as Shapes['OfficeShown'][]
  const post = (role: string, office: string | null): Shapes['PostHeld'] => ({ role, office, community: null }) as Shapes['PostHeld']
  expect(overseen([post('supervisor', '2')], offices).map((one) => one.code)).toEqual(['2'])
  expect(overseen([post('lead', null)], offices).map((one) => one.code)).toEqual(['1', '2'])
  expect(overseen([post('dispatcher', '1')], offices)).toEqual([])
})

test('figures for the public are told in one order, whatever the order of the ticks', () => {
  const policy = { working_hours: [], templates: [], public_figures: ['stock', 'rates'] } as unknown as Shapes['PolicyShown']
  const told = new Map(sayPolicy(policy, t)).get('public_figures')
  expect(told).toBe('rates, stock')
  expect(FIGURES.length).toBe(8)
})

test('both languages of the set-up have the same words', () => {
  const paths = (one: object, at = ''): string[] => Object.entries(one).flatMap(([name, value]) => (typeof value === 'object' ? paths(value as object, `${at}.${name}`) : [`${at}.${name}`]))
  expect(paths(words.zh)).toEqual(paths(words.en))
})
