// The rider who is signed in. Known from last time at once, so that the page starts without a network.
import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import { recall, remember } from '@/shared/memory'
import { holds, recognise, signOut, useSession } from '@/shared/session'
import { forget } from '../store/kept'

const MEMORY = 'rider'
const { me, known, problem } = useSession()
const remembered = shallowRef(recall(MEMORY) ?? '')

watch(me, (now) => {
  if (now && holds('rider')) settle(now.id)
})

function settle(id: string): void {
  if (id === remembered.value) return
  remembered.value = id
  remember(MEMORY, id || null)
}

// Asks the server who we are. Without an answer the rider of last time stays.
export async function whoAmI(): Promise<void> {
  await recognise()
  if (!problem.value && (!me.value || !holds('rider'))) settle('')
}

export async function leave(): Promise<void> {
  await signOut()
  await forget(`${remembered.value}:`)
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
