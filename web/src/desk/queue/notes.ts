// Searching in notes: the city opens them while it is asked, and says in which reports the words stand.
import { onScopeDispose, ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { api, taken } from '@/api/client'

const LEAST = 2 // letters: fewer would stand everywhere

export interface Notes {
  told: ShallowRef<ReadonlySet<string>>
  looking: Ref<boolean>
  look: (words: string) => Promise<void>
}

export function useNotes(queue: string): Notes {
  const told = shallowRef<ReadonlySet<string>>(new Set())
  const looking = ref(false)
  let running: AbortController | undefined

  async function look(words: string): Promise<void> {
    running?.abort()
    const mine = (running = new AbortController())
    looking.value = false
    if (told.value.size) told.value = new Set() // what was told was told of other words
    if (words.length < LEAST) return
    looking.value = true
    try {
      const found = await taken(api.GET('/v1/queues/{queue}/search', { params: { path: { queue }, query: { words } }, signal: mine.signal }))
      told.value = new Set(found.items)
    } catch {
      // what is loaded is searched all the same
    } finally {
      if (running === mine) looking.value = false
    }
  }

  onScopeDispose(() => running?.abort())
  return { told, looking, look }
}
