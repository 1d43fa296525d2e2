import { type IncomingMessage, request as requestPlain } from 'node:http'
import { request as requestTls } from 'node:https'
import { isIP } from 'node:net'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { askedAddress } from './publicAddress.ts'

/** An address of a host as it was looked up. */
export interface Found {
  readonly address: string
  readonly family: 4 | 6
}

/** What the outside is made of; tests put in their own. */
export interface GuardEffects {
  /** Every address of a name. */
  readonly lookup: (host: string) => Promise<readonly Found[]>
  /** May this one be connected to? `isPublicAddress` unless an explicit setting says otherwise. */
  readonly isAllowed: (address: string) => boolean
  /** Other ports than that of the scheme, where an explicit setting names them. */
  readonly isPortAllowed?: (port: string) => boolean
  /** Ends everything that is under way. */
  readonly signal: AbortSignal
}

export interface GuardLimits {
  /** Milliseconds for everything: names, connections, redirects, body. */
  readonly total: number
  /** Bytes of the body once unpacked. */
  readonly bytes: number
  readonly redirects: number
}
export const guardLimits: GuardLimits = { total: 10_000, bytes: 5 * 1024 * 1024, redirects: 3 }

export type Guarded =
  | {
      readonly kind: 'answer'
      readonly status: number
      /** Content-Type as sent; empty when there is none. */
      readonly type: string
      /** Where the answer came from in the end. */
      readonly url: string
      readonly bytes: Uint8Array
    }
  /** Nothing was connected to. */
  | { readonly kind: 'blocked'; readonly code: 'blocked_url' | 'blocked_address'; readonly message: string }
  | { readonly kind: 'failure'; readonly message: string }

/**
 * Fetches what an address that nobody vouches for leads to. Every name is looked up once; when any of its addresses is not
 * allowed nothing is connected to, else the connection goes to the one that was checked and to no other. Every hop of a
 * redirect is checked anew. Sends no cookie, no Referer and no name of ours; follows no `Refresh` and no page.
 */
export async function guardedFetch(
  text: string,
  { lookup, isAllowed, isPortAllowed, signal }: GuardEffects,
  { total, bytes, redirects }: GuardLimits = guardLimits,
): Promise<Guarded> {
  const within = AbortSignal.any([signal, AbortSignal.timeout(total)])
  let target = text
  for (let hop = 0; hop <= redirects; hop++) {
    const url = askedAddress(target, isPortAllowed)
    if (typeof url === 'string') return { kind: 'blocked', code: 'blocked_url', message: url }
    try {
      const found = await beforeAbort(addressesOf(url, lookup), within)
      const [first] = found
      if (first === undefined) return { kind: 'failure', message: `there is no host ${url.hostname}` }
      if (!found.every(({ address }) => isAllowed(address)))
        return {
          kind: 'blocked',
          code: 'blocked_address',
          message: `Cannot fetch from ${url.hostname} as it is no host of the public internet`,
        }
      const response = await opened(url, first, within)
      const { statusCode: status = 0, headers } = response
      if (status >= 300 && status < 400 && headers.location !== undefined) {
        response.destroy()
        if (!URL.canParse(headers.location, url.href)) return { kind: 'failure', message: 'sent on to no address' }
        target = new URL(headers.location, url.href).href
        continue
      }
      const body = await bodyWithin(response, bytes)
      if (body === null) return { kind: 'failure', message: `an answer of more than ${bytes} bytes` }
      return { kind: 'answer', status, type: headers['content-type'] ?? '', url: url.href, bytes: body }
    } catch (error) {
      if (signal.aborted) throw signal.reason
      if (within.aborted) return { kind: 'failure', message: `no whole answer within ${total / 1000} s` }
      const { code, message } = error as NodeJS.ErrnoException
      return { kind: 'failure', message: code === undefined ? message : `${code} ${message}` }
    }
  }
  return { kind: 'failure', message: `sent on more than ${redirects} times` }
}

async function addressesOf({ hostname }: URL, lookup: GuardEffects['lookup']): Promise<readonly Found[]> {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(literal)
  return family === 0 ? lookup(hostname) : [{ address: literal, family: family as 4 | 6 }]
}

const beforeAbort = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((done, failed) => {
    signal.addEventListener('abort', () => failed(signal.reason), { once: true })
    work.then(done, failed)
  })

/** The answer's head, from a connection to the address that was checked; TLS still proves the name. */
function opened(url: URL, { address, family }: Found, signal: AbortSignal): Promise<IncomingMessage> {
  const request = url.protocol === 'https:' ? requestTls : requestPlain
  return new Promise((done, failed) => {
    request(url, {
      signal,
      agent: false,
      lookup: (_name, { all }, told) => (all ? told(null, [{ address, family }]) : told(null, address, family)),
      headers: { Accept: 'text/html, text/plain, */*;q=0.1', 'Accept-Encoding': 'gzip, deflate, br' },
    })
      .on('response', done)
      .on('error', failed)
      .end()
  })
}

/** The body unpacked; null when it is larger than `most`, whatever it was before. @throws when it ends too early */
async function bodyWithin(response: IncomingMessage, most: number): Promise<Uint8Array | null> {
  const unpack = unpackers[response.headers['content-encoding'] ?? 'identity']
  if (unpack === undefined) throw new Error('packed in a way that was not asked for')
  const unpacked = unpack(response)
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of unpacked as AsyncIterable<Uint8Array>) {
    size += piece.byteLength
    if (size > most) {
      response.destroy()
      return null
    }
    pieces.push(piece)
  }
  if (!response.complete) throw new Error('the answer was cut off')
  return Buffer.concat(pieces)
}

const through = (make: () => NodeJS.ReadWriteStream) => (response: IncomingMessage) => {
  const unpacked = make()
  response.on('error', (error) => unpacked.emit('error', error))
  return response.pipe(unpacked)
}
const unpackers: Readonly<Record<string, (response: IncomingMessage) => AsyncIterable<unknown>>> = {
  identity: (response) => response,
  gzip: through(createGunzip),
  deflate: through(createInflate),
  br: through(createBrotliDecompress),
}
