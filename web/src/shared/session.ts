// Who looks at the page: asked once, forgotten at sign-out.
import { ref, shallowRef, type ShallowRef } from 'vue'
import { api, asProblem, taken, type Problem, type Shapes } from '@/api/client'

export type Me = Shapes['Me']

const me = shallowRef<Me>()
const known = ref(false) // whether we have asked
const problem = shallowRef<Problem>()

export async function recognise(): Promise<void> {
  try {
    me.value = await taken(api.GET('/v1/me'))
    problem.value = undefined
  } catch (error) {
    const told = asProblem(error)
    me.value = undefined
    problem.value = told.status === 401 ? undefined : told
  }
  known.value = true
}

export async function signOut(): Promise<void> {
  await taken(api.DELETE('/v1/sessions/current'))
  me.value = undefined
}

export function useSession(): { me: ShallowRef<Me | undefined>; known: typeof known; problem: ShallowRef<Problem | undefined> } {
  return { me, known, problem }
}

export function holds(...roles: string[]): boolean {
  return me.value?.roles.some((post) => roles.includes(post.role)) ?? false
}
