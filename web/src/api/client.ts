// The way to the server: typed by its OpenAPI document, with a key on every write and problems as errors.
import createClient, { type Middleware } from 'openapi-fetch'
import { language } from '@/i18n'
import { freshKey } from '@/shared/key'
import type { components, paths } from './schema'

export type Shapes = components['schemas']

// A refusal, as RFC 9457 has it; `code` is stable, `title` and `detail` are in the reader's language.
export class Problem extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly members: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code}: ${detail}`)
  }

  // Whether the same wish under the same key may succeed a little later.
  get passing(): boolean {
    return this.code === 'offline' || this.status === 429 || this.status >= 500 || this.status === 408
  }
}

// fetch's words for no network, for an answer that was waited for too long, and for a gate's page in the city's place
const BROKEN = ['TypeError', 'AbortError', 'SyntaxError']

export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (BROKEN.some((name) => error instanceof Error && error.name === name)) return new Problem('offline', 0, '', '')
  throw error // a fault of ours: let it be seen
}

const position = { seen: 0 }

// The log position of the newest own write, for `min_position` of a read that must show it.
export function written(): number {
  return position.seen
}

// The log was restored to an earlier state: what was written behind `end` is gone, and nothing shows it.
export function restored(end: number): void {
  position.seen = Math.min(position.seen, end)
}

const dress: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', language())
    if (request.method !== 'GET' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', freshKey())
    }
    return request
  },
  onResponse({ request, response }) {
    const at = Number(response.headers.get('Suishoupai-Position') ?? 0)
    if (request.method !== 'GET' && at > position.seen) position.seen = at
    return response
  },
}

export const api = createClient<paths>({
  baseUrl: location.origin,
  credentials: 'same-origin',
  querySerializer: { array: { style: 'form', explode: true } },
})
api.use(dress)

interface Answered<T> {
  data?: T
  error?: unknown
  response: Response
}

// Takes the body of an answer; a refusal becomes a Problem.
export async function taken<T>(asked: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await asked
  if (response.ok) return data as T
  throw problemOf(error, response)
}

let missed: () => void = () => undefined

// Whoever hears it learns that the city does not know the caller any more.
export function onSignedOut(hear: () => void): void {
  missed = hear
}

export function problemOf(body: unknown, response: Response): Problem {
  const said = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
  const word = (name: string): string => (typeof said[name] === 'string' ? said[name] : '')
  if (word('code') === 'not-signed-in') missed()
  return new Problem(word('code') || 'unexpected', response.status, word('title'), word('detail') || word('title'), said)
}

// Sends a photograph: raw bytes, under a key of its own so that a repeat is no second photograph.
export async function sendPhoto(photo: Blob, key: string = freshKey(), signal?: AbortSignal): Promise<Shapes['PhotoStored']> {
  const response = await fetch('/v1/photos', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'Content-Type': photo.type || 'image/jpeg', 'Idempotency-Key': key, 'Accept-Language': language() },
    body: photo,
    ...(signal ? { signal } : {}),
  })
  const body: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw problemOf(body, response)
  return body as Shapes['PhotoStored']
}
