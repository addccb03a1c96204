// How a queue is fetched: page by page, the running work first, so that pages arrive in the order shown.
import { api, taken, written, type Shapes } from '@/api/client'
import { RESTING, type Row, type State } from './rows'

export type Part = Shapes['QueueShown']

export interface Walk {
  states?: State[]
  sort: string
}

const PAGE = 200

export function walks(queue: string, past: State | undefined): Walk[] {
  if (past) return [{ states: [past], sort: '-position' }]
  if (queue === 'desk') return [{ sort: 'submitted_at' }]
  if (queue === 'verify') return [{ sort: 'position' }]
  return [
    { states: ['dispatched', 'claimed'], sort: 'due_at' },
    { states: [...RESTING], sort: 'due_at' },
  ]
}

export async function* pages(queue: string, walk: Walk, signal: AbortSignal): AsyncGenerator<Part> {
  let cursor: string | null = null
  do {
    const query = {
      sort: walk.sort,
      limit: PAGE,
      ...(walk.states ? { state: walk.states } : {}),
      ...(cursor ? { cursor } : { min_position: written() }),
    }
    const part: Part = await taken(api.GET('/v1/queues/{queue}', { params: { path: { queue }, query }, signal }))
    yield part
    cursor = part.next
  } while (cursor)
}

// All pages of all walks of a queue, as one list that goes on.
export async function* everything(queue: string, past: State | undefined, signal: AbortSignal): AsyncGenerator<Part> {
  for (const walk of walks(queue, past)) yield* pages(queue, walk, signal)
}

export function streamAddress(queue: string, after: number): string {
  return `/v1/queues/${encodeURIComponent(queue)}/stream?after=${after}`
}

export function readRow(data: string): Row {
  return JSON.parse(data) as Row
}
