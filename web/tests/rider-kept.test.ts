// What the phone keeps of answers: of the rider who is here, and of nobody else.
import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { forget, forgetOthers, keep, kept } from '@/rider/store/kept'

async function names(...wanted: string[]): Promise<string[]> {
  const found = await Promise.all(wanted.map(async (name) => ((await kept(name)) ? name : '')))
  return found.filter(Boolean)
}

describe('what the phone keeps', () => {
  it('is the new rider’s and the city’s alone once somebody else signs in', async () => {
    for (const name of ['a:reports', 'a:sent:r1', 'b:credits', 'city', 'rewards']) await keep(name, {})
    await forgetOthers('b')

    expect(await names('a:reports', 'a:sent:r1', 'b:credits', 'city', 'rewards')).toEqual(['b:credits', 'city', 'rewards'])
  })

  it('is gone by its rider’s name after a sign-out', async () => {
    for (const name of ['a:reports', 'a:report:r1', 'ab:reports']) await keep(name, {})
    await forget('a:')

    expect(await names('a:reports', 'a:report:r1', 'ab:reports')).toEqual(['ab:reports'])
  })
})
