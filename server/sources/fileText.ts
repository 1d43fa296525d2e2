import { type ReportEntry, report } from './report.ts'
import { isZip } from './zipFile.ts'

/** Largest file that is read, in bytes. */
export const MOST_BYTES = 10 * 1024 * 1024

const magic: readonly (readonly [string, readonly number[]])[] = [
  ['a gzip archive', [0x1f, 0x8b]],
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['UTF-16 text', [0xff, 0xfe]],
  ['UTF-16 text', [0xfe, 0xff]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
]

export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'refused'; readonly entry: ReportEntry }

const refused = (entry: ReportEntry): FileText => ({ kind: 'refused', entry })

/**
 * The text of a file without its byte order mark: UTF-8, and of XML the encoding that it declares. Archives, encodings that are
 * not declared and NUL are refused, not guessed.
 */
export function fileText(bytes: Uint8Array, most = MOST_BYTES): FileText {
  if (bytes.byteLength > most)
    return refused(
      report(
        'E_LIMIT',
        `Cannot read a file as it may hold ${most} bytes (${most / 1024 / 1024} MiB): it holds ${bytes.byteLength}`,
      ),
    )
  const other = magic.find(([, start]) => start.every((byte, at) => bytes[at] === byte))
  if (other !== undefined) {
    const advice = isZip(bytes) ? ': unpack it first, or say that it holds factors' : ''
    return refused(report('E_ENCODING', `Cannot read a file as UTF-8 text: it is ${other[0]}${advice}`))
  }
  const declared = declaredEncoding(bytes)
  if (declared !== null) return declaredText(bytes, declared)
  const text = new TextDecoder('utf-8').decode(bytes)
  const nul = text.indexOf('\0')
  if (nul >= 0) {
    // Every other byte of plain text in UTF-16 is zero; the mark that says so may be missing.
    const isUtf16 =
      bytes.length > 3 && bytes[0] !== bytes[1] && [0, 1].some((odd) => bytes[odd] === 0 && bytes[odd + 2] === 0)
    const what = isUtf16 ? 'UTF-8 text: it looks like UTF-16' : 'text: it holds a NUL'
    return refused(report('E_ENCODING', `Cannot read a file as ${what}`, { line: lineAt(text, nul) }))
  }
  // A replacement character that the file itself spells is legal, so only a decoder that insists can tell.
  const bad = text.indexOf('\uFFFD')
  if (bad >= 0 && !isUtf8(bytes))
    return refused(
      report('E_ENCODING', 'Cannot read a file as UTF-8 text: it holds bytes of another encoding', {
        line: lineAt(text, bad),
      }),
    )
  return { kind: 'text', text }
}

/** The encoding that XML declares, in lower case, where that is another than UTF-8. */
function declaredEncoding(bytes: Uint8Array): string | null {
  if (bytes[0] !== 0x3c || bytes[1] !== 0x3f) return null
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 300))
  const name = /^<\?xml\s[^>]{0,200}?\bencoding\s{0,5}=\s{0,5}["']([A-Za-z][\w.:-]{0,40})["']/
    .exec(head)?.[1]
    ?.toLowerCase()
  return name === undefined || /^utf-?8$/.test(name) ? null : name
}

function declaredText(bytes: Uint8Array, encoding: string): FileText {
  const cannot = (why: string) =>
    refused(report('E_ENCODING', `Cannot read a file as ${encoding}, which it declares: ${why}`, { line: 1 }))
  // What declares itself in single bytes is none of these.
  if (/^(utf|ucs|iso-10646)/.test(encoding)) return cannot('its letters are of one byte')
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? cannot('it holds a NUL') : { kind: 'text', text }
  } catch (error) {
    return cannot(error instanceof RangeError ? 'no such encoding is known' : 'it holds bytes of another encoding')
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Line breaks in `text`: CR LF, LF or CR. */
export const lineBreaks = (text: string): number => text.match(/\r\n|\r|\n/g)?.length ?? 0

/** The physical line, from 1, on which a character stands. */
export const lineAt = (text: string, at: number): number => lineBreaks(text.slice(0, at)) + 1

/** How many physical lines a text has, and which is the longest. */
export interface LineMeasure {
  readonly count: number
  readonly longest: number
  readonly longestAt: number
}

export function measureLines(text: string): LineMeasure {
  let count = 1
  let start = 0
  let [longest, longestAt] = [0, 1]
  for (let at = 0; at <= text.length; at++) {
    const character = at === text.length ? 10 : text.charCodeAt(at)
    if (character !== 10 && character !== 13) continue
    if (at - start > longest) [longest, longestAt] = [at - start, count]
    start = at + 1
    const isEnd = at === text.length || (character === 13 && text.charCodeAt(at + 1) === 10)
    if (!isEnd) count++
  }
  return { count, longest, longestAt }
}
