// How long to wait before trying again by ourselves: longer each time, ten minutes at the most.
const FIRST_MS = 4000
const MOST_MS = 600_000

export function backoff(failures: number, chance: () => number = Math.random): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(whole * (0.75 + 0.5 * chance())) // so that phones of one dead spot do not come all at once
}
