import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { tryCounter } from './tries.ts'

const COOKIE = 'aftershock_session'
/** A session ends so long after its last request, and so long after its beginning, in milliseconds. */
const IDLE = 12 * 3_600_000
const LONGEST = 30 * 24 * 3_600_000
/** Sessions kept; the one that was quiet longest ends first. */
const MOST_SESSIONS = 1000

const digest = (text: string) => createHash('sha256').update(text).digest()

export type Entry = 'open' | 'known' | 'unknown' | 'too-many-tries'

export type SignIn =
  | { readonly kind: 'signed-in'; readonly cookie: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'too-many-tries'; readonly waitMs: number }

/** Keeps strangers out where a token is set; without one every visitor whose Host and Origin are right is welcome. */
export interface TokenAuth {
  /**
   * @param address whom a wrong token is counted against
   * @param now milliseconds of any steady clock
   */
  readonly enter: (authorization: string | undefined, cookie: string | undefined, address: string, now: number) => Entry
  /** A session cookie for whoever shows the token. */
  readonly signIn: (token: string, secure: boolean, address: string, now: number) => SignIn
  /** Ends the session of a cookie; answers the cookie that takes it from the browser. */
  readonly signOut: (cookie: string | undefined, secure: boolean) => string
}

/**
 * @param token null: no token is set. Only its hash is kept, and hashes are compared in constant time.
 */
export function tokenAuth(token: string | null): TokenAuth {
  const expected = token === null ? null : digest(token)
  const sessions = new Map<string, { readonly began: number; readonly last: number }>()
  const tries = tryCounter()
  const isRight = (given: string) => expected !== null && timingSafeEqual(digest(given), expected)
  const cookieOf = (session: string, secure: boolean, more = '') =>
    `${secure ? '__Host-' : ''}${COOKIE}=${session}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}${more}`
  const keyIn = (cookie: string | undefined): string | null => {
    const session = sessionIn.exec(cookie ?? '')?.[1]
    return session === undefined ? null : digest(session).toString('hex')
  }
  const isInSession = (key: string | null, now: number): boolean => {
    const session = key === null ? undefined : sessions.get(key)
    if (key === null || session === undefined) return false
    sessions.delete(key)
    if (now - session.last > IDLE || now - session.began > LONGEST) return false
    sessions.set(key, { ...session, last: now })
    return true
  }
  return {
    enter: (authorization, cookie, address, now) => {
      if (expected === null) return 'open'
      if (isInSession(keyIn(cookie), now)) return 'known'
      if (authorization === undefined) return 'unknown'
      if (tries.wait(address, now) > 0) return 'too-many-tries'
      if (isRight(/^Bearer +(.+)$/i.exec(authorization)?.[1] ?? '')) {
        tries.right(address)
        return 'known'
      }
      tries.wrong(address, now)
      return 'unknown'
    },
    signIn: (given, secure, address, now) => {
      const waitMs = tries.wait(address, now)
      if (waitMs > 0) return { kind: 'too-many-tries', waitMs }
      if (!isRight(given)) {
        tries.wrong(address, now)
        return { kind: 'wrong' }
      }
      tries.right(address)
      const session = randomBytes(32).toString('hex')
      sessions.set(digest(session).toString('hex'), { began: now, last: now })
      const [quietest] = sessions.keys()
      if (sessions.size > MOST_SESSIONS && quietest !== undefined) sessions.delete(quietest)
      return { kind: 'signed-in', cookie: cookieOf(session, secure) }
    },
    signOut: (cookie, secure) => {
      const key = keyIn(cookie)
      if (key !== null) sessions.delete(key)
      return cookieOf('', secure, '; Max-Age=0')
    },
  }
}

const sessionIn = new RegExp(`(?:^|;\\s*)(?:__Host-)?${COOKIE}=([0-9a-f]{64})(?:;|$)`)
