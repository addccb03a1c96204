// A queue on the screen: fetched, followed live, filtered; what the components draw.
import { computed, getCurrentScope, onScopeDispose, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { asProblem, restored, type Problem } from '@/api/client'
import { useCity } from '@/shared/city'
import { useLive, type Line, type Live } from '@/shared/live'
import { pastOf, type Filter } from './filters'
import { Ledger, type Counts } from './ledger'
import type { Row } from './rows'
import { everything, readRow, streamAddress, type Part } from './walk'

const BREATH_MS = 50 // changes that come together are drawn together
const IDLE_MS = 60_000 // nobody moves: the list may settle
const COUNTED_MS = 15_000 // what is late changes with the clock alone

export interface Queue {
  order: ComputedRef<readonly string[]>
  row: (id: string) => Row | undefined
  isGone: (id: string) => boolean
  counts: ComputedRef<Counts>
  unsettled: ComputedRef<number>
  stamp: Ref<number>
  line: Ref<Line>
  problem: ShallowRef<Problem | undefined>
  loading: Ref<boolean> // the first page is on its way
  partial: Ref<boolean> // more pages are on their way, or wait to be asked for
  incomplete: Ref<boolean> // a fault of the city's: something may be missing
  came: Ref<number>
  left: Ref<number>
  settle: () => void
  more: () => Promise<void>
  again: () => Promise<void>
  patch: (changed: Partial<Row> & { id: string }) => void
}

export function useQueue(queue: string, filter: () => Filter, me: string, told: () => ReadonlySet<string>, first?: (row: Row) => boolean): Queue {
  const city = useCity()
  const stamp = ref(0)
  const problem = shallowRef<Problem>()
  const loading = ref(true)
  const partial = ref(true)
  const incomplete = ref(false)
  const came = ref(0)
  const left = ref(0)
  const line = ref<Line>('connecting')
  const named = (row: Row): string => `${city.category(row.category)} ${city.place(row.community ?? row.office)}`
  const ledger = new Ledger(filter(), () => ({ queue, me, now: Date.now(), named, told: told() }), first)
  let running: AbortController | undefined
  const scope = getCurrentScope()
  let live: Live | undefined
  let walk: AsyncGenerator<Part> | undefined
  let drawn: ReturnType<typeof setTimeout> | undefined
  let moved = Date.now()

  function draw(): void {
    drawn = undefined
    const news = ledger.news()
    came.value += news.came
    left.value += news.left
    if (ledger.unsettled && Date.now() - moved > IDLE_MS) ledger.settle()
    stamp.value += 1
  }
  function stir(): void {
    drawn ??= setTimeout(draw, BREATH_MS)
  }
  function settle(): void {
    ledger.settle()
    stamp.value += 1
  }

  // One more page; true where there are others behind it.
  async function step(): Promise<boolean> {
    const mine = running
    const found = await walk?.next()
    if (mine !== running) return false
    if (!found || found.done) {
      partial.value = false
      return false
    }
    ledger.addPage(found.value.items, found.value.position)
    if (filter().sort !== 'due' || first) ledger.settle() // pages come in the usual order alone
    incomplete.value ||= found.value.incomplete
    loading.value = false
    stir()
    return true
  }

  async function again(): Promise<void> {
    running?.abort()
    live?.close()
    live = undefined
    const mine = (running = new AbortController())
    ledger.clear()
    loading.value = partial.value = true
    incomplete.value = false
    problem.value = undefined
    const past = pastOf(filter())
    walk = everything(queue, past, mine.signal)
    try {
      if (!(await step()) || past) return // the past is long: read on when somebody scrolls there
      follow()
      while (await step());
      if (mine === running) settle()
    } catch (error) {
      if (!mine.signal.aborted) problem.value = asProblem(error)
    } finally {
      if (mine === running) loading.value = false
    }
  }

  async function more(): Promise<void> {
    if (!partial.value || loading.value || !pastOf(filter())) return
    try {
      await step()
    } catch (error) {
      problem.value = asProblem(error)
    }
  }

  function follow(): void {
    const hears = {
      changed: (data: string) => {
        ledger.hear(readRow(data))
        stir()
      },
      left: (data: string, id: string) => {
        ledger.leave((JSON.parse(data) as { id: string }).id, Number(id))
        stir()
      },
      reset: (_: string, id: string) => {
        restored(Number(id))
        void again()
      },
    }
    scope?.run(() => {
      live = useLive(() => streamAddress(queue, ledger.position), hears)
      watch(live.line, (is) => (line.value = is), { immediate: true })
    })
  }

  watch(filter, (wanted, before) => {
    ledger.filter = wanted
    if (pastOf(wanted) === pastOf(before)) settle()
    else void again()
  })
  watch(told, settle)

  const active = (): void => {
    moved = Date.now()
  }
  const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchmove'] as const
  for (const sign of signs) window.addEventListener(sign, active, { passive: true })
  const ticking = setInterval(draw, COUNTED_MS)
  onScopeDispose(() => {
    running?.abort()
    live?.close()
    clearTimeout(drawn)
    clearInterval(ticking)
    for (const sign of signs) window.removeEventListener(sign, active)
  })
  void again()

  const seen = <T>(read: () => T): ComputedRef<T> => computed(() => (void stamp.value, read()))
  return {
    order: seen(() => [...ledger.order]),
    row: (id) => (void stamp.value, ledger.row(id)),
    isGone: (id) => (void stamp.value, ledger.gone.has(id)),
    counts: seen(() => ledger.counts()),
    unsettled: seen(() => ledger.unsettled),
    stamp, line, problem, loading, partial, incomplete, came, left, settle, more, again,
    patch: (changed) => {
      ledger.patch(changed)
      stir()
    },
  }
}
