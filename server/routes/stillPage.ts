import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { formatAddress, parseAddress } from '../../web/core/address.ts'
import { twinAddress } from '../../web/core/twinAddress.ts'
import type { Page, PageFile, StillRoom } from '../http/page.ts'
import { embedShell, shellWith } from '../http/shell.ts'
import { keeping } from '../verbs/kept.ts'
import type { VerbContext } from '../verbs/verb.ts'
import type { OwnFetch } from './ownAnswers.ts'

/** What a request says of who reads. */
export interface Reader {
  /** Where the server was reached: scheme, host and port. */
  readonly origin: string
  /** Path and query. */
  readonly path: string
  readonly search: string
  readonly header: (name: string) => string | undefined
}

/** Asked of browsers that can say it: how large the window is. That of others is guessed. */
const HINTS = 'Sec-CH-Viewport-Width, Sec-CH-Viewport-Height'
export const hintHeaders: Readonly<Record<string, string>> = {
  'Accept-CH': HINTS,
  'Critical-CH': HINTS,
  Vary: `Origin, Accept-Language, Cookie, ${HINTS}`,
}

/** A page that came drawn; 404 where what its address names is not stored, which the page says in words. */
export interface DrawnPage {
  readonly file: PageFile
  readonly status: 200 | 404
}

/** Pages kept drawn. */
const MOST = 64
const DAY = 86_400_000
const FRAME = { width: 420, height: 480 }
/** The code whose style sheet a figure of its own needs. */
const SHEET = 'ui/ticker/engine.ts'

/** The page with what it shows drawn in, for as long as nothing is written to the store. */
export function stillPages(
  context: VerbContext,
  {
    page,
    publicUrl,
    load,
  }: { readonly page: Page; readonly publicUrl: string | null; readonly load: () => Promise<StillRoom> },
  ask: OwnFetch,
) {
  // Loaded for the first page that somebody wants, not while the server starts.
  let still: Promise<StillRoom> | null = null
  const kept = keeping<DrawnPage>(MOST)
  return (reader: Reader, embedded = false): Promise<DrawnPage> => {
    // A frame does not say how large it is: it is laid out for a small one, where lanes stand in one, and stretches.
    const size = embedded ? FRAME : windowOf(reader)
    const languages = languagesOf(reader.header('accept-language'))
    const coding = /\bbr\b/.test(reader.header('accept-encoding') ?? '') ? 'br' : 'gzip'
    // Keys that the page does not know make no other page.
    const view = parseAddress(reader.path, reader.search)
    const address = formatAddress(view)
    const now = context.now()
    const key = JSON.stringify([reader.origin, embedded, address, size, languages, coding, Math.floor(now / DAY)])
    const make = async (): Promise<DrawnPage> => {
      still ??= load()
      const { draw, styles } = await still
      const { file, isFound, ...drawn } = await draw({
        address,
        origin: publicUrl ?? reader.origin,
        ...size,
        languages,
        now,
        embedded,
        publicUrl,
        fetch: ask,
      })
      const whole = new TextDecoder().decode(page.get('/index.html')?.body)
      const shell = embedded ? embedShell(whole) : whole
      const body = packed(
        new TextEncoder().encode(
          shellWith(shell, {
            ...drawn,
            alternates: embedded ? [] : alternatesOf(address),
            isDrawn: !embedded,
            styles: styles(file, ...(embedded ? [SHEET] : [])),
          }),
        ),
        coding,
      )
      return { file: body, status: isFound ? 200 : 404 }
    }
    // The page of data tells what runs in the server, of which the store says nothing.
    return view.screen.kind === 'data' ? make() : kept(context, key, make)
  }
}

const alternatesOf = (address: string) =>
  (['json', 'csv'] as const).flatMap((form) => {
    const href = twinAddress(address, form)
    return href === null ? [] : [[form === 'json' ? 'application/json' : 'text/csv', href] as const]
  })

/** Pages are many and made while somebody waits: they are packed fast, not small. */
function packed(body: Uint8Array<ArrayBuffer>, coding: 'br' | 'gzip'): PageFile {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length }
  return {
    body,
    gzip: coding === 'gzip' ? new Uint8Array(gzipSync(body, { level: 4 })) : null,
    brotli: coding === 'br' ? new Uint8Array(brotliCompressSync(body, { params })) : null,
    type: 'text/html; charset=utf-8',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    immutable: false,
  }
}

function windowOf({ header }: Reader): { readonly width: number; readonly height: number } {
  const [width, height] = ['sec-ch-viewport-width', 'sec-ch-viewport-height'].map((name) => Number(header(name) ?? NaN))
  if (width !== undefined && height !== undefined && width >= 100 && width <= 8000 && height >= 100 && height <= 8000)
    return { width: Math.round(width), height: Math.round(height) }
  return header('sec-ch-ua-mobile') === '?1' || /\bMobi/.test(header('user-agent') ?? '')
    ? { width: 390, height: 844 }
    : { width: 1440, height: 900 }
}

/** Languages of an `Accept-Language` header, best first. */
export function languagesOf(header = ''): readonly string[] {
  return header
    .split(',')
    .slice(0, 20)
    .flatMap((part) => {
      const [, tag, quality = '1'] = /^\s*([a-z]{1,8}(?:-[a-z0-9]{1,8})*)\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(part) ?? []
      return tag === undefined ? [] : [{ tag: tag.toLowerCase(), quality: Number(quality) }]
    })
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}
