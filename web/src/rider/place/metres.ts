// Short distances on the ground, and steps of so many metres.
export interface Spot {
  longitude: number
  latitude: number
}

const PER_DEGREE = 111_320 // metres of latitude

export function metres(from: Spot, to: Spot): number {
  const wide = Math.cos((((from.latitude + to.latitude) / 2) * Math.PI) / 180)
  return Math.hypot((to.longitude - from.longitude) * wide, to.latitude - from.latitude) * PER_DEGREE
}

export function moved(from: Spot, east: number, north: number): Spot {
  const wide = Math.cos((from.latitude * Math.PI) / 180)
  return { longitude: from.longitude + east / (PER_DEGREE * wide), latitude: from.latitude + north / PER_DEGREE }
}
