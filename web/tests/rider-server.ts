// What the outbox speaks to in tests.
import type { Problem } from '@/api/client'
import type { Answer, Post } from '@/rider/outbox/flush'
import type { Parcel } from '@/rider/outbox/parcel'

export const RIDER = 'rider-1'

// A server that remembers keys, as ours does: a repeat gets the first answer.
export class Server implements Post {
  photos = new Map<string, string>()
  reports = new Map<string, Answer & { photos: (string | null)[] }>()
  calls: string[] = []
  fails: Problem[] = [] // one for each coming call
  rider = RIDER

  who = (): Promise<string> => Promise.resolve(this.rider)

  photo = (picture: { key: string }): Promise<string> => {
    this.called(`photo ${picture.key}`)
    const name = this.photos.get(picture.key) ?? `p${this.photos.size + 1}`
    this.photos.set(picture.key, name)
    return Promise.resolve(name)
  }

  wish = (parcel: Parcel): Promise<Answer> => {
    this.called(`wish ${parcel.key}`)
    const photos = parcel.photos.map((one) => one.sent)
    const made = this.reports.get(parcel.key) ?? { id: `r${this.reports.size + 1}`, number: 'N', photos }
    this.reports.set(parcel.key, made)
    return Promise.resolve(made)
  }

  private called(what: string): void {
    this.calls.push(what)
    const refusal = this.fails.shift()
    if (refusal) throw refusal
  }
}
