// One report on the panel: as it stands, with its story; and what is asked of it.
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { api, asProblem, taken, written, type Problem, type Shapes } from '@/api/client'
import type { DeedName, Report, Values } from './deeds'
import { isRace, lostTo, sameToAll, type Lost } from './lost'
import { Wish } from './sending'

export type Moment = Shapes['MomentShown']

export interface OnPanel {
  report: ShallowRef<Report | undefined>
  story: ShallowRef<Moment[]>
  problem: ShallowRef<Problem | undefined>
  busy: Ref<boolean>
  sending: Ref<boolean>
  refusal: ShallowRef<Problem | undefined> // of the last wish
  lost: ShallowRef<Lost | undefined> // who was quicker
  again: () => Promise<void>
  act: (wish: Wish, given: Values) => Promise<Report | undefined>
  wish: (name: DeedName) => Wish
  calm: () => void
}

export function useReport(id: string, me: string, newest: () => number | undefined, editing: () => boolean): OnPanel {
  const report = shallowRef<Report>()
  const story = shallowRef<Moment[]>([])
  const problem = shallowRef<Problem>()
  const refusal = shallowRef<Problem>()
  const lost = shallowRef<Lost>()
  const busy = ref(true)
  const sending = ref(false)
  let running: AbortController | undefined

  async function again(): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    busy.value = true
    const asked = { params: { path: { report: id }, query: { min_position: Math.max(written(), newest() ?? 0) } }, signal: mine.signal }
    try {
      const [now, told] = await Promise.all([
        taken(api.GET('/v1/reports/{report}', asked)),
        taken(api.GET('/v1/reports/{report}/timeline', asked)),
      ])
      report.value = now
      story.value = told.items
      problem.value = undefined
    } catch (error) {
      if (!mine.signal.aborted) problem.value = asProblem(error)
    } finally {
      if (running === mine) busy.value = false
    }
  }

  function calm(): void {
    refusal.value = undefined
    lost.value = undefined
  }

  // A worker that looks at the evidence makes a version more, too: where nothing that is shown
  // has changed by it, the wish still is what it was, and nobody is to say it again.
  async function sent(wish: Wish, given: Values, seen: Report): Promise<Report> {
    try {
      return await wish.send(seen, given)
    } catch (error) {
      if (asProblem(error).code !== 'stale-version') throw error
      await again()
      const now = report.value
      if (!now || now.version === seen.version || !sameToAll(seen, now, story.value)) throw error
      return wish.send(now, given)
    }
  }

  async function act(wish: Wish, given: Values): Promise<Report | undefined> {
    const seen = report.value
    if (!seen || sending.value) return undefined
    sending.value = true
    calm()
    try {
      report.value = await sent(wish, given, seen)
      void again() // for the story; the report itself is told already
      return report.value
    } catch (error) {
      const refused = asProblem(error)
      if (isRace(refused)) {
        await again()
        lost.value = lostTo(refused, report.value, story.value, seen.version, me)
      } else refusal.value = refused
      return undefined
    } finally {
      sending.value = false
    }
  }

  // The stream told of a newer version: read it, unless somebody is writing into a form.
  watch(newest, (position) => {
    if (position && report.value && position > report.value.position && !editing() && !sending.value) void again()
  })
  onScopeDispose(() => running?.abort())
  void again()
  return { report, story, problem, busy, sending, refusal, lost, again, act, wish: (name) => new Wish(name), calm }
}
