// The key of a wish: the same for a repeat of what may have got through, another for another wish.
import type { Problem } from '@/api/client'
import { freshKey } from '@/shared/key'

export type Headers = { 'Idempotency-Key': string }

export interface WishKey {
  header: () => Headers
  renew: () => void
  refused: (problem: Problem | undefined) => void // a refusal ends the wish; silence does not
}

export function wishKey(): WishKey {
  let key = freshKey()
  const renew = (): void => {
    key = freshKey()
  }
  return {
    header: () => ({ 'Idempotency-Key': key }),
    renew,
    refused: (problem) => {
      if (problem && !problem.passing) renew()
    },
  }
}
