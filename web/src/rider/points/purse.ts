// The rider's points and what was exchanged for them.
import { shallowRef } from 'vue'
import { api, taken, written, type Shapes } from '@/api/client'
import { useKept, type KeptAsked } from '../store/kept'

export type Redemption = Shapes['RedemptionShown']
export type Line = Shapes['LineShown']

export interface Purse {
  credits: KeptAsked<Shapes['MyCredits']>
  redemptions: KeptAsked<Shapes['MyRedemptions']>
  more: () => Promise<void>
  again: () => Promise<void>
}

const PAGE = 20

export function usePurse(rider: string): Purse {
  const credits = useKept<Shapes['MyCredits']>(() => `${rider}:credits`, (signal) =>
    taken(api.GET('/v1/me/credits', { params: { query: { limit: PAGE, min_position: written() } }, signal })))
  const redemptions = useKept<Shapes['MyRedemptions']>(() => `${rider}:redemptions`, (signal) =>
    taken(api.GET('/v1/me/redemptions', { params: { query: { limit: 50, min_position: written() } }, signal })))
  const busy = shallowRef(false)

  async function more(): Promise<void> {
    const so = credits.data.value
    if (!so?.next || busy.value) return
    busy.value = true
    try {
      const found = await taken(api.GET('/v1/me/credits', { params: { query: { limit: PAGE, cursor: so.next } } }))
      credits.data.value = { ...so, items: [...so.items, ...found.items], next: found.next }
    } finally {
      busy.value = false
    }
  }

  const again = async (): Promise<void> => void (await Promise.all([credits.again(), redemptions.again()]))
  return { credits, redemptions, more, again }
}

// Which way the points of a line went: up, down, or not at all yet.
export function sign(line: Pick<Line, 'kind'>): '+' | '−' | '' {
  if (line.kind === 'vested' || line.kind === 'refunded') return '+'
  return line.kind === 'redeemed' || line.kind === 'clawed_back' ? '−' : ''
}
