// Reads when and where a photograph was taken from its metadata, before a canvas throws that away.
export interface Taken {
  longitude: number | null // on WGS-84, unless `datum` says otherwise
  latitude: number | null
  datum: 'wgs84' | 'gcj02'
  accuracy: number | null // metres
  at: string | null // RFC 3339
}

export const HEAD_BYTES = 262_144 // metadata lies in front
const NOTHING: Taken = { longitude: null, latitude: null, datum: 'wgs84', accuracy: null, at: null }
const EXIF = 0x45786966
const APP1 = 0xffe1
const IMAGE_DATA = 0xffda
const CHINA = '+08:00' // a camera that names no zone goes by the wall clock
const TAG = { exif: 0x8769, gps: 0x8825, taken: 0x9003, offset: 0x9011, latRef: 1, lat: 2, lonRef: 3, lon: 4, datum: 18, error: 31 }
const UNIT_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8]

type Read = (tag: number) => { text: string; numbers: number[] } | null

export function readTaken(buffer: ArrayBuffer): Taken {
  try {
    const view = new DataView(buffer)
    const start = findTiff(view)
    return start === null ? NOTHING : readTiff(view, start)
  } catch {
    return NOTHING // torn metadata is none
  }
}

function findTiff(view: DataView): number | null {
  if (view.getUint16(0) !== 0xffd8) return null // not a JPEG
  let at = 2
  while (at + 10 < view.byteLength) {
    const marker = view.getUint16(at)
    if (marker === IMAGE_DATA || marker >> 8 !== 0xff) return null
    if (marker === APP1 && view.getUint32(at + 4) === EXIF) return at + 10
    at += 2 + view.getUint16(at + 2)
  }
  return null
}

function readTiff(view: DataView, start: number): Taken {
  const little = view.getUint16(start) === 0x4949
  const first = directory(view, start, view.getUint32(start + 4, little), little)
  const below = (tag: number): Read => {
    const offset = first(tag)?.numbers[0]
    return offset === undefined ? () => null : directory(view, start, offset, little)
  }
  const gps = below(TAG.gps)
  const exif = below(TAG.exif)
  const latitude = degrees(gps(TAG.lat)?.numbers, gps(TAG.latRef)?.text === 'S', 90)
  const longitude = degrees(gps(TAG.lon)?.numbers, gps(TAG.lonRef)?.text === 'W', 180)
  const nowhere = latitude === null || longitude === null || (latitude === 0 && longitude === 0)
  const error = gps(TAG.error)?.numbers[0]
  return {
    longitude: nowhere ? null : longitude,
    latitude: nowhere ? null : latitude,
    datum: /gcj/i.test(gps(TAG.datum)?.text ?? '') ? 'gcj02' : 'wgs84',
    accuracy: error !== undefined && error > 0 ? error : null,
    at: moment(exif(TAG.taken)?.text, exif(TAG.offset)?.text),
  }
}

function directory(view: DataView, start: number, offset: number, little: boolean): Read {
  const from = start + offset
  const count = view.getUint16(from, little)
  const places = new Map<number, number>()
  for (let index = 0; index < count; index += 1) places.set(view.getUint16(from + 2 + index * 12, little), from + 2 + index * 12)
  return (tag) => {
    const at = places.get(tag)
    if (at === undefined) return null
    const type = view.getUint16(at + 2, little)
    const amount = view.getUint32(at + 4, little)
    const unit = UNIT_BYTES[type] ?? 0
    const data = unit * amount <= 4 ? at + 8 : start + view.getUint32(at + 8, little)
    return value(view, data, type, Math.min(amount, 64), little)
  }
}

function value(view: DataView, at: number, type: number, amount: number, little: boolean): { text: string; numbers: number[] } {
  const numbers: number[] = []
  let text = ''
  for (let index = 0; index < amount; index += 1) {
    if (type === 2) {
      const sign = view.getUint8(at + index)
      if (sign) text += String.fromCharCode(sign)
    } else if (type === 3) numbers.push(view.getUint16(at + index * 2, little))
    else if (type === 4) numbers.push(view.getUint32(at + index * 4, little))
    else if (type === 5) numbers.push(view.getUint32(at + index * 8, little) / view.getUint32(at + index * 8 + 4, little))
  }
  return { text: text.trim(), numbers }
}

function degrees(parts: number[] | undefined, negative: boolean, most: number): number | null {
  const [whole = NaN, minutes = 0, seconds = 0] = parts ?? []
  const found = whole + (Number.isFinite(minutes) ? minutes : 0) / 60 + (Number.isFinite(seconds) ? seconds : 0) / 3600
  if (!Number.isFinite(found) || found > most) return null
  return negative ? -found : found
}

// 2026:11:23 09:29:00 -> 2026-11-23T09:29:00+08:00
function moment(taken: string | undefined, offset: string | undefined): string | null {
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(taken ?? '')
  if (!parts) return null
  const zone = offset && /^[+-]\d\d:\d\d$/.test(offset) ? offset : CHINA
  const found = `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}${zone}`
  return Number.isNaN(Date.parse(found)) ? null : found
}
