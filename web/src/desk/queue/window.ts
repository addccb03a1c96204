// Which rows of a long list of equal rows are drawn: those in sight, and a few around them.
export interface Sight {
  from: number
  to: number // behind the last
}

const AROUND = 6

export function inSight(scrolled: number, height: number, row: number, count: number): Sight {
  const from = Math.max(0, Math.floor(scrolled / row) - AROUND)
  const to = Math.min(count, Math.ceil((scrolled + height) / row) + AROUND)
  return { from: Math.min(from, to), to }
}

// Where to scroll so that a row is whole in sight; undefined where it is already.
export function scrollFor(index: number, scrolled: number, height: number, row: number): number | undefined {
  const top = index * row
  if (top < scrolled) return top
  if (top + row > scrolled + height) return top + row - height
  return undefined
}
