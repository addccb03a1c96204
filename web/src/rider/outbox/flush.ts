// Sends what waits, oldest first. Whatever breaks in between, the next try goes on from the last kept step.
import { Problem } from '@/api/client'
import { freshKey } from '@/shared/key'
import type { Parcel, Picture } from './parcel'

export interface Shelf {
  rider: string
  waiting: () => Promise<Parcel[]> // of the rider who is signed in, oldest first
  still: (id: string) => Promise<Parcel | undefined> // as it lies there now; undefined once it was dropped or changed
  note: (parcel: Parcel) => Promise<void> // how far it came; what was dropped meanwhile stays dropped
  done: (parcel: Parcel, answer: Answer) => Promise<void> // keeps the answer and drops the parcel: both or neither
}

export interface Answer {
  id: string
  number: string
}

export interface Post {
  who: () => Promise<string> // whom the server takes us for
  photo: (picture: Picture) => Promise<string> // its name at the server
  wish: (parcel: Parcel) => Promise<Answer>
}

export type Stop = 'sign-in' | 'later' | null

export interface Flushed {
  sent: number
  stop: Stop // why something still waits
  until: number // the server asked to wait until then; 0 where it did not
}

type Watch = (id: string | null) => void
const PHOTO_GONE = new Set(['photo-unknown', 'photo-erased'])

export async function flush(shelf: Shelf, post: Post, now: () => number, watch: Watch = () => undefined): Promise<Flushed> {
  let sent = 0
  try {
    const waiting = await shelf.waiting()
    const stop = waiting.length ? await strange(shelf, post) : null
    if (stop) return { sent, stop, until: 0 }
    for (const { id } of waiting) {
      const parcel = await shelf.still(id)
      if (!parcel) continue
      if (parcel.not_before > now()) return { sent, stop: 'later', until: parcel.not_before }
      watch(parcel.id)
      const stop = await deliver(parcel, shelf, post, now)
      if (stop === 'refused') continue
      if (stop) return { sent, stop, until: parcel.not_before }
      sent += 1
    }
  } finally {
    watch(null)
  }
  return { sent, stop: null, until: 0 }
}

// Somebody else may have signed in meanwhile, in another page of this browser: nothing is sent in their name.
async function strange(shelf: Shelf, post: Post): Promise<Stop> {
  try {
    return (await post.who()) === shelf.rider ? null : 'sign-in'
  } catch (error) {
    return told(error).status === 401 ? 'sign-in' : 'later'
  }
}

async function deliver(parcel: Parcel, shelf: Shelf, post: Post, now: () => number): Promise<Stop | 'refused'> {
  for (const again of [true, false]) {
    try {
      await shelf.done(parcel, await hand(parcel, shelf, post))
      return null
    } catch (error) {
      const problem = told(error)
      if (problem.status === 401) return 'sign-in'
      if (again && PHOTO_GONE.has(problem.code)) {
        // it waited so long that the server let the photographs go: send them anew
        parcel.photos = parcel.photos.map((one) => ({ ...one, key: freshKey(), sent: null }))
        await shelf.note(parcel)
        continue
      }
      const { code, status, title, detail } = problem
      parcel.refusal = { code, status, title, detail }
      if (problem.passing) parcel.not_before = code === 'offline' ? 0 : now() + pause(problem)
      else parcel.state = 'failed'
      await shelf.note(parcel)
      return problem.passing ? 'later' : 'refused'
    }
  }
  return 'later'
}

async function hand(parcel: Parcel, shelf: Shelf, post: Post): Promise<Answer> {
  for (const picture of parcel.photos) {
    if (picture.sent !== null) continue
    picture.sent = await post.photo(picture)
    await shelf.note(parcel)
  }
  const answer = await post.wish(parcel)
  // a hotel's login page may answer in the city's place: that is no answer
  if (typeof answer?.id !== 'string') throw new Problem('offline', 0, '', '')
  return answer
}

// Anything that is no clear word of the city passes: a report is never lost to a broken line, nor to a
// refusal without a code, as a hotel's gate gives it. A body that a gate finds too large stays too large.
function told(error: unknown): Problem {
  const clear = error instanceof Problem && (error.code !== 'unexpected' || error.status === 413)
  return clear ? error : new Problem('offline', 0, '', '')
}

function pause(problem: Problem): number {
  const seconds = Number(problem.members['retry_after'])
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 0
}
