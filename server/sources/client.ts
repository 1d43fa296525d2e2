import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { instant } from '../market/instant.ts'
import { consentAdvice, type Outcome } from './outcome.ts'

/** The one way to the outside: deadlines, a size limit, no redirect to strangers, the status kept. */
export interface Limits {
  /** Milliseconds until a connection stands and the question is on its way, looking the name up and TLS included. */
  readonly connect: number
  /** Milliseconds until the headers are there after that. */
  readonly headers: number
  /** Milliseconds the body may take after that. */
  readonly body: number
  /** Bytes of the body once unpacked, so that a small packed bomb counts as what it becomes. */
  readonly bytes: number
}
export const usualLimits: Limits = { connect: 10_000, headers: 10_000, body: 30_000, bytes: 20 * 1024 * 1024 }

/** What the outside is made of; tests put in their own. */
export interface ClientEffects {
  readonly fetch: typeof globalThis.fetch
  /** Resolves after `ms`, rejects when `signal` aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
  /** UTC milliseconds. */
  readonly now: () => number
  /** 0 … 1, to spread retries. */
  readonly random: () => number
  /** Ends everything that is under way. */
  readonly signal: AbortSignal
}

/** A response as it came. */
export interface Answer {
  readonly status: number
  readonly url: string
  readonly body: string
  /** Milliseconds that the server asks to wait, when it says so. */
  readonly retryAfter: number | null
}
export type Attempt =
  | ({ readonly kind: 'answer' } & Answer)
  | { readonly kind: 'failure'; readonly outcome: Outcome; readonly message: string }

const MAX_REDIRECTS = 3

/**
 * Asks once. Never throws for what the network or the server does; throws the signal's reason when stopped.
 *
 * @param url absolute, http or https
 */
export async function ask(
  url: string,
  headers: Readonly<Record<string, string>>,
  effects: ClientEffects,
  limits: Limits = usualLimits,
): Promise<Attempt> {
  let target = url
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
    const attempt = await askOnce(target, headers, effects, limits)
    if (attempt.kind !== 'redirect') return attempt
    if (!URL.canParse(attempt.to, target))
      return { kind: 'failure', outcome: 'schema', message: 'sent on to no address' }
    const next = new URL(attempt.to, target)
    if (next.host !== new URL(target).host || next.protocol !== new URL(target).protocol)
      return { kind: 'failure', outcome: 'consent', message: `sent on to another host, ${next.host}: ${consentAdvice}` }
    target = next.href
  }
  // Asking again would be sent on again.
  return { kind: 'failure', outcome: 'schema', message: `sent on more than ${MAX_REDIRECTS} times` }
}

async function askOnce(
  url: string,
  headers: Readonly<Record<string, string>>,
  { fetch, now, signal }: ClientEffects,
  limits: Limits,
): Promise<Attempt | { readonly kind: 'redirect'; readonly to: string }> {
  // A deadline of its own for every attempt: one shared by all would have run out at the second.
  const deadline = new AbortController()
  const stopped = AbortSignal.any([signal, deadline.signal])
  let stage = 'connect' as 'connect' | 'headers' | 'body'
  let timer = setTimeout(() => deadline.abort(), limits.connect)
  const enter = (next: 'headers' | 'body') => {
    stage = next
    clearTimeout(timer)
    timer = setTimeout(() => deadline.abort(), limits[next])
  }
  const forget = whenSent(new URL(url), () => enter('headers'))
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal: stopped })
    const to = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && to !== null) {
      await response.body?.cancel()
      return { kind: 'redirect', to }
    }
    enter('body')
    const body = await textWithin(response, limits.bytes)
    if (body === null)
      return { kind: 'failure', outcome: 'bad_body', message: `an answer of more than ${limits.bytes} bytes` }
    const retryAfter = waitAsked(response.headers.get('retry-after'), now())
    return { kind: 'answer', status: response.status, url, body, retryAfter }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (deadline.signal.aborted)
      return { kind: 'failure', outcome: 'timeout', message: `no ${words[stage]} within ${limits[stage] / 1000} s` }
    const message = causeOf(error)
    // The runtime has a deadline of its own for connecting.
    if (message.includes('UND_ERR_CONNECT_TIMEOUT')) return { kind: 'failure', outcome: 'timeout', message }
    return { kind: 'failure', outcome: stage === 'body' ? 'bad_body' : 'net', message }
  } finally {
    clearTimeout(timer)
    forget()
  }
}

const words = { connect: 'connection', headers: 'headers', body: 'body' } as const

/** Where the runtime tells that a question is on its way: before that it looks the name up, connects and agrees on TLS. */
const SENT = 'undici:client:sendHeaders'

/** Calls `then` when the question at an address is on its way, once. @returns stops waiting for that */
function whenSent({ origin, pathname, search }: URL, then: () => void): () => void {
  const told = (message: unknown) => {
    const { request } = message as { readonly request: { readonly origin: unknown; readonly path: unknown } }
    if (String(request.origin) !== origin || request.path !== pathname + search) return
    unsubscribe(SENT, told)
    then()
  }
  subscribe(SENT, told)
  return () => unsubscribe(SENT, told)
}

/** The whole body as text, or null when it is larger than `bytes`. */
async function textWithin(response: Response, bytes: number): Promise<string | null> {
  if (response.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  const reader = response.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > bytes) {
      await reader.cancel()
      return null
    }
    text += decoder.decode(value, { stream: true })
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Retry-After is seconds or a date of HTTP; anything else says nothing. */
function waitAsked(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1000
  const match = /^[A-Z][a-z]{2}, (\d{2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/.exec(header.trim())
  const month = months.indexOf(match?.[2] ?? '') + 1
  const at = match === null ? null : instant(`${match[3]}-${String(month).padStart(2, '0')}-${match[1]}T${match[4]}Z`)
  return at === null ? null : Math.max(0, at - now)
}

/** What OpenSSL says of a certificate that is unknown, out of date or for another name. */
const untrusted = /CERT|VERIFY_LEAF_SIGNATURE/

/** The innermost cause has the words that help: "ECONNREFUSED" rather than "fetch failed". */
function causeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = (inner as { code?: unknown }).code
  const message = inner instanceof Error ? inner.message : String(inner)
  if (typeof code === 'string' && untrusted.test(code)) {
    // The runtime goes on with advice about its own options.
    return `the certificate is not trusted: ${message.replace(/;.*/s, '')} (${code})`
  }
  return typeof code === 'string' && !message.includes(code)
    ? `${code} ${message}`.trim()
    : message || 'no reason given'
}
