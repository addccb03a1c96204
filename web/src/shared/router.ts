// Which view a page shows, by the part of the address behind #: it survives reload, sharing and WeChat.
import { computed, ref, type ComputedRef, type Ref } from 'vue'

export interface Place {
  path: string
  query: URLSearchParams
}

function read(): Place {
  const hash = location.hash.replace(/^#/, '')
  const mark = hash.indexOf('?')
  const path = mark < 0 ? hash : hash.slice(0, mark)
  return { path: path || '/', query: new URLSearchParams(mark < 0 ? '' : hash.slice(mark + 1)) }
}

const place = ref(read())
window.addEventListener('hashchange', () => {
  place.value = read()
})

export function usePlace(): Ref<Place> {
  return place
}

export function go(path: string, query?: Record<string, string | undefined>): void {
  location.hash = address(path, query)
}

// Changes the address without a step in the history, for filters.
export function replace(path: string, query?: Record<string, string | undefined>): void {
  history.replaceState(history.state, '', `#${address(path, query)}`)
  place.value = read()
}

export function address(path: string, query?: Record<string, string | undefined>): string {
  const given = Object.entries(query ?? {}).filter((one): one is [string, string] => Boolean(one[1]))
  return given.length ? `${path}?${new URLSearchParams(given)}` : path
}

// Matches '/reports/:id' against the path; null where it is another place.
export function match(pattern: string, path: string): Record<string, string> | null {
  const wanted = pattern.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return null
  const found: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index] ?? ''
    if (part.startsWith(':')) {
      if (!value) return null
      try {
        found[part.slice(1)] = decodeURIComponent(value)
      } catch {
        return null // a stray % in a typed address
      }
    } else if (part !== value) return null
  }
  return found
}

export function useMatch(pattern: string): ComputedRef<Record<string, string> | null> {
  return computed(() => match(pattern, place.value.path))
}
