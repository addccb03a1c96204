// The audit console's logic: lines of the log, what is asked of it, tables, moments and what changed.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { cell, eventRow, HEADER } from '@/audit/export/csv'
import { asNumber, isStream, readFilter, toQuery } from '@/audit/log/filter'
import { Lines, type LogEvent } from '@/audit/log/ndjson'
import { TOPICS, topicChoices, topicWord } from '@/audit/log/topics'
import { turns } from '@/audit/past/changes'
import { countRows, percent, rateRows } from '@/audit/past/figures'
import { atInstant, grain, isPosition, stepped, type LogSpan } from '@/audit/past/moment'
import { fromField, toField } from '@/shared/chinatime'
import { whoIs } from '@/audit/shared/who'
import type { Shapes } from '@/api/client'

const LIFE: LogSpan = { first: Date.parse('2026-11-14T00:00:00Z'), last: Date.parse('2026-11-26T00:00:00Z'), positions: 1298 }

test('a line torn in the middle of a letter is put together again', () => {
  const bytes = new TextEncoder().encode('{"text":"井盖"}\n{"n":2}\n')
  const lines = new Lines()
  const found = [...lines.take(bytes.slice(0, 11)), ...lines.take(bytes.slice(11)), ...lines.end()]
  expect(found).toEqual(['{"text":"井盖"}', '{"n":2}'])
})

test('a last line without its end is not lost', () => {
  const lines = new Lines()
  expect(lines.take(new TextEncoder().encode('{"n":1}'))).toEqual([])
  expect(lines.end()).toEqual(['{"n":1}'])
})

test('what is looked for survives the address', () => {
  const filter = { topics: ['report.resolved', 'report.verified'], about: '7K3M9Q2TA', by: 'operator1', since: '2026-11-23T09:00', until: '' }
  const given = Object.entries(toQuery(filter)).filter((one): one is [string, string] => Boolean(one[1]))
  expect(readFilter(new URLSearchParams(given))).toEqual(filter)
})

test('a number is read as people copy it, a stream by its form', () => {
  expect(asNumber('7k3m-9q2t a')).toBe('7K3M9Q2TA')
  expect(asNumber('operator1 and more')).toBeUndefined()
  expect(isStream('0199f0e4-5c1b-7d3a-9a55-2f6f1c0f7b11')).toBe(true)
  expect(isStream('7K3M9Q2TA')).toBe(false)
})

test('every event of the documentation has a word in both languages', () => {
  const page = readFileSync('../docs/events.md', 'utf-8') // from web/, where the tests run
  const topics = [...page.matchAll(/^\| `([a-z_]+\.[a-z_]+)` \|/gm)].map((found) => found[1] ?? '')
  expect(topics.length).toBeGreaterThan(60)
  expect(topics.filter((topic) => !TOPICS[topic])).toEqual([])
  expect(topicChoices('en').filter((one) => one.label.includes('undefined'))).toEqual([])
})

test('a kind of event nobody told us of is named by its topic', () => {
  expect(topicWord('proof.signed', 'zh')).toBe('proof.signed')
})

test('a cell is quoted where it must be, and never runs in a spreadsheet', () => {
  expect(cell('a "b", c')).toBe('"a ""b"", c"')
  expect(['=1+1', '+86', '-2', '@cmd'].map(cell)).toEqual(["'=1+1", "'+86", "'-2", "'@cmd"])
  expect(cell(null)).toBe('')
})

test('a row has as many cells as the header', () => {
  const event: LogEvent = {
    position: 7, stream: 's', version: 1, topic: 'report.noted', recorded_at: '2026-11-23T01:00:00Z', by: null,
    command_id: 'c', leaf_hash: 'h', data: {}, sealed: ['words', 'fix'],
  }
  expect(eventRow(event)).toBe('7,2026-11-23T01:00:00Z,report.noted,,s,1,c,h,words fix,{}\r\n')
  expect(HEADER.length).toBe(10)
})

test('a field holds the clock of China, wherever its reader is', () => {
  expect(toField('2026-11-23T01:30:05Z')).toBe('2026-11-23T09:30:05')
  expect(fromField('2026-11-23T09:30:05')).toBe('2026-11-23T01:30:05.000Z')
  expect(fromField('2026-11-23T09:30')).toBe('2026-11-23T01:30:00.000Z')
  expect(fromField('')).toBeUndefined()
})

test('steps go by events or by the clock, and stay inside the life of the log', () => {
  const from = { position: 1298, at: '2026-11-26T00:00:00Z' }
  expect(stepped(from, 'event', -1, LIFE)).toBe('1297')
  expect(stepped(from, 'event', 1, LIFE)).toBe('1298')
  expect(stepped(from, 'day', -1, LIFE)).toBe('2026-11-25T00:00:00.000Z')
  expect(stepped(from, 'hour', 1, LIFE)).toBe('2026-11-26T00:00:00.000Z')
  expect(atInstant(0, LIFE)).toBe('2026-11-14T00:00:00.000Z')
  expect(isPosition('1298') && !isPosition('2026-11-26T00:00:00Z')).toBe(true)
})

test('the arrow keys move the slider by whole minutes', () => {
  expect(grain(LIFE) % 60_000).toBe(0)
  expect(grain({ ...LIFE, last: LIFE.first + 1000 })).toBe(60_000)
})

test('what became of a report is told field by field', () => {
  const before = { state: 'dispatched', office: '330106002', overdue: false, round: 1 } as Shapes['Item']
  const after = { ...before, state: 'claimed', claimed_by_login: 'dispatcher1' }
  expect(turns(before, after)).toEqual([
    { field: 'state', before: 'dispatched', after: 'claimed' },
    { field: 'claimed_by_login', before: undefined, after: 'dispatcher1' },
  ])
  expect(turns(before, { ...before })).toEqual([])
})

test('two moments stand side by side, and a share of other numbers is no change of the share', () => {
  const rate = (value: number | null, numerator: number, denominator: number): Shapes['RateShown'] => ({
    code: 'filing', name: '立案率', name_en: 'filing rate', value, numerator, denominator, exclusions: {}, by: '', formula: '', formula_en: '',
  })
  const metrics = (one: Shapes['RateShown'], open: number): Shapes['MetricsShown'] =>
    ({ rates: [one], stock: { total: open }, overdue: { overdue: 2, exempted: 0 } }) as unknown as Shapes['MetricsShown']
  const before = metrics(rate(1, 2, 2), 5)
  expect(rateRows(before, metrics(rate(1, 4, 4), 5), 'zh')[0]).toMatchObject({ before: '100.0 % (2/2)', after: '100.0 % (4/4)', turn: 'grounds' })
  expect(rateRows(before, metrics(rate(0.5, 2, 4), 5), 'en')[0]).toMatchObject({ name: 'filing rate', turn: 'less' })
  expect(countRows(before, metrics(rate(1, 2, 2), 7), (name) => name).map((one) => one.turn)).toEqual(['greater', 'same', 'same'])
  expect(percent(null, 0, 0)).toBe('– (0/0)')
})

test('who did it is a login where one is known, a worker by name, else the beginning of a pseudonym', () => {
  const say = (key: string, words?: Record<string, string>): string => `${key}(${words?.['name'] ?? ''})`
  const known = new Map([['a'.repeat(32), 'operator1']])
  expect(whoIs('a'.repeat(32), known, say).name).toBe('operator1')
  expect(whoIs('system:award', known, say).name).toBe('who.system(award)')
  expect(whoIs('b'.repeat(32), known, say).name).toBe('bbbbbbbb…')
  expect(whoIs(null, known, say).name).toBe('who.nobody()')
})
