// Makes a photograph small enough for a bad line: 1600 pixels at most, as JPEG.
const LONGEST = 1600
const QUALITY = 0.82
const SMALL = 400_000 // bytes: a JPEG below stays as it is

export interface Shrunk {
  bytes: ArrayBuffer
  type: string
}

export function fitted(width: number, height: number, longest = LONGEST): { width: number; height: number } {
  const scale = Math.min(1, longest / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

// What no browser can draw (HEIC on Android) goes as it is: the server may be able to read it.
export async function shrink(file: Blob): Promise<Shrunk> {
  const drawn = await draw(file).catch(() => null)
  if (drawn && (drawn.scaled || file.type !== 'image/jpeg' || file.size > SMALL)) {
    return { bytes: await drawn.blob.arrayBuffer(), type: 'image/jpeg' }
  }
  return { bytes: await file.arrayBuffer(), type: file.type || 'image/jpeg' }
}

async function draw(file: Blob): Promise<{ blob: Blob; scaled: boolean }> {
  const { source, width, height, close } = await decode(file)
  try {
    const to = fitted(width, height)
    const canvas = document.createElement('canvas')
    canvas.width = to.width
    canvas.height = to.height
    const pen = canvas.getContext('2d', { alpha: false })
    if (!pen) throw new Error('no canvas')
    pen.drawImage(source, 0, 0, to.width, to.height)
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
    if (!blob) throw new Error('the canvas gave nothing')
    return { blob, scaled: to.width < width }
  } finally {
    close()
  }
}

interface Decoded {
  source: CanvasImageSource
  width: number
  height: number
  close: () => void
}

async function decode(file: Blob): Promise<Decoded> {
  if (typeof createImageBitmap === 'function') {
    try {
      const found = await createImageBitmap(file, { imageOrientation: 'from-image' })
      return { source: found, width: found.width, height: found.height, close: () => found.close() }
    } catch {
      // older browsers know no options, or not this kind of picture: an element may
    }
  }
  const address = URL.createObjectURL(file)
  const image = new Image()
  image.src = address
  await image.decode()
  return { source: image, width: image.naturalWidth, height: image.naturalHeight, close: () => URL.revokeObjectURL(address) }
}
