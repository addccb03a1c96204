// A form of the set-up: a draft, what it will change, and what the server says of it.
import { computed, nextTick, provide, reactive, toRaw, watch, type ComputedRef, type InjectionKey, type Ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Problem } from '@/api/client'
import { useAct } from '@/shared/answer'
import { changes, type Change, type Said } from './changes'
import { flawsOf, unplaced, type Flaws } from './flaws'
import { wishKey, type Headers } from './wishKey'

interface Shared {
  flaws: ComputedRef<Flaws>
  shows: (path: () => string) => () => void // a field that shows flaws at this path; returns its leaving
}
export const FORM: InjectionKey<Shared> = Symbol('form')

export interface Form<T> {
  draft: T
  changes: ComputedRef<Change[]>
  loose: ComputedRef<[string, string][]>
  problem: ShallowRef<Problem | undefined>
  busy: Ref<boolean>
  save: () => Promise<boolean>
}

function copy<T>(thing: T): T {
  return JSON.parse(JSON.stringify(thing)) as T
}

// `begin` is what stands now; `say` puts a thing into plain words; `send` asks the server.
export function useForm<T extends object>(begin: T, isNew: boolean, say: (thing: T) => Said, send: (draft: T, header: Headers) => Promise<unknown>): Form<T> {
  const { locale } = useI18n()
  const draft = reactive(copy(begin)) as T
  const fields = reactive(new Set<() => string>())
  const key = wishKey()
  watch(draft, key.renew, { deep: true, flush: 'sync' })
  const act = useAct(async () => {
    await send(copy(toRaw(draft)), key.header())
    return true
  })
  const flaws = computed(() => flawsOf(act.problem.value, locale.value))
  provide(FORM, {
    flaws,
    shows: (path) => {
      fields.add(path)
      return () => fields.delete(path)
    },
  })

  async function save(): Promise<boolean> {
    const done = (await act.run()) ?? false
    if (!done) {
      key.refused(act.problem.value)
      await nextTick()
      document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    }
    return done
  }

  return {
    draft,
    changes: computed(() => changes(isNew ? [] : say(copy(begin)), say(draft))),
    loose: computed(() => unplaced(flaws.value, [...fields].map((path) => path()))),
    problem: act.problem,
    busy: act.busy,
    save,
  }
}
