// The log a page at a time, the newest first; what arrives is shown as it arrives.
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { asProblem, type Problem } from '@/api/client'
import { asAsked, lines, type Asked, type Filter } from './filter'
import { parse, type LogEvent } from './ndjson'

export const PAGE = 50

export interface Log {
  events: ShallowRef<LogEvent[]>
  problem: ShallowRef<Problem | undefined>
  busy: Ref<boolean>
  more: Ref<boolean>
  search: (filter: Filter) => Promise<void>
  next: () => Promise<void>
}

export function useLog(noSuch: () => string): Log {
  const events = shallowRef<LogEvent[]>([])
  const problem = shallowRef<Problem>()
  const busy = ref(false)
  const more = ref(false)
  let running: AbortController | undefined
  let asked: Asked = {}

  async function read(mine: AbortController, before: number | undefined): Promise<void> {
    let count = 0
    const walk = { newest: true, limit: PAGE, ...(before ? { before } : {}) }
    for await (const found of lines(asked, walk, mine.signal)) {
      if (mine.signal.aborted) return
      count += found.length
      events.value = [...events.value, ...found.map(parse)]
    }
    more.value = count === PAGE
  }

  async function guarded(work: (mine: AbortController) => Promise<void>): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    busy.value = true
    problem.value = undefined
    try {
      await work(mine)
    } catch (error) {
      if (!mine.signal.aborted) problem.value = asProblem(error)
    } finally {
      if (running === mine) busy.value = false
    }
  }

  async function search(filter: Filter): Promise<void> {
    await guarded(async (mine) => {
      const found = await asAsked(filter, noSuch(), mine.signal)
      if (mine.signal.aborted) return
      asked = found
      events.value = []
      more.value = false
      await read(mine, undefined)
    })
  }

  async function next(): Promise<void> {
    await guarded((mine) => read(mine, events.value.at(-1)?.position))
  }

  onScopeDispose(() => running?.abort())
  return { events, problem, busy, more, search, next }
}
