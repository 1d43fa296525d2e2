import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const MINUTE = 60_000
const TRIES_PER_MINUTE = 10
const COOKIE = 'aftershock_session'

const digest = (text: string) => createHash('sha256').update(text).digest()

export type Entry = 'open' | 'known' | 'unknown' | 'too-many-tries'

/** Keeps strangers out where a token is set; without one every visitor that the door lets in is welcome. */
export interface TokenAuth {
  /** @param now milliseconds of any steady clock */
  readonly enter: (authorization: string | undefined, cookie: string | undefined, now: number) => Entry
  /** A session cookie for whoever shows the token; null for a wrong one. */
  readonly signIn: (token: string, secure: boolean, now: number) => string | null
}

/**
 * @param token null: no token is set. Only its hash is kept, and hashes are compared in constant time.
 */
export function tokenAuth(token: string | null): TokenAuth {
  if (token === null) return { enter: () => 'open', signIn: () => null }
  const expected = digest(token)
  const sessions = new Set<string>()
  let wrong: number[] = []
  const isRight = (given: string) => timingSafeEqual(digest(given), expected)
  const tooMany = (now: number) => {
    wrong = wrong.filter((at) => now - at < MINUTE)
    return wrong.length >= TRIES_PER_MINUTE
  }
  const enter = (authorization: string | undefined, cookie: string | undefined, now: number): Entry => {
    const session = new RegExp(`(?:^|;\\s*)(?:__Host-)?${COOKIE}=([0-9a-f]{64})(?:;|$)`).exec(cookie ?? '')?.[1]
    if (session !== undefined && sessions.has(digest(session).toString('hex'))) return 'known'
    if (authorization === undefined) return 'unknown'
    if (tooMany(now)) return 'too-many-tries'
    if (isRight(/^Bearer (.+)$/.exec(authorization)?.[1] ?? '')) return 'known'
    wrong.push(now)
    return 'unknown'
  }
  const signIn = (given: string, secure: boolean, now: number): string | null => {
    if (tooMany(now) || !isRight(given)) {
      wrong.push(now)
      return null
    }
    const session = randomBytes(32).toString('hex')
    sessions.add(digest(session).toString('hex'))
    const name = secure ? `__Host-${COOKIE}` : COOKIE
    return `${name}=${session}; Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`
  }
  return { enter, signIn }
}
