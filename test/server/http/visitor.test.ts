import { describe, expect, it } from 'vitest'
import { type Peer, visitorOf } from '../../../server/http/visitor.ts'

const peer = (given: Partial<Peer>): Peer => ({
  remoteAddress: '127.0.0.1',
  forwardedFor: undefined,
  forwardedProto: undefined,
  ...given,
})
const none: ReadonlySet<string> = new Set()
const proxy: ReadonlySet<string> = new Set(['127.0.0.1'])

describe('visitorOf', () => {
  it('visitorOf() believes nobody about other addresses unless a setting says so', () =>
    expect(visitorOf(peer({ forwardedFor: '203.0.113.5', forwardedProto: 'https' }), none)).toEqual({
      address: '127.0.0.1',
      secure: false,
    }))
  it.each([
    ['203.0.113.5', '203.0.113.5'],
    ['198.51.100.1, 203.0.113.5', '203.0.113.5'],
    ['203.0.113.5, 127.0.0.1', '203.0.113.5'],
    ['', '127.0.0.1'],
    [undefined, '127.0.0.1'],
  ])('visitorOf() takes from a trusted proxy the chain %j as %s', (forwardedFor, address) =>
    expect(visitorOf(peer({ forwardedFor, forwardedProto: 'https' }), proxy)).toEqual({ address, secure: true }),
  )
  it('visitorOf() does not believe a stranger who names himself a proxy in the chain', () =>
    expect(visitorOf(peer({ remoteAddress: '203.0.113.5', forwardedFor: '127.0.0.1' }), proxy).address).toBe(
      '203.0.113.5',
    ))
  it('visitorOf() takes http for what it is', () =>
    expect(visitorOf(peer({ forwardedProto: 'http' }), proxy).secure).toBe(false))
  it.each([
    ['::ffff:127.0.0.2', '127.0.0.2'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('visitorOf() counts %s as %s', (remoteAddress, address) =>
    expect(visitorOf(peer({ remoteAddress }), none).address).toBe(address),
  )
})
