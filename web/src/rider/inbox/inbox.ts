// What the rider is told: kept for the time without a network, live while the page is looked at.
import { computed, effectScope, onScopeDispose, readonly, ref, shallowRef, watch, type ComputedRef, type DeepReadonly, type EffectScope, type Ref, type ShallowRef } from 'vue'
import { api, asProblem, restored, taken, type Problem, type Shapes } from '@/api/client'
import { useLive } from '@/shared/live'
import { keep, kept } from '../store/kept'

export type Notice = Shapes['NoticeShown']
type Shown = Shapes['InboxShown']

const PAGE = 20
const GATHER_MS = 250 // several notices of one moment are fetched together
const notices = shallowRef<Notice[]>([])
const next = shallowRef<string | null>(null)
const unread = ref(0)
const since = shallowRef<number>()
const problem = shallowRef<Problem>()
const loaded = ref(false)
const newest = shallowRef<Notice>() // that arrived while the page was open
let rider = ''
let position = 0
let readTo = 0
let gathering: ReturnType<typeof setTimeout> | undefined

// Answers overtake each other: what was asked before the mark moved knows nothing of it.
function show(told: Shown): void {
  loaded.value = true
  if (told.position < position) return
  position = told.position
  notices.value = told.items
  next.value = told.next ?? null
  if (told.read_to < readTo) unread.value = told.items.filter((one) => one.position > readTo).length
  else mark(told)
}

function mark(told: Shapes['ReadShown']): void {
  if (told.read_to < readTo) return
  readTo = told.read_to
  unread.value = told.unread
}

async function load(atLeast = 0): Promise<void> {
  const who = rider
  const before = loaded.value && since.value === undefined ? (notices.value[0]?.position ?? 0) : Infinity
  try {
    const told = await taken(api.GET('/v1/me/inbox', { params: { query: { limit: PAGE, min_position: atLeast } } }))
    if (who !== rider) return
    if (since.value !== undefined) position = readTo = 0 // what was kept is no measure of what is true
    show(told)
    since.value = undefined
    problem.value = undefined
    void keep(`${who}:inbox`, told)
    const first = told.items[0]
    if (first && first.position > Math.max(before, readTo)) newest.value = first
  } catch (error) {
    if (who === rider) problem.value = asProblem(error)
  }
}

async function more(): Promise<void> {
  if (!next.value) return
  const who = rider
  const told = await taken(api.GET('/v1/me/inbox', { params: { query: { limit: PAGE, cursor: next.value } } }))
  if (who !== rider) return
  notices.value = [...notices.value, ...told.items]
  next.value = told.next ?? null
}

// Says that everything shown so far was seen; the mark never moves back.
async function markRead(): Promise<void> {
  const first = notices.value[0]
  if (!first || unread.value === 0) return
  try {
    mark(await taken(api.POST('/v1/me/inbox/read', { body: { position: first.position } })))
  } catch {
    // it is marked the next time
  }
}

function listen(): void {
  useLive(() => `/v1/me/inbox/stream?after=${position}`, {
    notice: (_, id) => {
      clearTimeout(gathering)
      gathering = setTimeout(() => void load(Number(id) || 0), GATHER_MS) // in the language of the page
    },
    read: (data) => {
      mark(JSON.parse(data) as Shapes['ReadShown'])
    },
    reset: (_, id) => {
      restored(Number(id))
      position = readTo = 0 // they measured what is gone
      void load()
    },
  })
}

// Follows the inbox of a rider as long as the calling component lives and somebody looks.
export function runInbox(who: Ref<string>): void {
  let line: EffectScope | undefined

  function hang(): void {
    line?.stop()
    line = undefined
  }

  async function look(): Promise<void> {
    if (!rider || document.hidden) return hang()
    await load()
    if (line || !rider || document.hidden || !loaded.value) return
    line = effectScope(true)
    line.run(listen)
  }

  watch(who, async (now) => {
    hang()
    rider = now
    position = 0
    readTo = 0
    notices.value = []
    unread.value = 0
    loaded.value = false
    since.value = undefined
    newest.value = undefined
    problem.value = undefined
    next.value = null
    if (!now) return
    const old = await kept<Shown>(`${now}:inbox`)
    if (old && !loaded.value && rider === now) {
      show(old.data)
      since.value = old.at
    }
    void look()
  }, { immediate: true })

  const looked = (): void => void look()
  document.addEventListener('visibilitychange', looked)
  window.addEventListener('online', looked)
  onScopeDispose(() => {
    hang()
    document.removeEventListener('visibilitychange', looked)
    window.removeEventListener('online', looked)
  })
}

export interface Inbox {
  notices: ShallowRef<Notice[]>
  unread: DeepReadonly<Ref<number>>
  since: ShallowRef<number | undefined>
  problem: ShallowRef<Problem | undefined>
  loaded: DeepReadonly<Ref<boolean>>
  newest: ShallowRef<Notice | undefined>
  hasMore: ComputedRef<boolean>
  again: () => Promise<void>
  more: () => Promise<void>
  markRead: () => Promise<void>
}

export function useInbox(): Inbox {
  const hasMore = computed(() => next.value !== null)
  return { notices, unread: readonly(unread), since, problem, loaded: readonly(loaded), newest, hasMore, again: () => load(), more, markRead }
}
