// The rider's own reports: what the server lists, and what was sent a moment ago.
import { computed, onMounted, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import { api, taken, written, type Shapes } from '@/api/client'
import type { Asked } from '@/shared/answer'
import { useInbox } from '../inbox/inbox'
import { dropKept, keptBelow, useKept } from '../store/kept'

export type Row = Pick<
  Shapes['Item'],
  'id' | 'number' | 'state' | 'category' | 'submitted_at' | 'photos' | 'asked'
> & { office?: string | null }
type Listed = Shapes['MyReports']

export interface Mine extends Asked<Listed> {
  rows: ComputedRef<Row[]>
  since: ShallowRef<number | undefined>
  more: () => Promise<void>
  hasMore: ComputedRef<boolean>
}

const PAGE = 20

export function useMine(rider: string): Mine {
  const sent = shallowRef<Row[]>([])
  const later = shallowRef<Row[]>([])
  const next = shallowRef<string | null>(null)
  const list = useKept<Listed>(() => `${rider}:reports`, async (signal) => {
    const found = await taken(api.GET('/v1/me/reports', { params: { query: { limit: PAGE, min_position: written() } }, signal }))
    next.value = found.next ?? null
    later.value = []
    for (const one of found.items) void dropKept(`${rider}:sent:${one.id}`) // the list shows it from now on
    return found
  })

  watch(useInbox().newest, (notice) => {
    if (notice) void list.again() // something moved
  })

  onMounted(async () => {
    const waiting = await keptBelow<Shapes['ReportShown']>(`${rider}:sent:`)
    sent.value = waiting.map((one) => one.data)
  })

  const rows = computed<Row[]>(() => {
    const listed: Row[] = [...(list.data.value?.items ?? []), ...later.value]
    const known = new Set(listed.map((one) => one.id))
    const fresh = sent.value.filter((one) => !known.has(one.id))
    return [...fresh, ...listed].sort((one, other) => other.submitted_at.localeCompare(one.submitted_at))
  })

  async function more(): Promise<void> {
    if (!next.value) return
    const found = await taken(api.GET('/v1/me/reports', { params: { query: { limit: PAGE, cursor: next.value } } }))
    next.value = found.next ?? null
    later.value = [...later.value, ...found.items]
  }

  return { ...list, rows, more, hasMore: computed(() => next.value !== null) }
}
