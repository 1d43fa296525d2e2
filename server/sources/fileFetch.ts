import { type Attempt, ask, type ClientEffects, type Limits, usualLimits } from './client.ts'
import type { Outcome } from './outcome.ts'
import { retry } from './retry.ts'

export type FetchedFile =
  /** `name` is the address without its query, readable: its last part is the name of the file. */
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array }
  | { readonly kind: 'failure'; readonly outcome: Outcome; readonly message: string }

export interface FileFetchEffects extends ClientEffects {
  /** Bytes that came so far; `total` where the server says it. */
  readonly progress?: (received: number, total: number | null) => void
}

export const isAddress = (text: string): boolean => /^https?:\/\//i.test(text)

const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(host)

/** Why a file is not asked for at an address; null when it is. Without encryption only this machine is believed. */
export function whyNotFetch(text: string): string | null {
  if (!URL.canParse(text)) return `Cannot fetch ${text} as an address: it is none`
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return 'Cannot fetch from an address with a user name or password in it'
  return protocol === 'https:' || isLoopback(hostname)
    ? null
    : `Cannot fetch ${toldAddress(text)} as only https is asked of other machines: use https, or download the file first`
}

/** Fetches one file as it is, text or archive, by the client that everything goes through: asked four times at most. */
export async function fetchFile(
  url: URL,
  effects: FileFetchEffects,
  limits: Limits = usualLimits,
): Promise<FetchedFile> {
  let pieces: Uint8Array[] = []
  // The client gives text; an archive is none, so its bytes are kept as they pass.
  const fetch: typeof globalThis.fetch = async (...asked) => {
    const response = await effects.fetch(...asked)
    pieces = []
    let received = 0
    const total = Number(response.headers.get('content-length') ?? '') || null
    const kept = response.body?.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, controller) {
          pieces.push(piece)
          received += piece.byteLength
          effects.progress?.(received, total)
          controller.enqueue(piece)
        },
      }),
    )
    return Object.defineProperty(response, 'body', { value: kept ?? null })
  }
  const judged = await retry(
    async () =>
      judgeFile(await ask(url.href, { accept: 'text/csv, application/zip, */*' }, { ...effects, fetch }, limits)),
    () => {},
    effects,
  )
  return judged.outcome === 'ok'
    ? { kind: 'file', name: toldAddress(url.href), bytes: Buffer.concat(pieces) }
    : { kind: 'failure', outcome: judged.outcome, message: judged.message }
}

interface JudgedFile {
  readonly outcome: Outcome
  readonly message: string
  readonly retryAfter: number | null
}

/** Which outcome an answer is. A page in place of a file is none. */
export function judgeFile(attempt: Attempt): JudgedFile {
  if (attempt.kind === 'failure') return { outcome: attempt.outcome, message: attempt.message, retryAfter: null }
  const { status, retryAfter } = attempt
  const said = (outcome: Outcome, message = `status ${status}`): JudgedFile => ({ outcome, message, retryAfter })
  if (status === 429) return said('rate_limit', 'too many requests')
  if (status === 401 || status === 403) return said('auth', `not let in (status ${status})`)
  if (status === 404 || status === 410) return said('not_found', `no such file (status ${status})`)
  if (status >= 500) return said('down')
  if (status === 400 || status === 422) return said('range')
  if (status < 200 || status >= 300) return said('schema')
  const start = attempt.body.slice(0, 2000)
  if (start === '') return said('empty', 'nothing in the answer')
  if (!/^\uFEFF?\s*<(!doctype|html|head|body|\?xml)/i.test(start)) return said('ok')
  if (/consent/i.test(start))
    return said('consent', 'a consent form instead of a file: download it in a browser, and name the file')
  return /unavailable|maintenance|right back|try again later/i.test(start)
    ? said('down', 'a page that says it is down')
    : said('bad_body', 'a web page instead of a file')
}

/** An address, readable and without its query, in which a key may stand. */
export function toldAddress(text: string): string {
  if (!URL.canParse(text)) return text
  const { origin, pathname } = new URL(text)
  try {
    return origin + decodeURIComponent(pathname)
  } catch {
    return origin + pathname
  }
}
