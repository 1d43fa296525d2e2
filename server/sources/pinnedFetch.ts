import { type LookupAddress, lookup as lookUp } from 'node:dns'
import { isIP } from 'node:net'
import { Agent, fetch } from 'undici'
import { isPublicAddress } from './publicAddress.ts'

/** Tells every address of a name. */
export type LookUp = (
  host: string,
  options: { readonly all: true },
  told: (error: Error | null, found: LookupAddress[]) => void,
) => void

/**
 * A `fetch` that connects to addresses of the public internet alone. A name is looked up once for each connection, all its
 * addresses are checked, and the connection goes to one of those and to no other: what a name is made to mean in between
 * changes nothing. Without encryption and with it alike; TLS still proves the name.
 *
 * @param typed the host that the owner of the program named himself: it may be of this machine or a local network, which
 *   no other may; null: none
 * @throws TypeError as `fetch` does, whose cause says that an address is not of the public internet
 */
export function pinnedFetch(typed: string | null, lookup: LookUp = lookUp): typeof globalThis.fetch {
  const isAllowed = (host: string, address: string) => host === typed || isPublicAddress(address)
  const dispatcher = new Agent({
    connect: {
      lookup: (host, { all }, told) =>
        lookup(host, { all: true }, (error, found) => {
          const [first] = found ?? []
          if (error !== null || first === undefined) told(error ?? new Error(`there is no host ${host}`), [])
          else if (!found.every(({ address }) => isAllowed(host, address))) told(refusal(host), [])
          else if (all === true) told(null, found)
          else told(null, first.address, first.family)
        }),
    },
  })
  return (async (input: string | URL, init?: RequestInit) => {
    const { hostname } = new URL(input)
    const literal = hostname.replace(/^\[(.*)\]$/, '$1')
    // An address itself is not looked up.
    if (isIP(literal) !== 0 && !isAllowed(hostname, literal))
      throw new TypeError('fetch failed', { cause: refusal(hostname) })
    // The runtime's own answers and this library's are the same by their standard; their declarations differ.
    return (await fetch(input, { ...(init as object), dispatcher })) as unknown as Response
  }) as typeof globalThis.fetch
}

const refusal = (host: string): Error =>
  new Error(`${host} is no host of the public internet, and nobody named it here`)
