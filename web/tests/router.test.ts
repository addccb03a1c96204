// The part of the address behind #: read, written, matched.
import { beforeEach, describe, expect, it } from 'vitest'
import { address, go, match, replace, useMatch, usePlace } from '@/shared/router'

beforeEach(() => replace('/'))

describe('an address', () => {
  it('keeps what is said and drops what is not', () => {
    expect(address('/queue')).toBe('/queue')
    expect(address('/queue', { state: undefined, item: '' })).toBe('/queue')
    expect(address('/queue', { state: 'claimed', q: 'a b&c=d?#' })).toBe('/queue?state=claimed&q=a+b%26c%3Dd%3F%23')
  })

  it.each(['plain', 'a b', '中文', '50%', 'a&b=c', '#?', '+', "it's"])('brings back what was put in: %s', (value) => {
    replace('/search', { q: value })
    expect(usePlace().value.query.get('q')).toBe(value)
    expect(usePlace().value.path).toBe('/search')
  })

  it('is read with every question mark of its query', () => {
    location.hash = '#/search?q=who?me'
    window.dispatchEvent(new Event('hashchange'))
    expect(usePlace().value.query.get('q')).toBe('who?me')
  })

  it('is somewhere even when it says nothing', () => {
    history.replaceState(null, '', '#')
    window.dispatchEvent(new Event('hashchange'))
    expect(usePlace().value.path).toBe('/')
  })

  it('makes a step in the history only when one goes somewhere', () => {
    const before = history.length
    replace('/queue', { state: 'claimed' })
    expect(history.length).toBe(before)
    go('/queue/1')
    expect(location.hash).toBe('#/queue/1')
  })
})

describe('a pattern', () => {
  it.each([
    ['/reports/:id', '/reports/7', { id: '7' }],
    ['/reports/:id', '/reports/%E4%B8%AD', { id: '中' }],
    ['/reports/:id/photos/:photo', '/reports/7/photos/8', { id: '7', photo: '8' }],
    ['/', '/', {}],
  ])('%s matches %s', (pattern, path, found) => {
    expect(match(pattern, path)).toEqual(found)
  })

  it.each([
    ['/reports/:id', '/reports'], ['/reports/:id', '/reports/'], ['/reports/:id', '/reports/7/photos'], ['/reports', '/queue'], ['/reports/:id', '/reports/%'],
  ])('%s does not match %s', (pattern, path) => {
    expect(match(pattern, path)).toBeNull()
  })

  it('follows the address', () => {
    const found = useMatch('/reports/:id')
    expect(found.value).toBeNull()
    replace('/reports/9')
    expect(found.value).toEqual({ id: '9' })
  })
})
