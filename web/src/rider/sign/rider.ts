// The rider who is signed in. Known from last time at once, so that the page starts without a network.
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { recall, remember } from '@/shared/memory'
import { holds, recognise, signOut, useSession, whenSessionEnds } from '@/shared/session'
import { endDraft } from '../report/draft'
import { forget, forgetOthers } from '../store/kept'

const MEMORY = 'rider'
const { me, known, problem } = useSession()
const remembered = shallowRef(recall(MEMORY) ?? '')

watch(me, (now) => {
  if (now && holds('rider')) settle(now.id)
})

whenSessionEnds(() => {
  me.value = undefined
  settle('')
})

function settle(id: string): void {
  if (id === remembered.value) return
  remembered.value = id
  remember(MEMORY, id || null)
  if (id) void forgetOthers(id) // whose session ended here without a sign-out
}

// Asks the server who we are. Without an answer the rider of last time stays.
export async function whoAmI(): Promise<void> {
  await recognise()
  if (!problem.value && (!me.value || !holds('rider'))) settle('')
}

export async function leave(): Promise<void> {
  const who = remembered.value
  await signOut()
  endDraft()
  await forget(`${who}:`)
  await forget('common') // what is common where they were
  settle('')
}

export interface Rider {
  id: ComputedRef<string> // empty: nobody is signed in
  known: typeof known
  staff: ComputedRef<string | null> // somebody of the staff is signed in here instead
}

export function useRider(): Rider {
  return {
    id: computed(() => (me.value && holds('rider') ? me.value.id : remembered.value)),
    known,
    staff: computed(() => (me.value && !holds('rider') ? (me.value.login ?? '?') : null)),
  }
}
