// Every word in both languages, with the same blanks to fill in, on every page.
import { describe, expect, it } from 'vitest'
import audit from '@/audit/words'
import dashboard from '@/dashboard/words'
import desk from '@/desk/words'
import home from '../src/home/words'
import shared from '@/i18n/shared'
import rider from '@/rider/words'

const PAGES = { audit, dashboard, desk, home, rider, shared }

// The words of a dictionary by their whole name, each with the names of its blanks.
function blanks(words: object, below = ''): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, word] of Object.entries(words) as [string, unknown][]) {
    const whole = below ? `${below}.${name}` : name
    if (typeof word === 'object' && word !== null) Object.assign(found, blanks(word, whole))
    else found[whole] = [...new Set(String(word).match(/\{\w+\}/g))].sort().join(' ')
  }
  return found
}

describe('the words', () => {
  it.each(Object.entries(PAGES))('of %s are there in both languages, with the same blanks', (_, words) => {
    expect(blanks(words.en)).toEqual(blanks(words.zh))
  })
})
