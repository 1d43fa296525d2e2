import { hash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** An answer as it was sent, for whoever asks the same while nothing is written. */
export interface KeptAnswer {
  readonly body: Uint8Array<ArrayBuffer>
  readonly etag: string
  /** Content-Type, Data-Version and what else describes the body. */
  readonly headers: Readonly<Record<string, string>>
  /** Is it made again about as fast as it is kept? */
  readonly isCheap?: boolean
}

type Coding = 'br' | 'gzip'

interface Entry extends Pick<KeptAnswer, 'etag' | 'headers'> {
  /** Null where only its tag is kept. */
  readonly body: KeptAnswer['body'] | null
  /** Bytes of its body. */
  readonly length: number
  /** In the forms in which it was sent so far: each is put together once. */
  readonly forms: Map<Coding | 'plain' | 'unchanged', Sent>
}

/** Bytes of answers that are kept, and of one at most. */
const MOST = 32 * 1024 * 1024
const MOST_OF_ONE = 4 * 1024 * 1024
/** What an entry is taken to need besides: there must not be too many of those without a body. */
const ENTRY = 2048
/** Shorter bodies gain nothing from being packed. */
const WORTH_PACKING = 1024
/** Shorter ones are packed a little more. */
const SMALL = 128 * 1024

/** Parts of a request that decide in which form an answer is sent. */
export interface Accepted {
  readonly encoding: string | undefined
  readonly ifNoneMatch: string | undefined
}

/** An answer in the form that a request accepts. */
export interface Sent {
  readonly status: 200 | 304
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer> | null
}

/**
 * Answers by their address, each for as long as the store is at the moment at which it was computed: after any write, by
 * whichever process, none of them counts. Those that were not asked for longest go first.
 */
export interface Answers {
  /** Null where none is kept, or not in the coding that is accepted. */
  readonly find: (address: string, moment: string, accepted: Accepted) => Sent | null
  readonly keep: (address: string, moment: string, answer: KeptAnswer) => void
  /** The answer in the form that is accepted; packs it where it is kept and not packed yet. */
  readonly form: (address: string, answer: KeptAnswer, accepted: Accepted) => Promise<Sent>
}

export function keptAnswers(): Answers {
  const entries = new Map<string, Entry>()
  let [bytes, current, newest] = [0, '', '']
  // What was kept of another moment is not asked for again: it would only fill the room until it was pushed out.
  const turnTo = (moment: string) => {
    if (moment === current) return
    entries.clear()
    bytes = 0
    current = moment
  }
  const sizeOf = ({ body, forms }: Entry) =>
    [...forms.values()].reduce(
      (sum, form) => sum + (form.body === body ? 0 : (form.body?.length ?? 0)),
      ENTRY + (body?.length ?? 0),
    )
  const forget = (address: string) => {
    const entry = entries.get(address)
    if (entry === undefined) return
    bytes -= sizeOf(entry)
    entries.delete(address)
  }
  const makeRoom = () => {
    for (const oldest of entries.keys()) {
      if (bytes <= MOST) return
      forget(oldest)
    }
  }
  return {
    find: (address, moment, accepted) => {
      turnTo(moment)
      const entry = entries.get(address)
      if (entry === undefined) return null
      if (address !== newest) {
        entries.delete(address)
        entries.set(address, entry)
        newest = address
      }
      if (matches(accepted.ifNoneMatch, entry.etag)) return formOf(entry, 'unchanged', () => unchanged(entry))
      const coding = codingOf(entry, accepted)
      if (coding !== null) return entry.forms.get(coding) ?? null
      return entry.body === null ? null : formOf(entry, 'plain', () => plain(entry, entry.body))
    },
    keep: (address, moment, answer) => {
      turnTo(moment)
      const before = entries.get(address)
      forget(address)
      const { body, etag, headers, isCheap = false } = answer
      if (body.length > MOST_OF_ONE) return
      const same = before?.etag === etag ? before : null
      const entry: Entry = {
        etag,
        headers,
        // Of what is asked for once there is much: what is cheap to make is kept when it is asked for again.
        body: same?.body ?? (isCheap && before === undefined ? null : body),
        length: body.length,
        forms: same?.forms ?? new Map(),
      }
      entries.set(address, entry)
      newest = address
      bytes += sizeOf(entry)
      makeRoom()
    },
    form: async (address, answer, accepted) => {
      if (matches(accepted.ifNoneMatch, answer.etag)) return unchanged(answer)
      const coding = codingOf({ headers: answer.headers, length: answer.body.length }, accepted)
      if (coding === null) return plain(answer, answer.body)
      const packed = await pack(answer.body, coding)
      const sent = coded(answer, coding, packed)
      const entry = entries.get(address)
      if (entry?.etag === answer.etag && !entry.forms.has(coding)) {
        entry.forms.set(coding, sent)
        bytes += packed.length
        makeRoom()
      }
      return sent
    },
  }
}

function formOf(entry: Entry, form: 'plain' | 'unchanged', make: () => Sent): Sent {
  const sent = entry.forms.get(form) ?? make()
  entry.forms.set(form, sent)
  return sent
}

/** A tag of a body and of the data that it was made of; weak, since it is the same in every coding. */
export const tagOf = (body: Uint8Array, version: string | null): string => {
  const digest = hash('sha256', body, 'base64url').slice(0, 16)
  return `W/"${version === null ? '' : `${version}-`}${digest}"`
}

/** Does If-None-Match name a tag? Weak comparison, RFC 9110, 13.1.2. */
export const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch === etag ||
  (ifNoneMatch !== undefined &&
    (ifNoneMatch.trim() === '*' ||
      ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, ''))))

/** Kept by the reader's browser alone, and asked about each time. */
const kept = (etag: string) => ({ 'Cache-Control': 'private, no-cache', ETag: etag, Vary: 'Origin, Accept-Encoding' })

type Head = Pick<KeptAnswer, 'etag' | 'headers'>

const unchanged = ({ etag, headers }: Head): Sent => {
  const { 'Content-Type': _, ...rest } = headers
  return { status: 304, headers: { ...rest, ...kept(etag) }, body: null }
}
const plain = ({ etag, headers }: Head, body: Sent['body']): Sent => ({
  status: 200,
  headers: { ...headers, ...kept(etag) },
  body,
})
const coded = ({ etag, headers }: KeptAnswer, coding: Coding, body: Uint8Array<ArrayBuffer>): Sent => ({
  status: 200,
  headers: { ...headers, ...kept(etag), 'Content-Encoding': coding },
  body,
})

/** The best coding that a request accepts and the body is worth; pictures are packed already. */
function codingOf({ length, headers }: Pick<Entry, 'length' | 'headers'>, { encoding = '' }: Accepted): Coding | null {
  if (length < WORTH_PACKING || headers['Content-Type']?.startsWith('image/png')) return null
  const accepts = (coding: string) =>
    new RegExp(`(^|[,\\s])${coding}\\s*(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))(;|,|$)`).test(encoding)
  return accepts('br') ? 'br' : accepts('gzip') ? 'gzip' : null
}

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)]

async function pack(body: Uint8Array, coding: Coding): Promise<Uint8Array<ArrayBuffer>> {
  // Packed once and sent many times, but the first reader waits: of the levels the one that costs about as much as gzip, and
  // the next one, a hundredth smaller and twice as slow, where that is a fraction of a millisecond.
  const level = body.length < SMALL ? 5 : 4
  const quality = {
    params: { [constants.BROTLI_PARAM_QUALITY]: level, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  }
  return new Uint8Array(await (coding === 'br' ? brotli(body, quality) : zip(body)))
}
