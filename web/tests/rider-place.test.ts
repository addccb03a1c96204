// Where and when a photograph was taken, and which place a report gets.
import { describe, expect, it } from 'vitest'
import { readTaken, type Taken } from '@/rider/photo/exif'
import { fitted } from '@/rider/photo/shrink'
import { choosePlace } from '@/rider/place/choose'
import { metres, moved } from '@/rider/place/metres'
import { isFast, speedOf, type Fix } from '@/rider/place/motion'
import { exifOf } from './rider-exif'

const NOW = Date.parse('2026-11-23T01:30:00Z')
const HERE = { longitude: 120.1405, latitude: 30.2632 }
const FIX: Fix = { ...HERE, accuracy: 12, speed: null, at: NOW }
const BARE: Taken = { longitude: null, latitude: null, datum: 'wgs84', accuracy: null, at: null }

describe('a photograph', () => {
  it.each([true, false])('tells place, accuracy and time (little-endian: %s)', (little) => {
    const found = readTaken(exifOf({ little, lat: [30, 15, 47.52], lon: [120, 8, 25.8], error: 8, taken: '2026:11:23 09:29:00' }))

    expect(found.latitude).toBeCloseTo(30.2632, 5)
    expect(found.longitude).toBeCloseTo(120.1405, 5)
    expect(found).toMatchObject({ datum: 'wgs84', accuracy: 8, at: '2026-11-23T09:29:00+08:00' })
  })

  it('knows south and west, its own zone, and a Chinese datum', () => {
    const given = { lat: [30, 0, 0], lon: [120, 0, 0], south: true, west: true, datum: 'GCJ-02', taken: '2026:11:23 09:29:00', offset: '+09:00' }

    expect(readTaken(exifOf(given))).toMatchObject({ latitude: -30, longitude: -120, datum: 'gcj02', at: '2026-11-23T09:29:00+09:00' })
  })

  it('says nothing where there is nothing, or where it is torn or absurd', () => {
    const whole = exifOf({ lat: [30, 15, 0], lon: [120, 8, 0], taken: '2026:11:23 09:29:00' })

    expect(readTaken(new ArrayBuffer(0))).toEqual(BARE)
    expect(readTaken(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]).buffer)).toEqual(BARE)
    expect(readTaken(whole.slice(0, 60))).toEqual(BARE)
    expect(readTaken(exifOf({ lat: [0, 0, 0], lon: [0, 0, 0] })).latitude).toBeNull()
    expect(readTaken(exifOf({ lat: [200, 0, 0], lon: [120, 0, 0] })).latitude).toBeNull()
    expect(readTaken(exifOf({ taken: '0000:00:00 00:00:00' })).at).toBeNull()
  })

  it('is shrunk to 1600 pixels, never enlarged', () => {
    expect(fitted(4000, 3000)).toEqual({ width: 1600, height: 1200 })
    expect(fitted(800, 600)).toEqual({ width: 800, height: 600 })
    expect(fitted(20_000, 3)).toEqual({ width: 1600, height: 1 })
  })
})

describe('the place of a report', () => {
  const old = { ...BARE, at: '2026-11-22T09:00:00+08:00' }
  const shown = { longitude: 120.2, latitude: 30.3 }

  it('is the pin, where a finger put one', () => {
    expect(choosePlace(shown, null, FIX, NOW)).toEqual({ place: { ...shown, datum: 'wgs84', source: 'pin' }, doubt: null })
  })

  it('is the fix of the phone for a fresh photograph, with its accuracy', () => {
    expect(choosePlace(null, BARE, FIX, NOW)).toEqual({ place: { ...HERE, datum: 'wgs84', source: 'device', accuracy: 12 }, doubt: null })
  })

  it.each([
    ['an old photograph', { ...old, ...shown }, FIX],
    ['a phone that knows only roughly', { ...BARE, ...shown }, { ...FIX, accuracy: 900 }],
    ['a phone that knows nothing', { ...BARE, ...shown }, null],
  ])('is where the photograph was taken for %s', (_, taken, fix) => {
    expect(choosePlace(null, taken, fix, NOW).place).toMatchObject({ ...shown, source: 'photo' })
  })

  it('is doubted where an old photograph does not say where it was taken', () => {
    expect(choosePlace(null, old, FIX, NOW).doubt).toBe('old')
    expect(choosePlace(null, BARE, { ...FIX, accuracy: 300 }, NOW).doubt).toBe('rough')
  })

  it('is none where nobody knows', () => {
    expect(choosePlace(null, BARE, null, NOW).place).toBeNull()
  })
})

describe('motion', () => {
  it('believes the phone', () => {
    expect(isFast(speedOf(null, { ...FIX, speed: 6 }))).toBe(true)
    expect(isFast(speedOf(null, { ...FIX, speed: 3 }))).toBe(false)
  })

  it('is worked out from two fixes, less what they may be wrong by', () => {
    const before = { ...FIX, at: NOW - 10_000 }
    const far = { ...FIX, ...moved(FIX, 100, 0) }

    expect(metres(before, far)).toBeCloseTo(100, 0)
    expect(speedOf(before, far)).toBeCloseTo((100 - 24) / 10, 1)
    expect(speedOf(before, { ...far, accuracy: 200 })).toBe(0)
    expect(speedOf({ ...before, at: NOW - 60_000 }, far)).toBe(0)
    expect(speedOf(null, far)).toBe(0)
  })
})
