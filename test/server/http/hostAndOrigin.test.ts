import { describe, expect, it } from 'vitest'
import { type Arrival, checkHostAndOrigin } from '../../../server/http/hostAndOrigin.ts'

const house = { names: ['localhost', '127.0.0.1', '[::1]'], port: 4173 }
const visit = (given: Partial<Arrival>): Arrival => ({
  method: 'GET',
  target: '/api/health',
  host: 'localhost:4173',
  origin: undefined,
  secFetchSite: undefined,
  secFetchMode: undefined,
  secFetchUser: undefined,
  contentType: undefined,
  ownHeader: undefined,
  authorized: false,
  ...given,
})
const codeOf = (given: Partial<Arrival>) => checkHostAndOrigin(visit(given), house)?.code ?? null

describe('checkHostAndOrigin', () => {
  it.each([
    'evil.test',
    'evil.test:4173',
    '127.0.0.1.evil.test',
    'localhost.evil.test',
    '0.0.0.0:4173',
    '169.254.1.1',
    'localhost:4173@evil.test',
    '[::1]evil',
    '',
    undefined,
    'localhost:4174',
    'localhost:',
    'localhost:4173:1',
  ])('checkHostAndOrigin() turns away the Host %s', (host) => expect(codeOf({ host })).toBe('foreign_host'))
  it.each(['localhost', 'LOCALHOST:4173', '127.0.0.1:4173', '[::1]:4173', '127.0.0.1'])(
    'checkHostAndOrigin() lets the Host %s in',
    (host) => expect(codeOf({ host })).toBeNull(),
  )
  it('checkHostAndOrigin() turns away a target that is no path', () =>
    expect(codeOf({ target: 'http://evil.test/api/health' })).toBe('bad_target'))
  it.each(['/\\evil.test/', '/api\\health', '\\'])('%s is no path', (target) =>
    expect(codeOf({ target })).toBe('bad_target'),
  )
  it('a backslash in a question is one', () => expect(codeOf({ target: '/api/events?q=\\' })).toBeNull())
  it.each(['TRACE', 'PROPFIND', 'FOO', 'PATCH'])('checkHostAndOrigin() turns away %s', (method) =>
    expect(codeOf({ method })).toBe('method_not_allowed'),
  )
  it.each([
    'https://evil.test',
    'null',
    'http://evil.test:4173',
    'http://localhost:4174',
    'http://127.0.0.1:4173',
    'file://',
  ])('checkHostAndOrigin() turns away a page of %s, reading or writing', (origin) => {
    expect(codeOf({ origin })).toBe('foreign_origin')
    expect(codeOf({ origin, method: 'POST', contentType: 'application/json' })).toBe('foreign_origin')
  })
  it('checkHostAndOrigin() lets our own page write JSON', () =>
    expect(
      codeOf({
        method: 'POST',
        origin: 'http://localhost:4173',
        secFetchSite: 'same-origin',
        contentType: 'application/json',
      }),
    ).toBeNull())
  it.each<[Partial<Arrival>, string]>([
    [{ secFetchSite: 'cross-site', secFetchMode: 'no-cors' }, 'an image of another site'],
    [{ secFetchSite: 'same-site', secFetchMode: 'no-cors' }, 'an image of another port'],
    [{ secFetchSite: 'cross-site', secFetchMode: 'navigate' }, 'a frame or a script that opens us'],
    [{ secFetchSite: 'cross-site', secFetchMode: 'navigate', secFetchUser: '?1', method: 'HEAD' }, 'no link'],
  ])('checkHostAndOrigin() turns away %j: %s', (given) => expect(codeOf(given)).toBe('foreign_origin'))
  it.each([
    { secFetchSite: 'cross-site', secFetchMode: 'navigate', secFetchUser: '?1' },
    { secFetchSite: 'none', secFetchMode: 'navigate' },
    { secFetchSite: 'same-origin', secFetchMode: 'cors' },
    {},
  ])(
    'checkHostAndOrigin() lets a link that a person followed, a typed address, our page and a program in: %j',
    (given) => expect(codeOf(given)).toBeNull(),
  )
  it.each(['cross-site', 'same-site'])('checkHostAndOrigin() turns away a write that is %s', (secFetchSite) =>
    expect(codeOf({ method: 'POST', secFetchSite, ownHeader: '1', contentType: 'application/json' })).toBe(
      'foreign_origin',
    ),
  )
  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'Application/X-WWW-Form-Urlencoded',
    'multipart/form-data',
    'text/plain;a=application/json',
    undefined,
    'application/json, text/plain',
    'application/json; a=b',
  ])('checkHostAndOrigin() turns away a body of type %s even from our own page', (contentType) =>
    expect(codeOf({ method: 'POST', origin: 'http://localhost:4173', contentType })).toBe('media_type'),
  )
  it('checkHostAndOrigin() takes a write of a program that says so, or that shows the token, and no other', () => {
    const json = { method: 'POST', contentType: 'application/json' }
    expect(codeOf({ ...json, ownHeader: '1' })).toBeNull()
    expect(codeOf({ ...json, authorized: true })).toBeNull()
    expect(codeOf(json)).toBe('unproven_origin')
  })
})
