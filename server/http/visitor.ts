import { isIPv6 } from 'node:net'
import type { Accepted } from './answers.ts'
import type { Entry } from './token.ts'

/** Who asks, as far as the connection and a proxy that we trust can tell. */
export interface Visitor {
  /** The address that tries and connections are counted by: an IPv4 address, or the /64 network of an IPv6 one. */
  readonly address: string
  /** Did the request reach the trusted proxy over TLS? */
  readonly secure: boolean
}

/** What the listener hands to the routes beside a request. */
export interface Bindings {
  readonly visitor: Visitor
  /** Whether the visitor may come in, decided once a request. */
  readonly entry: Entry
  /** Where the listener has looked for a kept answer, and found none. */
  readonly looked?: Looked | undefined
}

/** A question whose answer was not kept at a moment of the store. */
export interface Looked {
  /** Path and query, as sent. */
  readonly address: string
  readonly accepted: Accepted
  readonly moment: string
}

/** What a connection says of itself. */
export interface Peer {
  readonly remoteAddress: string | undefined
  readonly forwardedFor: string | undefined
  readonly forwardedProto: string | undefined
}

/**
 * Forwarding headers count only when a proxy named in the settings sends them: anybody else can write what he likes. Of
 * a chain of addresses the last one that is no trusted proxy is the visitor, as all before it were told, not seen.
 *
 * @param proxies addresses of trusted proxies as `plainAddress` writes them
 */
export function visitorOf(peer: Peer, proxies: ReadonlySet<string>): Visitor {
  const own = plainAddress(peer.remoteAddress ?? '')
  if (!proxies.has(own)) return { address: network(own), secure: false }
  const chain = (peer.forwardedFor ?? '').split(',').map((part) => plainAddress(part.trim()))
  const seen = chain.findLast((address) => address !== '' && !proxies.has(address))
  return { address: network(seen ?? own), secure: peer.forwardedProto?.trim().toLowerCase() === 'https' }
}

/** One spelling for an address: an IPv4 address that came over an IPv6 socket is the IPv4 address. */
export const plainAddress = (address: string): string => address.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')

/** Whoever has one IPv6 address has the 2^64 of its network. */
function network(address: string): string {
  if (!address.includes(':') || !isIPv6(address)) return address
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const groups =
    tail === undefined
      ? left
      : [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right]
  const first = groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16))
  return `${first.join(':')}::/64`
}
