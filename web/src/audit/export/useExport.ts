// Takes what fits out of the log into a file, in the order of the log; it can be stopped.
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { asProblem, type Problem } from '@/api/client'
import { asAsked, lines, type Filter } from '../log/filter'
import { parse } from '../log/ndjson'
import { eventRow, HEADER, MARK, row } from './csv'

export type Kind = 'ndjson' | 'csv'
export interface Result {
  count: number
  first: number
  last: number
}

export interface Export {
  running: Ref<boolean>
  count: Ref<number>
  result: ShallowRef<Result | 'empty' | 'stopped' | undefined>
  problem: ShallowRef<Problem | undefined>
  start: (kind: Kind, filter: Filter) => Promise<void>
  stop: () => void
}

export function hand(parts: string[], kind: Kind, name: string): void {
  const type = kind === 'csv' ? 'text/csv;charset=utf-8' : 'application/x-ndjson'
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(parts, { type }))
  link.download = `${name}.${kind}`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

export function useExport(noSuch: () => string): Export {
  const running = ref(false)
  const count = ref(0)
  const result = shallowRef<Result | 'empty' | 'stopped'>()
  const problem = shallowRef<Problem>()
  let work: AbortController | undefined

  async function start(kind: Kind, filter: Filter): Promise<void> {
    const mine = (work = new AbortController())
    running.value = true
    count.value = 0
    result.value = undefined
    problem.value = undefined
    try {
      const asked = await asAsked(filter, noSuch(), mine.signal)
      const parts = kind === 'csv' ? [MARK, row(HEADER)] : []
      let first = 0
      let last = 0
      for await (const found of lines(asked, {}, mine.signal)) {
        const events = found.map(parse)
        first ||= events[0]?.position ?? 0
        last = events.at(-1)?.position ?? last
        count.value += events.length
        parts.push(kind === 'csv' ? events.map(eventRow).join('') : found.map((line) => line + '\n').join(''))
      }
      if (mine.signal.aborted) return
      result.value = count.value ? { count: count.value, first, last } : 'empty'
      if (count.value) hand(parts, kind, `suishoupai-${first}-${last}`)
    } catch (error) {
      if (mine.signal.aborted) result.value = 'stopped'
      else problem.value = asProblem(error)
    } finally {
      running.value = false
    }
  }

  const stop = (): void => work?.abort()
  onScopeDispose(stop)
  return { running, count, result, problem, start, stop }
}
