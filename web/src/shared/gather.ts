// Gathers spots that would lie on each other at a zoom: a grid of 48 pixels, as maps do.
export interface Spot {
  id: string
  longitude: number
  latitude: number
  state: string
  late?: boolean
  count?: number // where the server has gathered already
}

export interface Group {
  longitude: number
  latitude: number
  count: number
  spots: Spot[]
}

const CELL = 48 // pixels
const WORLD = 256 // pixels of the whole world at zoom 0, in Web Mercator

export function gather(spots: readonly Spot[], zoom: number, close: number): Group[] {
  if (zoom >= close) return spots.map((one) => ({ ...one, count: one.count ?? 1, spots: [one] }))
  const scale = (WORLD * 2 ** zoom) / CELL
  const cells = new Map<string, Group>()
  for (const one of spots) {
    const x = Math.floor(((one.longitude + 180) / 360) * scale)
    const sine = Math.sin((one.latitude * Math.PI) / 180)
    const y = Math.floor((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * scale)
    const key = `${x}:${y}`
    const weight = one.count ?? 1
    const found = cells.get(key)
    if (!found) {
      cells.set(key, { longitude: one.longitude, latitude: one.latitude, count: weight, spots: [one] })
      continue
    }
    const total = found.count + weight
    found.longitude += ((one.longitude - found.longitude) * weight) / total
    found.latitude += ((one.latitude - found.latitude) * weight) / total
    found.count = total
    found.spots.push(one)
  }
  return [...cells.values()]
}
