import { describe, expect, it } from 'vitest'
import { tokenAuth } from '../../../server/http/token.ts'

const token = 'a token of more than sixteen characters'
const HERE = '192.0.2.1'
const bearer = (auth: ReturnType<typeof tokenAuth>, text: string, now = 0, address = HERE) =>
  auth.enter(`Bearer ${text}`, undefined, address, now)
const signedIn = (auth: ReturnType<typeof tokenAuth>, now = 0, secure = false): string => {
  const answer = auth.signIn(token, secure, HERE, now)
  return answer.kind === 'signed-in' ? (answer.cookie.split(';')[0] ?? '') : answer.kind
}

describe('tokenAuth', () => {
  it('tokenAuth() lets everybody in where no token is set', () =>
    expect(tokenAuth(null).enter(undefined, undefined, HERE, 0)).toBe('open'))
  it('tokenAuth() knows the right token from a longer one and from none', () => {
    const auth = tokenAuth(token)
    expect(auth.enter(undefined, undefined, HERE, 0)).toBe('unknown')
    expect(bearer(auth, `${token}x`)).toBe('unknown')
    expect(auth.enter(token, undefined, HERE, 0)).toBe('unknown')
    expect(bearer(auth, token)).toBe('known')
    // A scheme has no case (RFC 9110, 11.1).
    expect(auth.enter(`bearer ${token}`, undefined, HERE, 0)).toBe('known')
  })
  it('tokenAuth() stops listening to an address after ten wrong tokens, for a minute, then for two', () => {
    const auth = tokenAuth(token)
    for (let n = 0; n < 9; n++) expect(bearer(auth, 'wrong', n)).toBe('unknown')
    expect(bearer(auth, 'wrong', 9)).toBe('unknown')
    expect(bearer(auth, token, 60_008)).toBe('too-many-tries')
    expect(bearer(auth, 'wrong', 60_009)).toBe('unknown')
    expect(bearer(auth, token, 180_008)).toBe('too-many-tries')
    expect(bearer(auth, token, 180_009)).toBe('known')
    // The right one wipes the slate.
    expect(bearer(auth, 'wrong', 180_010)).toBe('unknown')
    expect(bearer(auth, token, 180_011)).toBe('known')
  })
  it('tokenAuth() never keeps one address out for what others try', () => {
    const auth = tokenAuth(token)
    for (let n = 0; n < 500; n++) bearer(auth, 'wrong', n, `198.51.100.${n % 200}`)
    for (let n = 0; n < 50; n++) auth.signIn('wrong', false, '203.0.113.9', n)
    expect(bearer(auth, token, 501)).toBe('known')
    expect(auth.signIn(token, false, HERE, 501)).toMatchObject({ kind: 'signed-in' })
  })
  it('tokenAuth() says how long to wait at a sign-in, and counts none that it does not look at', () => {
    const auth = tokenAuth(token)
    for (let n = 0; n < 10; n++) expect(auth.signIn('wrong', false, HERE, 0)).toEqual({ kind: 'wrong' })
    for (let n = 0; n < 1000; n++)
      expect(auth.signIn(token, false, HERE, 1000)).toEqual({ kind: 'too-many-tries', waitMs: 59_000 })
    expect(auth.signIn(token, false, HERE, 60_000)).toMatchObject({ kind: 'signed-in' })
  })
  it('tokenAuth() gives whoever shows the token a cookie that lets him in, and no other cookie does', () => {
    const auth = tokenAuth(token)
    expect(auth.signIn('wrong', false, HERE, 0)).toEqual({ kind: 'wrong' })
    const { cookie } = auth.signIn(token, false, HERE, 0) as { cookie: string }
    expect(cookie).toMatch(/^aftershock_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(auth.enter(undefined, cookie.split(';')[0], HERE, 0)).toBe('known')
    expect(auth.enter(undefined, `aftershock_session=${'0'.repeat(64)}`, HERE, 0)).toBe('unknown')
  })
  it('tokenAuth() marks the cookie Secure and binds it to the host where the request came over TLS', () =>
    expect(tokenAuth(token).signIn(token, true, HERE, 0)).toMatchObject({
      cookie: expect.stringMatching(
        /^__Host-aftershock_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
      ),
    }))
  it('tokenAuth() ends a session twelve hours after its last request and thirty days after its beginning', () => {
    const auth = tokenAuth(token)
    const HOUR = 3_600_000
    const idle = signedIn(auth)
    expect(auth.enter(undefined, idle, HERE, 12 * HOUR)).toBe('known')
    expect(auth.enter(undefined, idle, HERE, 24 * HOUR + 1)).toBe('unknown')
    const busy = signedIn(auth)
    for (let at = 0; at <= 720; at += 12) expect(auth.enter(undefined, busy, HERE, at * HOUR)).toBe('known')
    expect(auth.enter(undefined, busy, HERE, 720 * HOUR + 1)).toBe('unknown')
  })
  it('tokenAuth() ends a session at the sign-out, and no other', () => {
    const auth = tokenAuth(token)
    const [mine, other] = [signedIn(auth), signedIn(auth)]
    expect(auth.signOut(mine, false)).toBe('aftershock_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0')
    expect(auth.enter(undefined, mine, HERE, 1)).toBe('unknown')
    expect(auth.enter(undefined, other, HERE, 1)).toBe('known')
  })
  it('tokenAuth() keeps the thousand sessions that were used last', () => {
    const auth = tokenAuth(token)
    const first = signedIn(auth)
    const second = signedIn(auth)
    expect(auth.enter(undefined, first, HERE, 1)).toBe('known')
    for (let n = 0; n < 999; n++) signedIn(auth, 2)
    expect(auth.enter(undefined, first, HERE, 3)).toBe('known')
    expect(auth.enter(undefined, second, HERE, 3)).toBe('unknown')
  })
})
