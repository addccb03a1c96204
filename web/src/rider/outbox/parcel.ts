// A wish with photographs that waits on the phone until the city has it.
import type { Shapes } from '@/api/client'
import { freshKey } from '@/shared/key'

export type Place = Shapes['Place']
export type Kind = 'report' | 'corroborate' | 'photos'

export interface Picture {
  key: string // a repeat under it is no second photograph
  type: string
  bytes: ArrayBuffer
  sent: string | null // its name at the server, once that is known
}

export interface Wish {
  category: string
  condition: string | null
  location: Place | null
  note: string
  answers: Record<string, string>
  taken_at: string | null
}

export interface Refusal {
  code: string
  status: number
  title: string
  detail: string
}

export interface Parcel {
  id: string
  key: string // under which the wish itself is sent
  rider: string // whose: another rider on this phone must not send it
  kind: Kind
  report: string | null // which report gets the photographs; null for a new one
  state: 'draft' | 'waiting' | 'failed'
  made_at: number
  photos: Picture[]
  wish: Wish
  refusal: Refusal | null // what the server said last
  not_before: number // the server asked to wait until then
}

export const NO_WISH: Wish = { category: '', condition: null, location: null, note: '', answers: {}, taken_at: null }

export function makeParcel(rider: string, kind: Kind, photos: Picture[], given: Partial<Parcel> = {}): Parcel {
  return {
    id: freshKey(), key: freshKey(), rider, kind, report: null, state: 'waiting', made_at: Date.now(), photos,
    wish: { ...NO_WISH }, refusal: null, not_before: 0, ...given,
  }
}

export function makePicture(bytes: ArrayBuffer, type: string): Picture {
  return { key: freshKey(), type, bytes, sent: null }
}

// Once a wish was refused nothing is stored under its key: mended, it is a new wish.
export function renewed(parcel: Parcel): Parcel {
  return { ...parcel, key: freshKey(), state: 'waiting', refusal: null, not_before: 0 }
}

export function size(parcels: readonly Parcel[]): number {
  return parcels.reduce((sum, one) => sum + one.photos.reduce((all, photo) => all + photo.bytes.byteLength, 0), 0)
}
