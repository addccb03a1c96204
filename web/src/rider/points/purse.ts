// The rider's points and what was exchanged for them.
import { shallowRef } from 'vue'
import { api, taken, written, type Shapes } from '@/api/client'
import { language } from '@/i18n'
import { useKept, type KeptAsked } from '../store/kept'

export type Redemption = Shapes['RedemptionShown']
export type Reward = Shapes['RewardShown']
export type Line = Shapes['LineShown']

export interface Purse {
  credits: KeptAsked<Shapes['MyCredits']>
  redemptions: KeptAsked<Shapes['MyRedemptions']>
  shelf: KeptAsked<{ items: Reward[] }>
  rewardName: (code: string) => string
  more: () => Promise<void>
  again: () => Promise<void>
}

const PAGE = 20

export function usePurse(rider: string): Purse {
  const credits = useKept<Shapes['MyCredits']>(() => `${rider}:credits`, (signal) =>
    taken(api.GET('/v1/me/credits', { params: { query: { limit: PAGE, min_position: written() } }, signal })))
  const redemptions = useKept<Shapes['MyRedemptions']>(() => `${rider}:redemptions`, (signal) =>
    taken(api.GET('/v1/me/redemptions', { params: { query: { limit: 50, min_position: written() } }, signal })))
  const shelf = useKept<{ items: Reward[] }>(() => 'rewards', (signal) => taken(api.GET('/v1/rewards', { signal })))
  const busy = shallowRef(false)

  function rewardName(code: string): string {
    const found = shelf.data.value?.items.find((one) => one.code === code)
    if (found) return language() === 'en' ? found.name_en : found.name
    return redemptions.data.value?.items.find((one) => one.reward === code)?.name ?? code
  }

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

  const again = async (): Promise<void> => void (await Promise.all([credits.again(), redemptions.again(), shelf.again()]))
  return { credits, redemptions, shelf, rewardName, more, again }
}

// Which way the points of a line went: up, down, or not at all yet.
export function sign(line: Pick<Line, 'kind'>): '+' | '−' | '' {
  if (line.kind === 'vested' || line.kind === 'refunded') return '+'
  return line.kind === 'redeemed' || line.kind === 'clawed_back' ? '−' : ''
}
