// Who is here, when the line breaks, and when the session ends in the middle of something.
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { api, asProblem, taken } from '@/api/client'
import { keepWork, recognise, signOut, useSession, whenSessionEnds } from '@/shared/session'

// The client takes hold of fetch when it is made, so this one stands there before.
const line = vi.hoisted(() => {
  const held: { answers: (() => Response)[] } = { answers: [] }
  globalThis.fetch = () => Promise.resolve().then(() => {
    const next = held.answers.shift()
    if (!next) throw new TypeError('network')
    return next()
  })
  return held
})

const ME = { id: 'p1', roles: [{ role: 'dispatcher' }] }
const { me, over, problem } = useSession()

const json = (status: number, body: unknown) => (): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
const GONE = json(401, { code: 'not-signed-in', title: 'Sign in first' })
const BROKEN = (): Response => {
  throw new TypeError('network')
}

async function ask(): Promise<void> {
  await taken(api.GET('/v1/city')).catch(() => undefined)
}

beforeEach(async () => {
  whenSessionEnds(() => (me.value = undefined))
  line.answers = [json(200, ME)]
  await recognise()
})

describe('somebody who is signed in', () => {
  it('is not forgotten when the line breaks', async () => {
    line.answers = [BROKEN]
    await recognise()

    expect(me.value).toEqual(ME)
    expect(problem.value?.code).toBe('offline')
  })

  it('is forgotten as soon as any answer says that the session is over', async () => {
    line.answers = [GONE]
    await ask()

    expect(me.value).toBeUndefined()
  })

  it('is kept with the work where people write, until they have signed in again', async () => {
    keepWork()
    line.answers = [GONE]
    await ask()
    expect([me.value, over.value]).toEqual([ME, true])

    line.answers = [GONE]
    await recognise()
    expect([me.value, over.value]).toEqual([ME, true])

    line.answers = [json(200, ME)]
    await recognise()
    expect(over.value).toBe(false)
  })

  it('is signed out also where the session was over already', async () => {
    line.answers = [GONE]
    await signOut()

    expect(me.value).toBeUndefined()
  })

  it('is told where signing out did not get through', async () => {
    line.answers = [BROKEN]

    await expect(signOut()).rejects.toThrow()
    expect(me.value).toEqual(ME)
  })
})

describe('an answer that is none of the city’s', () => {
  it('is no network: a page of a gate in its place', async () => {
    line.answers = [() => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })]

    expect(asProblem(await taken(api.GET('/v1/city')).catch((error: unknown) => error)).code).toBe('offline')
  })

  it('is a fault of ours where nothing of the kind happened', () => {
    expect(() => asProblem(new RangeError('ours'))).toThrow('ours')
  })
})
