// The way from the outbox to the server; every call ends after a while, so that a dead line is noticed.
import { api, sendPhoto, taken, type Shapes } from '@/api/client'
import type { Post } from './flush'
import type { Parcel } from './parcel'

const PHOTO_MS = 120_000
const WISH_MS = 30_000

async function within<T>(patience: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const ends = new AbortController()
  const timer = setTimeout(() => ends.abort(), patience)
  try {
    return await work(ends.signal)
  } finally {
    clearTimeout(timer)
  }
}

function submission({ wish, photos }: Parcel): Shapes['Submission'] {
  if (!wish.location) throw new Error('a report without a place was put into the outbox')
  return {
    category: wish.category,
    photos: photos.map((one) => one.sent ?? ''),
    location: wish.location,
    ...(wish.condition ? { condition: wish.condition } : {}),
    ...(wish.note ? { note: wish.note } : {}),
    ...(Object.keys(wish.answers).length ? { answers: wish.answers } : {}),
    ...(wish.taken_at ? { taken_at: wish.taken_at } : {}),
  }
}

function corroboration({ wish, photos }: Parcel): Shapes['Corroborate'] {
  return {
    photos: photos.map((one) => one.sent ?? ''),
    ...(wish.note ? { note: wish.note } : {}),
    ...(wish.location ? { location: wish.location } : {}),
    ...(wish.taken_at ? { taken_at: wish.taken_at } : {}),
  }
}

export const post: Post = {
  who: async () => (await within(WISH_MS, (signal) => taken(api.GET('/v1/me', { signal })))).id,
  photo: async (picture) => {
    const blob = new Blob([picture.bytes], { type: picture.type })
    return (await within(PHOTO_MS, (signal) => sendPhoto(blob, picture.key, signal))).id
  },
  wish: (parcel) => within(WISH_MS, (signal) => taken(wished(parcel, signal))),
}

function wished(parcel: Parcel, signal: AbortSignal) {
  const header = { 'Idempotency-Key': parcel.key }
  const params = { header, path: { report: parcel.report ?? '' } }
  if (parcel.kind === 'corroborate') return api.POST('/v1/reports/{report}/corroborate', { signal, params, body: corroboration(parcel) })
  if (parcel.kind === 'photos') {
    const photos = parcel.photos.map((one) => one.sent ?? '')
    return api.POST('/v1/reports/{report}/photos', { signal, params, body: { photos } })
  }
  return api.POST('/v1/reports', { signal, params: { header }, body: submission(parcel) })
}
