// From a file of the camera to what the outbox keeps, with the time and place it was taken at.
import { makePicture, type Picture } from '../outbox/parcel'
import { HEAD_BYTES, readTaken, type Taken } from './exif'
import { shrink } from './shrink'

export interface Shot {
  picture: Picture
  taken: Taken
}

export async function takePhoto(file: File): Promise<Shot> {
  const taken = readTaken(await file.slice(0, HEAD_BYTES).arrayBuffer())
  const { bytes, type } = await shrink(file)
  const at = taken.at ?? (file.lastModified ? new Date(file.lastModified).toISOString() : null)
  return { picture: makePicture(bytes, type), taken: { ...taken, at } }
}
