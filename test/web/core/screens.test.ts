import { describe, expect, it } from 'vitest'
import { isScreen, places, screenAt } from '../../../web/core/screens.ts'
import { screens as loaders } from '../../../web/ui/screens.ts'

const at = (path: string) => screenAt(path, new URLSearchParams())

describe('isScreen', () => {
  it.each([
    '/',
    '/t/MSFT',
    '/t/%5EGSPC',
    '/t/BRK-B/',
    '/events',
    '/e/x',
    '/article',
    '/study',
    '/study/',
    '/data',
    '/methods',
  ])('isScreen() knows %s', (path) => expect(isScreen(path)).toBe(true))
  it.each(['/events/x', '/t', '/t/', '/t//', '/t/a/b', '/t/%E0%A4%A', '/Study', '/study/x', '//', '/index.html'])(
    'isScreen() does not know %s',
    (path) => expect(isScreen(path)).toBe(false),
  )
})

describe('screenAt', () => {
  it('screenAt() reads a ticker whose name needs escapes', () =>
    expect(at('/t/%5EGSPC')).toEqual({ kind: 'ticker', ticker: '^GSPC' }))
  it('screenAt() keeps a path that is no screen', () => expect(at('/x/y')).toEqual({ kind: 'unknown', path: '/x/y' }))
})

describe('places', () => {
  it('places() lists every screen with a name once, and keeps the ticker', () => {
    expect(places('AAPL').map(({ name }) => name)).toEqual(['board', 'chart', 'events', 'study', 'data', 'methods'])
    expect(places('AAPL')[1]?.screen).toEqual({ kind: 'ticker', ticker: 'AAPL' })
    expect(places(null)[1]?.screen).toEqual({ kind: 'ticker', ticker: 'MSFT' })
  })
  it('every place has something that draws it', () => {
    for (const { screen } of places(null)) expect(Object.keys(loaders)).toContain(screen.kind)
  })
})
