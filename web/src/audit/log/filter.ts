// What is looked for in the log, as the address says it and as the server is asked.
import { api, Problem, taken } from '@/api/client'
import { fromField } from '@/shared/chinatime'
import { readLines } from './ndjson'

export interface Filter {
  topics: string[]
  about: string // a stream's id, or a report's number
  by: string
  since: string // as the field holds it: China's clock
  until: string
}

export interface Asked {
  topic?: string[]
  stream?: string
  by?: string
  since?: string
  until?: string
}

const UUID = /^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i
const NUMBER = /^[0-9a-z]{9}$/i

export function readFilter(query: URLSearchParams): Filter {
  const word = (name: string): string => query.get(name) ?? ''
  return {
    topics: word('topics').split(',').filter(Boolean),
    about: word('about'), by: word('by'), since: word('since'), until: word('until'),
  }
}

export function toQuery(filter: Filter): Record<string, string | undefined> {
  return {
    topics: filter.topics.join(','),
    about: filter.about.trim(), by: filter.by.trim(), since: filter.since, until: filter.until,
  }
}

export function isStream(text: string): boolean {
  return UUID.test(text)
}

// A report's number as people copy it: any case, with blanks or hyphens.
export function asNumber(text: string): string | undefined {
  const bare = text.replace(/[\s-]/g, '')
  return NUMBER.test(bare) ? bare.toUpperCase() : undefined
}

// Turns what people typed into what the server knows; raises a Problem where there is no such report.
export async function asAsked(filter: Filter, noSuch: string, signal?: AbortSignal): Promise<Asked> {
  const asked: Asked = {}
  if (filter.topics.length) asked.topic = filter.topics
  if (filter.by.trim()) asked.by = filter.by.trim()
  const since = fromField(filter.since)
  const until = fromField(filter.until)
  if (since) asked.since = since
  if (until) asked.until = until
  const about = filter.about.trim()
  if (isStream(about)) asked.stream = about
  else if (about) asked.stream = await streamOf(about, noSuch, signal)
  return asked
}

async function streamOf(text: string, noSuch: string, signal?: AbortSignal): Promise<string> {
  const report = asNumber(text)
  if (!report) throw new Problem('no-such-report', 404, noSuch, noSuch)
  const params = { path: { report } }
  return (await taken(api.GET('/v1/reports/{report}', { params, ...(signal ? { signal } : {}) }))).id
}

export interface Walk {
  after?: number
  before?: number
  limit?: number
  newest?: boolean
}

export async function* lines(asked: Asked, walk: Walk, signal: AbortSignal): AsyncGenerator<string[]> {
  const query = { ...asked, ...walk }
  const body = await taken(api.GET('/v1/audit/events', { params: { query }, parseAs: 'stream', signal }))
  yield* readLines(body as unknown as ReadableStream<Uint8Array>)
}
