import { type DelimitedRow, type Header, readDelimited } from './delimited.ts'
import { OddQuote, type PlainRecord, recordsOf } from './records.ts'
import type { ReportEntry } from './report.ts'
import type { TextSource } from './textSource.ts'

/** The records under a header, and what a reader has to say of them. */
export interface Records {
  readonly records: () => Iterable<PlainRecord | DelimitedRow>
  /** Records that are none. */
  readonly said: readonly ReportEntry[]
  readonly remarks: readonly ReportEntry[]
  /** The text cannot be split into records. */
  readonly refused: boolean
}

/** The first piece of a table's text, from the header on, and what its header says. */
export interface TableHead {
  readonly text: string
  readonly place: Header
}

type IsKnown = (name: string) => boolean

/** Reads the records of a file piece by piece, or of a text as a whole where no standard says what a quote in it means. */
export function eachRecord<Read>(
  source: TextSource,
  head: TableHead,
  isKnown: IsKnown,
  read: (table: Records) => Read,
): Read {
  try {
    const records = () => recordsOf(underHeader(source, head), head.place.delimiter, 1 + head.place.lines)
    return read({ records, said: [], remarks: [], refused: false })
  } catch (error) {
    if (!(error instanceof OddQuote)) throw error
    // A reader that knows what people do looks at the text as a whole.
    const [, ...rest] = Array.from(source.pieces())
    return read(recordsIn([head.text, ...rest].join(''), isKnown, Number.POSITIVE_INFINITY))
  }
}

/** The records of a text that is in memory. */
export function recordsIn(text: string, isKnown: IsKnown, mostRows: number): Records {
  const { rows, report, remarks, refused } = readDelimited(text, isKnown, mostRows)
  return { records: () => rows, said: report, remarks, refused }
}

/** Pieces of text from the line under the header on. */
function* underHeader({ pieces }: TextSource, { text, place }: TableHead): Generator<string> {
  let isFirst = true
  for (const piece of pieces()) {
    yield isFirst ? text.slice(lengthOf(text, place.lines)) : piece
    isFirst = false
  }
}

/** Characters of the first lines of a text. */
function lengthOf(text: string, lines: number): number {
  const end = /\r\n|\n|\r/g
  for (let line = 0; line < lines; line++) if (end.exec(text) === null) return text.length
  return end.lastIndex
}
