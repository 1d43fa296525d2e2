/** A quote where RFC 4180 has none: inside a field that does not begin with one, behind the end of one, or never closed. */
export class OddQuote extends Error {
  override readonly name = 'OddQuote'
}

/** Characters of one record, all fields together. */
export const MOST_OF_RECORD = 1_000_000

/** One record of a table, and the physical line on which it begins. */
export interface PlainRecord {
  readonly line: number
  readonly fields: readonly string[]
}

/**
 * Splits text into records as it comes. Lines end with CR LF, LF or CR; quoted fields may hold any of them.
 *
 * @param pieces each but the last ends with a line
 * @param line number of the first line
 * @throws OddQuote where no standard says how to go on
 */
export function* recordsOf(pieces: Iterable<string>, delimiter: string, line = 1): Generator<PlainRecord> {
  /** Lines of a record that has a quote open, and where it begins. */
  let open = ''
  let begun = line
  for (const piece of pieces) {
    const isQuoted = open !== '' || piece.includes('"')
    if (!isQuoted && !piece.includes('\r')) {
      let at = 0
      for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', at)) {
        yield { line, fields: piece.slice(at, end).split(delimiter) }
        at = end + 1
        line++
      }
      if (at < piece.length) yield { line: line++, fields: piece.slice(at).split(delimiter) }
      continue
    }
    for (const [text, end] of linesOf(piece)) {
      const whole = open === '' ? text : open + text
      if (isQuoted && whole.includes('"')) {
        const fields = quotedFields(whole, delimiter)
        if (fields === null) {
          if (open === '') begun = line
          open = whole + end
          if (open.length > MOST_OF_RECORD) throw new OddQuote('A quote is not closed for long')
        } else {
          yield { line: open === '' ? line : begun, fields }
          open = ''
        }
      } else yield { line, fields: whole.split(delimiter) }
      line++
    }
  }
  if (open !== '') throw new OddQuote('A quote is never closed')
}

/** Lines of a piece with what ends each. What follows the last end is a line where it holds something. */
function* linesOf(piece: string): Generator<readonly [text: string, end: string]> {
  const line = /([^\r\n]*)(\r\n|\n|\r|$)/y
  while (line.lastIndex < piece.length) {
    const [, text = '', end = ''] = line.exec(piece) ?? []
    yield [text, end]
  }
}

/** The fields of a record with quotes; null while one of them is open. */
function quotedFields(text: string, delimiter: string): readonly string[] | null {
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (text[at] === '"') {
      let from = at + 1
      let field = ''
      for (;;) {
        const end = text.indexOf('"', from)
        if (end < 0) return null
        field += text.slice(from, end)
        if (text[end + 1] !== '"') {
          at = end + 1
          break
        }
        field += '"'
        from = end + 2
      }
      if (at < text.length && text[at] !== delimiter) throw new OddQuote('Something follows the end of a quoted field')
      fields.push(field)
    } else {
      const next = text.indexOf(delimiter, at)
      const end = next < 0 ? text.length : next
      const field = text.slice(at, end)
      if (field.includes('"')) throw new OddQuote('A quote stands inside a field that does not begin with one')
      fields.push(field)
      at = end
    }
    if (at >= text.length) return fields
    at++
  }
}
