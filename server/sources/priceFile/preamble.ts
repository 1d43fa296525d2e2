import { columnName, delimiterOf } from '../delimited.ts'
import { isPriceColumn, priceWord } from './columns.ts'

/** Lines that are looked at for a header below others. */
const MOST = 30

/** A file whose header is not its first line, cut there. */
export interface Preamble {
  readonly text: string
  /** Lines before the header, and the first one that holds something. */
  readonly lines: number
  readonly first: string
}

const wordsIn = (line: string): ReadonlySet<string> => {
  const delimiter = delimiterOf(line, isPriceColumn)
  const names = line.split(delimiter).map((name) => columnName(name.replaceAll('"', '')))
  return new Set(names.flatMap((name) => priceWord(name) ?? []))
}

const isHeader = (line: string): boolean => {
  const words = wordsIn(line)
  return words.has('close') && (words.has('date') || words.has('start') || words.has('clock'))
}

/**
 * Cuts off what stands above the header: facts of the export (Bloomberg's), a message of the server. Where the first line
 * names a column that is known, it is the header, whatever follows.
 */
export function cutPreamble(text: string): Preamble {
  const first = /^[^\r\n]*/.exec(text.slice(0, 10_000))?.[0] ?? ''
  const whole = { text, lines: 0, first: '' }
  if ([...wordsIn(first)].length > 0) return whole
  const line = /([^\r\n]*)(\r\n|\n|\r)/y
  const above: string[] = []
  for (let at = 0; above.length < MOST; at = line.lastIndex) {
    line.lastIndex = at
    const [, content] = line.exec(text) ?? []
    if (content === undefined) return whole
    if (above.length > 0 && isHeader(content))
      return { text: text.slice(at), lines: above.length, first: above.find((one) => one.trim() !== '') ?? '' }
    above.push(content)
  }
  return whole
}
