// The report in the making: photographs, place, category. Kept on the phone from the first photograph on.
import { onScopeDispose, reactive, ref, watch, type Ref } from 'vue'
import { put, useOutbox } from '../outbox/outbox'
import { makeParcel, NO_WISH, type Parcel, type Picture, type Place, type Wish } from '../outbox/parcel'
import type { Taken } from '../photo/exif'
import { takePhoto } from '../photo/take'
import type { Spot } from '../place/metres'

export const MOST_PHOTOS = 9

export interface Shot {
  address: string // of the picture, for an img
  picture: Picture | null // null while it is being shrunk
  broken: boolean
}

export interface Draft {
  id: string
  rider: string
  shots: Shot[]
  taken: Taken | null // of the first photograph
  pin: Spot | null
  held: Place | null // where the phone was when the photograph was taken
  wish: Wish
  made_at: number
}

export const draft: Ref<Draft | null> = ref(null)
const SAVE_MS = 600

export function beginDraft(rider: string, files: File[]): void {
  endDraft()
  const { id, made_at } = makeParcel(rider, 'report', [])
  draft.value = reactive({ id, rider, shots: [], taken: null, pin: null, held: null, wish: { ...NO_WISH, answers: {} }, made_at })
  void addPhotos(files)
}

export async function addPhotos(files: File[]): Promise<void> {
  const it = draft.value
  if (!it) return
  const wanted = files.slice(0, MOST_PHOTOS - it.shots.length)
  const shots = wanted.map((file) => reactive<Shot>({ address: URL.createObjectURL(file), picture: null, broken: false }))
  it.shots.push(...shots)
  for (const [index, file] of wanted.entries()) {
    const shot = shots[index]
    if (!shot) continue
    try {
      const { picture, taken } = await takePhoto(file)
      shot.picture = picture
      it.taken ??= taken
      it.wish.taken_at ??= taken.at
    } catch {
      shot.broken = true
    }
  }
}

export function removePhoto(shot: Shot): void {
  if (!draft.value) return
  URL.revokeObjectURL(shot.address)
  draft.value.shots = draft.value.shots.filter((one) => one.address !== shot.address)
}

export function endDraft(): void {
  for (const shot of draft.value?.shots ?? []) URL.revokeObjectURL(shot.address)
  draft.value = null
}

// Takes a draft, or a report that was refused, out of the outbox again.
export function resume(id: string, rider: string): boolean {
  if (draft.value?.id === id && draft.value.rider === rider) return true
  const found = useOutbox().parcels.value.find((one) => one.id === id && one.rider === rider && one.kind === 'report' && one.state !== 'waiting')
  if (!found) return false
  endDraft()
  const shots = found.photos.map((picture) => ({ address: URL.createObjectURL(new Blob([picture.bytes], { type: picture.type })), picture, broken: false }))
  const { location } = found.wish
  const pin = location?.source === 'pin' ? { longitude: location.longitude, latitude: location.latitude } : null
  draft.value = reactive({ id, rider: found.rider, shots, taken: null, pin, held: location, wish: { ...found.wish }, made_at: found.made_at })
  return true
}

export function parcelOf(it: Draft, location: Place | null, state: Parcel['state'], given: Partial<Parcel> = {}): Parcel {
  const pictures = it.shots.flatMap((shot) => shot.picture ?? [])
  return makeParcel(it.rider, 'report', pictures, { id: it.id, made_at: it.made_at, state, wish: { ...it.wish, location }, ...given })
}

// Keeps the draft on the phone whenever it changes, a moment later; `location` as it is known by then.
export function useSaving(location: () => Place | null): { save: () => Promise<void>; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false
  async function save(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const it = draft.value
    if (!ended && it?.shots.some((shot) => shot.picture)) await put(parcelOf(it, location(), 'draft'))
  }
  const unwatch = watch([draft, location], () => {
    clearTimeout(timer)
    timer = setTimeout(() => void save(), SAVE_MS)
  }, { deep: 2 })
  function stop(): void {
    ended = true
    clearTimeout(timer)
    unwatch()
  }
  onScopeDispose(() => {
    if (timer !== undefined) void save() // what was changed last; nothing is written after the view is gone
    stop()
  })
  return { save, stop }
}
