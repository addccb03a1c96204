// Builds the head of a JPEG with EXIF, byte by byte, for tests.
interface Given {
  little?: boolean
  lat?: number[]
  lon?: number[]
  south?: boolean
  west?: boolean
  error?: number
  datum?: string
  taken?: string
  offset?: string
}

type Field = [tag: number, type: number, values: number[] | string]

export function exifOf(given: Given): ArrayBuffer {
  const little = given.little ?? false
  const gps: Field[] = []
  if (given.lat) gps.push([1, 2, given.south ? 'S' : 'N'], [2, 5, given.lat])
  if (given.lon) gps.push([3, 2, given.west ? 'W' : 'E'], [4, 5, given.lon])
  if (given.datum) gps.push([18, 2, given.datum])
  if (given.error) gps.push([31, 5, [given.error]])
  const exif: Field[] = []
  if (given.taken) exif.push([0x9003, 2, given.taken])
  if (given.offset) exif.push([0x9011, 2, given.offset])

  const view = new DataView(new ArrayBuffer(2048))
  view.setUint16(0, 0xffd8)
  view.setUint16(2, 0xffe0) // a segment in front, as most cameras write one
  view.setUint16(4, 4)
  view.setUint16(8, 0xffe1)
  view.setUint16(10, 1500)
  view.setUint32(12, 0x45786966)
  const start = 18
  view.setUint16(start, little ? 0x4949 : 0x4d4d)
  view.setUint16(start + 2, 42, little)
  view.setUint32(start + 4, 8, little)
  const room = { free: 400 }
  const write = (offset: number, fields: Field[]): void => {
    view.setUint16(start + offset, fields.length, little)
    for (const [index, [tag, type, values]] of fields.entries()) {
      const at = start + offset + 2 + index * 12
      const amount = typeof values === 'string' ? values.length + 1 : values.length
      view.setUint16(at, tag, little)
      view.setUint16(at + 2, type, little)
      view.setUint32(at + 4, amount, little)
      const inside = (typeof values === 'string' && amount <= 4) || type === 4
      if (!inside) view.setUint32(at + 8, room.free, little)
      const data = inside ? at + 8 : start + room.free
      if (!inside) room.free += type === 5 ? amount * 8 : amount
      if (typeof values === 'string') [...values].forEach((sign, place) => view.setUint8(data + place, sign.charCodeAt(0)))
      else if (type === 4) view.setUint32(data, values[0] ?? 0, little)
      else {
        values.forEach((value, place) => {
          view.setUint32(data + place * 8, Math.round(value * 1000), little)
          view.setUint32(data + place * 8 + 4, 1000, little)
        })
      }
    }
  }
  write(8, [[0x8769, 4, [200]], [0x8825, 4, [100]]])
  write(100, gps)
  write(200, exif)
  return view.buffer
}
