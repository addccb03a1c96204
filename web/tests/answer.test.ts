// A question as a page shows it: the last one asked is the one that counts.
import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import { Problem } from '@/api/client'
import { useAct, useAnswer } from '@/shared/answer'

interface Held {
  give: (value: string) => void
  fail: (error: unknown) => void
  signal: AbortSignal
}

function questions(): { asked: Held[]; ask: (signal: AbortSignal) => Promise<string> } {
  const asked: Held[] = []
  const ask = (signal: AbortSignal): Promise<string> => new Promise((give, fail) => asked.push({ give, fail, signal }))
  return { asked, ask }
}

const settled = (): Promise<void> => new Promise((done) => setTimeout(done))
const BUSY = new Problem('busy', 503, 'busy', 'later')

describe('an answer', () => {
  it('is asked for at once and stays while it is asked for again', async () => {
    const { asked, ask } = questions()
    const answer = useAnswer(ask)
    expect(answer.busy.value).toBe(true)
    asked[0]?.give('one')
    await settled()
    expect([answer.data.value, answer.busy.value]).toEqual(['one', false])

    const again = answer.again()
    expect([answer.data.value, answer.busy.value]).toEqual(['one', true])
    asked[1]?.give('two')
    await again
    expect(answer.data.value).toBe('two')
  })

  it('of an earlier question never overtakes a later one', async () => {
    const { asked, ask } = questions()
    const answer = useAnswer(ask)
    void answer.again()
    expect(asked[0]?.signal.aborted).toBe(true)
    asked[1]?.give('later')
    await settled()
    asked[0]?.give('earlier')
    await settled()
    expect([answer.data.value, answer.busy.value]).toEqual(['later', false])
  })

  it('that fails leaves the last one, and says why until the next', async () => {
    const { asked, ask } = questions()
    const answer = useAnswer(ask)
    asked[0]?.give('one')
    await settled()
    void answer.again()
    asked[1]?.fail(BUSY)
    await settled()
    expect([answer.data.value, answer.problem.value, answer.busy.value]).toEqual(['one', BUSY, false])
    void answer.again()
    asked[2]?.give('three')
    await settled()
    expect([answer.data.value, answer.problem.value]).toEqual(['three', undefined])
  })

  it('knows no network when it meets it', async () => {
    const answer = useAnswer(() => Promise.reject(new TypeError('Failed to fetch')))
    await settled()
    expect(answer.problem.value?.code).toBe('offline')
    expect(answer.problem.value?.passing).toBe(true)
  })

  it('is given up with the page that asked', async () => {
    const { asked, ask } = questions()
    const scope = effectScope()
    const answer = scope.run(() => useAnswer(ask))
    scope.stop()
    expect(asked[0]?.signal.aborted).toBe(true)
    asked[0]?.fail(new DOMException('gone', 'AbortError'))
    await settled()
    expect(answer?.problem.value).toBeUndefined()
  })
})

describe('an act', () => {
  it('happens once however often one presses', async () => {
    const { asked, ask } = questions()
    const act = useAct(() => ask(new AbortController().signal))
    const first = act.run()
    expect(await act.run()).toBeUndefined()
    asked[0]?.give('done')
    expect(await first).toBe('done')
    expect(asked.length).toBe(1)
    expect(act.busy.value).toBe(false)
  })

  it('keeps its refusal until it is tried again', async () => {
    const { asked, ask } = questions()
    const act = useAct(() => ask(new AbortController().signal))
    const first = act.run()
    asked[0]?.fail(BUSY)
    expect(await first).toBeUndefined()
    expect(act.problem.value).toBe(BUSY)
    void act.run()
    expect(act.problem.value).toBeUndefined()
    asked[1]?.give('done')
  })

  it('lets a fault of ours be seen', async () => {
    const act = useAct(() => Promise.reject(new RangeError('ours')))
    await expect(act.run()).rejects.toThrow('ours')
    expect(act.busy.value).toBe(false)
  })
})
