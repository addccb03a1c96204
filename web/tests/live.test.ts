// A live stream: it goes on where it broke off, believes the browser about the network, and ends for good.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope } from 'vue'
import { useLive, type Live } from '@/shared/live'

class Source extends EventTarget {
  static readonly CLOSED = 2
  static opened: Source[] = []
  readyState = 1
  onopen: (() => void) | undefined
  onerror: (() => void) | undefined

  constructor(readonly address: string) {
    super()
    Source.opened.push(this)
  }

  close(): void {
    this.readyState = Source.CLOSED
  }
}

function begin(address: () => string, hears: Record<string, (data: string, id: string) => void> = {}): { live: Live; stop: () => void } {
  const scope = effectScope()
  const live = scope.run(() => useLive(address, hears)) as Live
  return { live, stop: () => scope.stop() }
}
const last = (): Source => Source.opened.at(-1) as Source

describe('a live stream', () => {
  beforeEach(() => {
    Source.opened = []
    vi.useFakeTimers()
    vi.stubGlobal('EventSource', Source)
  })
  afterEach(() => {
    vi.useRealTimers()
    vi.unstubAllGlobals()
  })

  it('hands on what it hears, with its position', () => {
    const heard: string[] = []
    const { live, stop } = begin(() => '/stream', { changed: (data, id) => heard.push(`${id} ${data}`) })
    last().onopen?.()
    expect(live.line.value).toBe('live')
    last().dispatchEvent(new MessageEvent('changed', { data: '{}', lastEventId: '7' }))
    expect(heard).toEqual(['7 {}'])
    stop()
  })

  it('is opened anew from the newest position once the browser gave it up', () => {
    let position = 1
    const { live, stop } = begin(() => `/stream?after=${position}`)
    position = 9
    last().close()
    last().onerror?.()
    expect(live.line.value).toBe('broken')
    vi.advanceTimersByTime(5000)
    expect(Source.opened.map((one) => one.address)).toEqual(['/stream?after=1', '/stream?after=9'])
    stop()
  })

  it('breaks when the network goes and comes back with it', () => {
    const { live, stop } = begin(() => '/stream')
    last().onopen?.()
    window.dispatchEvent(new Event('offline'))
    expect(live.line.value).toBe('broken')
    expect(last().readyState).toBe(Source.CLOSED)
    window.dispatchEvent(new Event('online'))
    expect(Source.opened).toHaveLength(2)
    stop()
  })

  it('stays closed once it was closed, or the city has ended it', () => {
    const { live, stop } = begin(() => '/stream')
    live.close()
    window.dispatchEvent(new Event('online'))
    expect(Source.opened).toHaveLength(1)
    stop()
    const other = begin(() => '/stream')
    last().dispatchEvent(new Event('end'))
    expect(other.live.line.value).toBe('ended')
    window.dispatchEvent(new Event('online'))
    expect(Source.opened).toHaveLength(2)
    other.stop()
  })
})
