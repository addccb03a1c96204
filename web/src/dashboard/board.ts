// What the whole board stands on: the view in the address, the answer to it, and who looks.
import { computed, inject, onScopeDispose, provide, ref, watch, type ComputedRef, type InjectionKey, type Ref } from 'vue'
import type { Problem } from '@/api/client'
import { useAnswer } from '@/shared/answer'
import { replace, usePlace } from '@/shared/router'
import { useSession } from '@/shared/session'
import { askFigures, type Dashboard, type Figures } from './asked'
import { daysOf, queryOf, viewOf, type Days, type View } from './view'

const FRESH_MS = 5 * 60_000 // a board on a wall asks again
const KEY: InjectionKey<Board> = Symbol('board')

export interface Board {
  view: ComputedRef<View>
  days: ComputedRef<Days>
  now: Ref<number> // when the answer was asked for
  answer: Ref<Dashboard | undefined>
  figures: ComputedRef<Figures>
  problem: Ref<Problem | undefined>
  busy: Ref<boolean>
  staff: ComputedRef<boolean>
  wall: ComputedRef<boolean>
  change: (wish: Partial<View>) => void
  again: () => Promise<void>
}

export function useBoard(): Board {
  const board = inject(KEY)
  if (!board) throw new Error('a figure stands outside of a board')
  return board
}

export function provideBoard(): Board {
  const place = usePlace()
  const { me } = useSession()
  const now = ref(Date.now())
  const view = computed(() => viewOf(place.value.query))
  const days = computed(() => daysOf(view.value, now.value))
  const asked = useAnswer((signal) => {
    now.value = Date.now()
    return askFigures(view.value, days.value, signal)
  })
  const wanted = computed(() => [days.value.first, days.value.last, view.value.office, view.value.category, me.value?.id].join())
  const again = (): void => {
    if (!document.hidden) void asked.again()
  }
  watch(wanted, () => void asked.again())
  const timer = setInterval(again, FRESH_MS)
  window.addEventListener('online', again)
  onScopeDispose(() => {
    clearInterval(timer)
    window.removeEventListener('online', again)
  })
  const board: Board = {
    view,
    days,
    now,
    answer: asked.data,
    figures: computed(() => asked.data.value?.figures ?? {}),
    problem: asked.problem,
    busy: asked.busy,
    staff: computed(() => me.value?.roles.some((post) => post.role !== 'rider') ?? false),
    wall: computed(() => place.value.path === '/wall'),
    change: (wish) => replace(place.value.path, queryOf({ ...view.value, ...wish })),
    again: asked.again,
  }
  provide(KEY, board)
  return board
}
