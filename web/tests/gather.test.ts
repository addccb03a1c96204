// Spots that would lie on each other are shown as one, and none gets lost.
import { describe, expect, it } from 'vitest'
import { gather, type Spot } from '@/shared/gather'

const CLOSE = 16
const spot = (id: string, longitude: number, latitude: number, count?: number): Spot =>
  ({ id, longitude, latitude, state: 'dispatched', ...(count ? { count } : {}) })
const SPOTS = Array.from({ length: 400 }, (_, n) => spot(`${n}`, 120.05 + ((n * 37) % 100) / 1000, 30.2 + ((n * 53) % 97) / 1000, (n % 3) + 1))

describe('gathering', () => {
  it.each([3, 8, 12, 15, 16, 19])('loses nobody at zoom %i', (zoom) => {
    const groups = gather(SPOTS, zoom, CLOSE)
    expect(groups.flatMap((one) => one.spots.map((it) => it.id)).sort()).toEqual(SPOTS.map((one) => one.id).sort())
    expect(groups.reduce((sum, one) => sum + one.count, 0)).toBe(SPOTS.reduce((sum, one) => sum + (one.count ?? 1), 0))
  })

  it('makes fewer groups from further away', () => {
    const sizes = [19, 14, 11, 8, 3].map((zoom) => gather(SPOTS, zoom, CLOSE).length)
    expect(sizes).toEqual([...sizes].sort((one, two) => two - one))
    expect(sizes[0]).toBe(SPOTS.length)
    expect(sizes[4]).toBe(1)
  })

  it('stands in the middle of what it gathers, by weight', () => {
    const [group] = gather([spot('a', 120, 30), spot('b', 120.003, 30, 2)], 5, CLOSE)
    expect(group?.longitude).toBeCloseTo(120.002, 9)
    expect(group?.count).toBe(3)
  })

  it('leaves what it is given as it was', () => {
    const given = [spot('a', 120, 30), spot('b', 120.001, 30)]
    const before = structuredClone(given)
    gather(given, 5, CLOSE)
    expect(given).toEqual(before)
  })
})
