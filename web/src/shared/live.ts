// A stream of server-sent events that says how it fares; the browser resumes it by Last-Event-ID.
import { onScopeDispose, ref, type Ref } from 'vue'

export type Line = 'connecting' | 'live' | 'broken' | 'ended'
const PAUSE_MS = 3000 // until a stream the browser gave up is opened anew

export interface Live {
  line: Ref<Line>
  close: () => void
}

// `address` is asked anew for each connection, so that it can name the position to go on from.
export function useLive(address: () => string, hears: Record<string, (data: string, id: string) => void>): Live {
  const line = ref<Line>('connecting')
  let source: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function close(): void {
    clearTimeout(timer)
    source?.close()
    source = undefined
  }

  function open(): void {
    close()
    source = new EventSource(address())
    source.onopen = () => {
      line.value = 'live'
    }
    source.onerror = () => {
      line.value = 'broken'
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, PAUSE_MS)
    }
    for (const [name, hear] of Object.entries(hears)) {
      source.addEventListener(name, (event) => {
        const told = event as MessageEvent<string>
        hear(told.data, told.lastEventId)
      })
    }
    source.addEventListener('end', () => {
      close()
      line.value = 'ended'
    })
  }

  // A connection may look alive long after the network is gone: believe the browser.
  function lost(): void {
    if (line.value === 'ended') return
    close()
    line.value = 'broken'
  }
  function found(): void {
    if (line.value !== 'ended') open()
  }

  open()
  window.addEventListener('offline', lost)
  window.addEventListener('online', found)
  function leave(): void {
    window.removeEventListener('offline', lost)
    window.removeEventListener('online', found)
    close()
  }
  onScopeDispose(leave)
  return { line, close: leave }
}
