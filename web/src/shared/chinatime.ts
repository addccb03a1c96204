// What a field for a moment holds: China's clock, whatever clock the reader's device keeps.
const ZONE = 8 * 3_600_000

// 2026-11-23T09:30:05 on the wall in China, for an input of type datetime-local.
export function toField(at: string | number): string {
  return new Date(new Date(at).getTime() + ZONE).toISOString().slice(0, 19)
}

// The instant a field means; undefined where it is empty or no moment.
export function fromField(text: string): string | undefined {
  const found = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text) ? Date.parse(`${text}+08:00`) : NaN
  return Number.isNaN(found) ? undefined : new Date(found).toISOString()
}
