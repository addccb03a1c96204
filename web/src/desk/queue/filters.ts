// What a person wants to see of a list: kept in the address, so that it survives reload and sharing.
import { SORTS, type Sort } from './order'
import { awaitsWord, bare, CLOSED, isLate, isMine, kindOf, type Row, type State } from './rows'

export interface Filter {
  kind: string // a state, or why it is on the desk or in the draw; '' is all there is to do
  category: string
  community: string
  flag: string // a word of the evidence, or 'any'
  mine: boolean
  late: boolean
  wish: boolean // waits for a supervisor's word
  words: string
  sort: Sort
}

export const NO_FILTER: Filter = {
  kind: '', category: '', community: '', flag: '', mine: false, late: false, wish: false, words: '', sort: 'due',
}

export function readFilter(query: URLSearchParams): Filter {
  const sort = query.get('sort') as Sort | null
  return {
    kind: query.get('kind') ?? '',
    category: query.get('category') ?? '',
    community: query.get('community') ?? '',
    flag: query.get('flag') ?? '',
    mine: query.has('mine'),
    late: query.has('late'),
    wish: query.has('wish'),
    words: query.get('words') ?? '',
    sort: sort && SORTS.includes(sort) ? sort : 'due',
  }
}

export function writeFilter(filter: Filter): Record<string, string | undefined> {
  const yes = (on: boolean): string | undefined => (on ? '1' : undefined)
  return {
    kind: filter.kind || undefined,
    category: filter.category || undefined,
    community: filter.community || undefined,
    flag: filter.flag || undefined,
    mine: yes(filter.mine),
    late: yes(filter.late),
    wish: yes(filter.wish),
    words: filter.words || undefined,
    sort: filter.sort === 'due' ? undefined : filter.sort,
  }
}

// The past of an office is asked for by its states; it is long, and read page by page.
export function pastOf(filter: Filter): State | undefined {
  return CLOSED.find((state) => state === filter.kind)
}

export function narrowed(filter: Filter): number {
  const { category, community, flag, mine, late, wish, words } = filter
  return [category, community, flag, words].filter(Boolean).length + [mine, late, wish].filter(Boolean).length
}

export interface Eyes {
  queue: string
  me: string // the pseudonym of who looks
  now: number
  named: (row: Row) => string // the words it is known by: category, place
  told: ReadonlySet<string> // ids whose notes hold the words, as the server found
}

export function keeps(filter: Filter, row: Row, eyes: Eyes): boolean {
  if (filter.kind && kindOf(row, eyes.queue) !== filter.kind) return false
  if (filter.category && row.category !== filter.category) return false
  if (filter.community && row.community !== filter.community) return false
  if (filter.flag === 'any' && !row.flags?.length) return false
  if (filter.flag && filter.flag !== 'any' && !row.flags?.some((one) => one.flag === filter.flag)) return false
  if (filter.mine && !isMine(row, eyes.me)) return false
  if (filter.late && !isLate(row, eyes.now)) return false
  if (filter.wish && !awaitsWord(row)) return false
  return !filter.words || holdsWords(filter.words, row, eyes)
}

function holdsWords(words: string, row: Row, eyes: Eyes): boolean {
  if (eyes.told.has(row.id) || row.number.includes(bare(words))) return true
  const text = `${eyes.named(row)} ${row.claimed_by_login ?? ''} ${row.unit ?? ''}`.toLowerCase()
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
