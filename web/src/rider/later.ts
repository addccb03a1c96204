// Routes that the typed client does not know yet.
import { problemOf } from '@/api/client'
import { language } from '@/i18n'
import type { Place } from './outbox/parcel'

async function ask<T>(path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    credentials: 'same-origin',
    headers: { 'Accept-Language': language(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  })
  const said: unknown = await response.json().catch(() => undefined)
  if (!response.ok) throw problemOf(said, response)
  return said as T
}

export interface Common {
  category: string
  count: number
  metres: number
}

export async function common({ longitude, latitude, datum }: Place): Promise<Common[]> {
  const where = new URLSearchParams({ longitude: String(longitude), latitude: String(latitude), datum })
  return (await ask<{ items: Common[] }>(`/v1/categories/common?${where}`)).items
}
