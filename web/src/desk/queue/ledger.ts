// The rows of one queue: filled page by page, then kept true by the stream.
//
// Nothing jumps: a row that changes is redrawn where it stands, one that leaves stays greyed, one that
// arrives waits outside. They take their places when the person asks for it (settle), or asks for
// another list (a filter, a sort, a queue), or has not moved for a minute. An empty list fills at once.
import { keeps, type Eyes, type Filter } from './filters'
import { rank, sameRank, sorted } from './order'
import { isLate, isMine, isSoon, kindOf, type Row } from './rows'

export interface Counts {
  all: number
  byKind: Map<string, number>
  late: number
  soon: number
  mine: number
  communities: Set<string>
  categories: Set<string>
  flags: Set<string>
}

export interface News {
  came: number
  left: number
}

export class Ledger {
  readonly rows = new Map<string, Row>()
  readonly gone = new Map<string, Row>() // shown still, but no longer in the list
  order: string[] = []
  position = 0 // of the log: where the stream goes on
  private readonly waiting = new Set<string>() // ids whose place or presence has changed
  private readonly left = new Map<string, number>() // ids that left, and when: a late page may still hold them
  private placed = new Set<string>()
  private comings = 0
  private goings = 0

  constructor(
    public filter: Filter,
    private readonly eyes: () => Eyes,
    public first?: ((row: Row) => boolean) | undefined, // what stands above all others
  ) {}

  // A page of a walk: its rows stand behind those that are there already.
  addPage(items: readonly Row[], position: number): void {
    const eyes = this.eyes()
    for (const row of items) {
      const known = this.rows.get(row.id)
      if (known && known.position >= row.position) continue
      if ((this.left.get(row.id) ?? 0) >= row.position) continue
      this.rows.set(row.id, row)
      if (!this.placed.has(row.id) && keeps(this.filter, row, eyes)) this.place(row.id)
    }
    if (!this.position) this.position = position
  }

  // A report that came or changed, as the stream tells it. What is older than known is no news.
  hear(row: Row): void {
    this.reach(row.position)
    this.take(row)
  }

  // What one's own deed made of a row, at once; the stream tells the same a moment later.
  patch(changed: Partial<Row> & { id: string }): void {
    const known = this.rows.get(changed.id)
    if (known) this.take({ ...known, ...changed })
  }

  private take(row: Row): void {
    const known = this.rows.get(row.id) ?? this.gone.get(row.id)
    if (known && known.position > row.position) return
    this.gone.delete(row.id)
    this.left.delete(row.id)
    this.rows.set(row.id, row)
    if (!known) this.comings += 1
    const here = this.placed.has(row.id)
    const belongs = keeps(this.filter, row, this.eyes())
    const moved = known !== undefined && !sameRank(rank(known, this.filter.sort), rank(row, this.filter.sort))
    if (here === belongs && !(here && moved)) this.waiting.delete(row.id)
    else this.waiting.add(row.id)
    this.calm()
  }

  leave(id: string, position: number): void {
    this.reach(position)
    const known = this.rows.get(id)
    if (known && known.position > position) return
    this.left.set(id, position)
    if (!known) return
    this.rows.delete(id)
    this.goings += 1
    if (this.placed.has(id)) {
      this.gone.set(id, known)
      this.waiting.add(id)
    } else {
      this.waiting.delete(id)
    }
    this.calm()
  }

  // How many rows are not where they belong.
  get unsettled(): number {
    return this.waiting.size
  }

  settle(): void {
    const eyes = this.eyes()
    const kept = [...this.rows.values()].filter((row) => keeps(this.filter, row, eyes))
    this.order = sorted(kept, this.filter.sort, this.first)
    this.placed = new Set(this.order)
    this.gone.clear()
    this.waiting.clear()
  }

  clear(): void {
    this.rows.clear()
    this.gone.clear()
    this.waiting.clear()
    this.placed.clear()
    this.order = []
    this.left.clear()
    this.position = 0
  }

  row(id: string): Row | undefined {
    return this.rows.get(id) ?? this.gone.get(id)
  }

  // What came and went since this was asked last: to be said aloud once.
  news(): News {
    const told = { came: this.comings, left: this.goings }
    this.comings = this.goings = 0
    return told
  }

  counts(): Counts {
    const { now, me, queue } = this.eyes()
    const found: Counts = {
      all: this.rows.size, byKind: new Map(), late: 0, soon: 0, mine: 0,
      communities: new Set(), categories: new Set(), flags: new Set(),
    }
    for (const row of this.rows.values()) {
      const kind = kindOf(row, queue)
      found.byKind.set(kind, (found.byKind.get(kind) ?? 0) + 1)
      if (isLate(row, now)) found.late += 1
      if (isSoon(row, now)) found.soon += 1
      if (isMine(row, me)) found.mine += 1
      if (row.community) found.communities.add(row.community)
      found.categories.add(row.category)
      for (const one of row.flags ?? []) found.flags.add(one.flag)
    }
    return found
  }

  private place(id: string): void {
    this.order.push(id)
    this.placed.add(id)
  }

  private reach(position: number): void {
    if (position > this.position) this.position = position
  }

  private calm(): void {
    if (!this.order.length) this.settle()
  }
}
