// The ground of the offices: for the map, and to say which of them is near a place.
import { api, taken } from '@/api/client'

type Ring = [number, number][]
export interface Near {
  code: string
  metres: number
}

let asked: Promise<GeoJSON.FeatureCollection> | undefined

export function grounds(): Promise<GeoJSON.FeatureCollection> {
  asked ??= taken(api.GET('/v1/offices.geojson')).then(
    (found) => found as unknown as GeoJSON.FeatureCollection,
    (error: unknown) => {
      asked = undefined
      throw error
    },
  )
  return asked
}

const METRES = 111_195 // of a degree of latitude

// The offices by the distance of their boundary, the nearest first: a hint for who has to choose.
export function nearest(all: GeoJSON.FeatureCollection, longitude: number, latitude: number): Near[] {
  const shrink = Math.cos((latitude * Math.PI) / 180)
  const flat = ([x, y]: [number, number]): [number, number] => [(x - longitude) * METRES * shrink, (y - latitude) * METRES]
  return all.features
    .flatMap((feature) => {
      const code: unknown = feature.properties?.['code']
      const rings = outlines(feature.geometry as GeoJSON.Geometry | null)
      if (typeof code !== 'string' || !rings.length) return []
      return [{ code, metres: Math.min(...rings.map((ring) => away(ring.map(flat)))) }]
    })
    .sort((one, other) => one.metres - other.metres)
}

function outlines(shape: GeoJSON.Geometry | null): Ring[] {
  if (shape?.type === 'Polygon') return shape.coordinates.slice(0, 1) as Ring[]
  if (shape?.type === 'MultiPolygon') return shape.coordinates.flatMap((one) => one.slice(0, 1)) as Ring[]
  return []
}

// From the origin to the nearest side of an outline; 0 inside it.
function away(ring: Ring): number {
  let inside = false
  let least = Infinity
  for (const [index, a] of ring.entries()) {
    const b = ring[(index + 1) % ring.length] ?? a
    if (a[1] > 0 !== b[1] > 0 && (-a[1] / (b[1] - a[1])) * (b[0] - a[0]) + a[0] > 0) inside = !inside
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
    const long = dx * dx + dy * dy
    const along = long ? Math.min(1, Math.max(0, -(a[0] * dx + a[1] * dy) / long)) : 0
    least = Math.min(least, Math.hypot(a[0] + along * dx, a[1] + along * dy))
  }
  return inside ? 0 : least
}
