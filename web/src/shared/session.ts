// Who looks at the page: asked once, forgotten at sign-out. A broken line is no reason to forget anybody.
import { ref, shallowRef } from 'vue'
import { api, asProblem, onSignedOut, taken, type Problem, type Shapes } from '@/api/client'

export type Me = Shapes['Me']

const me = shallowRef<Me>()
const known = ref(false) // whether we have asked
const problem = shallowRef<Problem>()
const over = ref(false) // the session ended in the middle of work, which waits for a new sign-in

export async function recognise(): Promise<void> {
  try {
    me.value = await taken(api.GET('/v1/me'))
    over.value = false
    problem.value = undefined
  } catch (error) {
    const told = asProblem(error)
    problem.value = told.status === 401 ? undefined : told
  }
  known.value = true
}

export async function signOut(): Promise<void> {
  try {
    await taken(api.DELETE('/v1/sessions/current'))
  } catch (error) {
    if (asProblem(error).status !== 401) throw error // else it was over already
  }
  me.value = undefined
  over.value = false
}

// What a page does once the city knows its caller no more; usually it forgets who was here.
export function whenSessionEnds(then: () => void): void {
  onSignedOut(then)
}
whenSessionEnds(() => (me.value = undefined))

// For pages where people write: what they wrote stays until they have signed in again.
export function keepWork(): void {
  whenSessionEnds(() => (over.value = me.value !== undefined))
}

export function useSession(): { me: typeof me; known: typeof known; problem: typeof problem; over: typeof over } {
  return { me, known, problem, over }
}

export function holds(...roles: string[]): boolean {
  return me.value?.roles.some((post) => roles.includes(post.role)) ?? false
}
