// Moments of the log's life: as the address keeps them, and the steps between them.
export interface LogSpan {
  first: number // milliseconds
  last: number
  positions: number
}

export interface Placed {
  position: number
  at: string
}

export type Step = 'event' | 'hour' | 'day'
const SIZES: Readonly<Record<Exclude<Step, 'event'>, number>> = { hour: 3_600_000, day: 86_400_000 }

export function isPosition(text: string): boolean {
  return /^\d{1,18}$/.test(text)
}

// The moment after a step, inside the log's life: an event by its position, time by the clock.
export function stepped(from: Placed, step: Step, by: 1 | -1, life: LogSpan): string {
  if (step === 'event') return String(Math.min(life.positions, Math.max(1, from.position + by)))
  const at = new Date(from.at).getTime() + by * SIZES[step]
  return atInstant(at, life)
}

export function atInstant(at: number, life: LogSpan): string {
  return new Date(Math.min(life.last, Math.max(life.first, at))).toISOString()
}

// The slider's arrow keys move it by about a thousandth of the log's life, but by whole minutes.
export function grain(life: LogSpan): number {
  const minute = 60_000
  return Math.max(minute, Math.round((life.last - life.first) / 1000 / minute) * minute)
}
