// Who stands behind a pseudonym: a login where the log says so, a worker by its name.
import { computed, shallowRef, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, taken } from '@/api/client'

const logins = shallowRef(new Map<string, string>())
let asked: Promise<void> | undefined

async function load(): Promise<void> {
  const { items } = await taken(api.GET('/v1/audit/roles'))
  logins.value = new Map(items.flatMap((one) => (one.login ? [[one.staff, one.login] as const] : [])))
}

export interface Who {
  name: string
  about: string // for hover: the whole pseudonym
}

export function shortId(id: string): string {
  return id.length > 12 ? `${id.slice(0, 8)}…` : id
}

export function whoIs(by: string | null, known: ReadonlyMap<string, string>, t: (key: string, words?: Record<string, string>) => string): Who {
  if (!by) return { name: t('who.nobody'), about: '' }
  if (by.startsWith('system:')) return { name: t('who.system', { name: by.slice(7) }), about: by }
  const login = known.get(by)
  return login ? { name: login, about: by } : { name: shortId(by), about: t('who.rider', { name: by }) }
}

// Asks once a page who the staff are; until then, and without an answer, pseudonyms stand there.
export function useWho(): { who: (by: string | null) => Who; staff: ComputedRef<string[]> } {
  const { t } = useI18n()
  asked ??= load().catch(() => {
    asked = undefined
  })
  return {
    who: (by) => whoIs(by, logins.value, (key, words) => t(key, words ?? {})),
    staff: computed(() => [...new Set(logins.value.values())].sort()),
  }
}
