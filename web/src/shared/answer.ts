// A question to the server as a page shows it: loading, an answer, a problem, and asking again.
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { asProblem, type Problem } from '@/api/client'

export interface Asked<T> {
  data: ShallowRef<T | undefined>
  problem: ShallowRef<Problem | undefined>
  busy: Ref<boolean>
  again: () => Promise<void>
}

// Asks at once. A later question overtakes an earlier one; the last answer stays visible meanwhile.
export function useAnswer<T>(question: (signal: AbortSignal) => Promise<T>): Asked<T> {
  const data = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const busy = ref(false)
  let running: AbortController | undefined

  async function again(): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    busy.value = true
    try {
      const found = await question(mine.signal)
      if (mine.signal.aborted) return
      data.value = found
      problem.value = undefined
    } catch (error) {
      if (mine.signal.aborted) return
      problem.value = asProblem(error)
    } finally {
      if (running === mine) busy.value = false
    }
  }

  onScopeDispose(() => running?.abort())
  void again()
  return { data, problem, busy, again }
}

export interface Act<A extends unknown[], T> {
  run: (...given: A) => Promise<T | undefined>
  problem: ShallowRef<Problem | undefined>
  busy: Ref<boolean>
}

// A wish to change something: one at a time, its refusal kept to be shown. Undefined when refused.
export function useAct<A extends unknown[], T>(deed: (...given: A) => Promise<T>): Act<A, T> {
  const problem = shallowRef<Problem>()
  const busy = ref(false)
  async function run(...given: A): Promise<T | undefined> {
    if (busy.value) return undefined
    busy.value = true
    problem.value = undefined
    try {
      return await deed(...given)
    } catch (error) {
      problem.value = asProblem(error)
      return undefined
    } finally {
      busy.value = false
    }
  }
  return { run, problem, busy }
}
