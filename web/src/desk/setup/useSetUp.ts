// The city as it is set up: read once for all parts, and again after every change.
import { api, taken, type Shapes } from '@/api/client'
import { useAnswer, type Asked } from '@/shared/answer'
import type { InjectionKey } from 'vue'

export type SetUp = Shapes['SetUp']
export type Part = 'policy' | 'categories' | 'communities' | 'staff' | 'rewards' | 'photos' | 'blocked'
export const PARTS: readonly Part[] = ['categories', 'communities', 'staff', 'rewards', 'policy', 'photos', 'blocked']
export const ALONE: readonly Part[] = ['photos', 'blocked'] // what operators have, and what needs no set-up to be read

export const SET_UP: InjectionKey<Asked<SetUp | undefined>> = Symbol('set-up')

export function askSetUp(may: () => boolean): Asked<SetUp | undefined> {
  return useAnswer(async (signal) => (may() ? taken(api.GET('/v1/setup', { signal })) : undefined))
}
