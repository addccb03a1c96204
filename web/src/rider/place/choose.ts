// Which place a report gets: a finger on the map, else what the photograph says, else the phone.
import type { Place } from '../outbox/parcel'
import type { Taken } from '../photo/exif'
import type { Spot } from './metres'
import type { Fix } from './motion'

const FRESH_MS = 5 * 60_000 // a photograph older than this may be from elsewhere
const ROUGH = 100 // metres: beyond, the pin should be looked at

export interface Chosen {
  place: Place | null
  doubt: 'rough' | 'old' | null // what a look at the map would settle
}

export function choosePlace(pin: Spot | null, taken: Taken | null, fix: Fix | null, now: number): Chosen {
  if (pin) return { place: { ...digits(pin), datum: 'wgs84', source: 'pin' }, doubt: null }
  const age = taken?.at ? now - Date.parse(taken.at) : 0
  if (taken && taken.longitude !== null && taken.latitude !== null) {
    const near = { longitude: taken.longitude, latitude: taken.latitude }
    if (!fix || age > FRESH_MS || fix.accuracy > ROUGH) return { place: said(near, taken.accuracy, taken.datum, 'photo'), doubt: null }
  }
  if (!fix) return { place: null, doubt: null }
  const doubt = age > FRESH_MS ? 'old' : fix.accuracy > ROUGH ? 'rough' : null
  return { place: said(fix, fix.accuracy, 'wgs84', 'device'), doubt }
}

function said(spot: Spot, accuracy: number | null, datum: Place['datum'], source: 'photo' | 'device'): Place {
  return { ...digits(spot), datum, source, accuracy: accuracy === null ? null : Math.min(100_000, Math.round(accuracy * 10) / 10) }
}

const digits = ({ longitude, latitude }: Spot): Spot => ({ longitude: round(longitude), latitude: round(latitude) })
const round = (degrees: number): number => Math.round(degrees * 1e7) / 1e7
