import { describe, expect, it } from 'vitest'
import { namesOf, readConfig } from '../../server/config.ts'
import { tokenAuth } from '../../server/http/token.ts'

const token = 'sixteen-characters-or-more'

describe('readConfig', () => {
  it('readConfig() takes arguments before the environment before defaults', () => {
    expect(readConfig([], {})).toMatchObject({
      config: { port: 4173, host: '127.0.0.1', db: 'data/aftershock.db', schedule: false },
    })
    expect(readConfig([], { PORT: '5000', AFTERSHOCK_DB: 'x.db' })).toMatchObject({
      config: { port: 5000, db: 'x.db' },
    })
    expect(readConfig(['--port', '6000', '--db', 'y.db'], { PORT: '5000', AFTERSHOCK_DB: 'x.db' })).toMatchObject({
      config: { port: 6000, db: 'y.db' },
    })
  })
  it.each(['65536', '-1', '80a', '0x50', '', '1e3', ' 80'])('readConfig() refuses the port "%s"', (port) =>
    expect(readConfig([`--port=${port}`], {})).toMatchObject({ kind: 'wrong' }),
  )
  it('readConfig() refuses an unknown option', () =>
    expect(readConfig(['--prot', '1'], {})).toMatchObject({ kind: 'wrong' }))
  it('readConfig() opens to other machines only with a token', () => {
    expect(readConfig(['--host', '0.0.0.0'], {})).toMatchObject({ kind: 'wrong' })
    expect(readConfig(['--host', '0.0.0.0'], { AFTERSHOCK_TOKEN: 'short' })).toMatchObject({ kind: 'wrong' })
    expect(readConfig(['--host', '0.0.0.0'], { AFTERSHOCK_TOKEN: token })).toMatchObject({ kind: 'config' })
  })
  it('namesOf() adds the names that were allowed and never 0.0.0.0', () => {
    const asked = readConfig(['--host', '0.0.0.0', '--allow-host', 'Desk.Example'], { AFTERSHOCK_TOKEN: token })
    expect(asked.kind === 'config' && namesOf(asked.config)).toEqual([
      'localhost',
      '127.0.0.1',
      '[::1]',
      'desk.example',
    ])
  })
})

describe('tokenAuth', () => {
  it('tokenAuth() lets everybody in where no token is set', () =>
    expect(tokenAuth(null).enter(undefined, undefined, 0)).toBe('open'))
  it('tokenAuth() knows the right token from a longer one and from none', () => {
    const guard = tokenAuth(token)
    expect(guard.enter(undefined, undefined, 0)).toBe('unknown')
    expect(guard.enter(`Bearer ${token}x`, undefined, 0)).toBe('unknown')
    expect(guard.enter(token, undefined, 0)).toBe('unknown')
    expect(guard.enter(`Bearer ${token}`, undefined, 0)).toBe('known')
  })
  it('tokenAuth() stops listening after ten wrong tokens, for a minute', () => {
    const guard = tokenAuth(token)
    for (let n = 0; n < 10; n++) guard.enter('Bearer wrong', undefined, n)
    expect(guard.enter(`Bearer ${token}`, undefined, 100)).toBe('too-many-tries')
    expect(guard.enter(`Bearer ${token}`, undefined, 60_100)).toBe('known')
  })
  it('tokenAuth() gives whoever shows the token a cookie that opens the door, and no other cookie does', () => {
    const guard = tokenAuth(token)
    expect(guard.signIn('wrong', false, 0)).toBeNull()
    const cookie = guard.signIn(token, false, 0)
    expect(cookie).toMatch(/^aftershock_session=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(guard.enter(undefined, cookie?.split(';')[0], 0)).toBe('known')
    expect(guard.enter(undefined, `aftershock_session=${'0'.repeat(64)}`, 0)).toBe('unknown')
    expect(guard.signIn(token, true, 0)).toMatch(/^__Host-aftershock_session=.*; Secure$/)
  })
})
