import { localTime } from '../market/zone.ts'
import { columnName, delimiterOf, withoutDelimiterLine } from '../sources/delimited.ts'
import { isRequestFile } from '../sources/eventFile/adapters/eventStudyTools.ts'
import { isFeedText } from '../sources/eventFile/adapters/feedText.ts'
import { isDateLike } from '../sources/eventFile/csvEvents.ts'
import { isKnownColumn } from '../sources/eventFile/field.ts'
import { isLibraryText } from '../sources/factorFile.ts'
import { isPriceColumn, type PriceWord, plainName, priceWord } from '../sources/priceFile/columns.ts'
import { epochInstant } from '../sources/priceFile/dateColumn.ts'
import { fileDate } from '../sources/priceFile/fileDate.ts'
import { plainHeader } from '../sources/priceFile/plainHeader.ts'
import { cutPreamble } from '../sources/priceFile/preamble.ts'
import { type IngestKind, ingestKinds } from './names.ts'

const titles = ['title', 'headline', 'name', 'event', 'text', 'rp_entity_id']

/** What a file holds, by its shape; null when its columns fit nothing. */
export function kindOf(text: string): IngestKind | null {
  const start = withoutDelimiterLine(text.slice(0, 20_000).trimStart())
  if (/^[{[]/.test(start) || start.startsWith('BEGIN:VCALENDAR') || isFeedText(start)) return 'events'
  if (isLibraryText(text)) return 'factors'
  if (/(^|[\r\n])CIK\|Company Name\|/i.test(start) || /(<|&lt;)ACCEPTANCE-DATETIME(>|&gt;)/.test(start)) return 'events'
  if (isRequestFile(start)) return 'events'
  const head = headOf(plainHeader(cutPreamble(start).text).text)
  const { names } = head
  const has = (...wanted: readonly string[]) => wanted.every((name) => names.has(name))
  if (has('mic', 'date', 'open', 'close')) return 'calendar'
  const words = new Set(head.words.keys())
  const isDated = words.has('date') || words.has('start') || words.has('clock')
  const isTitled = ['title', 'headline', 'event'].some((name) => names.has(name))
  if (words.has('close') && !isTitled && isDated) return daysOrLess(head)
  if (has('date', 'type', 'value')) return 'actions'
  if (words.has('date') && (['dividend', 'split', 'capital_gain'] as const).some((word) => words.has(word)))
    return 'actions'
  if (names.has('date') && ['mkt_rf', 'smb', 'hml', 'mom', 'rf'].some((name) => names.has(name))) return 'factors'
  if (has('name', 'symbol') && ['role', 'reason'].some((name) => names.has(name))) return 'relations'
  if (['exchange', 'currency', 'zone'].some((name) => has('symbol', name))) return 'tickers'
  // Nothing else has these; what is missing beside them is said then.
  const isEvents =
    titles.some((name) => names.has(name)) || ['public_at', 'occurred_at'].some((name) => names.has(name))
  return isEvents ? 'events' : null
}

/** The header of a table and the first lines under it. */
interface Head {
  readonly names: ReadonlySet<string>
  /** The first row's cell under each word of prices. */
  readonly words: ReadonlyMap<PriceWord, string>
  /** What the first rows have under a word. */
  readonly column: (word: PriceWord) => readonly string[]
}

const firstLines = (text: string): readonly string[] => text.split(/\r\n|\n|\r/).slice(0, 12)
const cellsOf = (line: string, delimiter: string): readonly string[] =>
  line.split(delimiter).map((cell) => cell.replaceAll('"', '').trim())

function headOf(text: string): Head {
  const [header = '', ...rows] = firstLines(text)
  const delimiter = delimiterOf(text, (name) => isKnownColumn(name) || isPriceColumn(name))
  const names = cellsOf(header, delimiter).map(columnName)
  const cells = rows.filter((row) => row.replaceAll(delimiter, '').trim() !== '').map((row) => cellsOf(row, delimiter))
  const places = new Map<PriceWord, number>()
  names.forEach((name, at) => {
    const word = priceWord(name)
    if (word !== null && !places.has(word)) places.set(word, at)
  })
  const column = (word: PriceWord) => cells.map((row) => row[places.get(word) ?? -1] ?? '')
  const words = new Map([...places.keys()].map((word) => [word, column(word)[0] ?? '']))
  return { names: new Set(names.map(plainName)), words, column }
}

/** Whether the bars are of days or of less: by a column that only the latter have, else by what the first start looks like. */
function daysOrLess({ words, column }: Head): 'prices' | 'intraday' {
  const cell = (word: PriceWord) => words.get(word) ?? ''
  if (/^\d+$/.test(cell('period'))) return 'intraday'
  if (words.has('date')) {
    const isClock = words.has('clock') && !/^[0:]*$/.test(cell('clock'))
    return isClock || (words.has('start') && words.has('phase')) ? 'intraday' : 'prices'
  }
  if (words.has('phase')) return 'intraday'
  const start = words.has('start') ? cell('start') : cell('clock')
  const epoch = epochInstant(start)
  // Day files count from midnight in New York, whoever's the shares are; others from that of their exchange, a day apart.
  if (epoch !== null)
    return localTime(epoch, 'America/New_York').second === 0 ||
      areDaysApart(column(words.has('start') ? 'start' : 'clock'))
      ? 'prices'
      : 'intraday'
  return fileDate(start, 'MDY').kind === 'date' ? 'prices' : 'intraday'
}

/** A day is 23 hours long where clocks go forward. */
const SHORTEST_DAY = 23 * 3_600_000

/** Do moments, of which there are two at least, lie a day or more from one another? The last line of those looked at may be cut. */
function areDaysApart(starts: readonly string[]): boolean {
  const moments = starts.slice(0, -1).map(epochInstant)
  return (
    moments.length > 1 &&
    moments.every((at, row) => at !== null && (row === 0 || Math.abs(at - (moments[row - 1] ?? at)) >= SHORTEST_DAY))
  )
}

/** What a first line that fits no kind lacks for one, for a message. */
export function lackOf(text: string): string {
  const { names, words } = headOf(
    plainHeader(cutPreamble(withoutDelimiterLine(text.slice(0, 20_000).trimStart())).text).text,
  )
  if ([...names].some(isDateLike)) return 'it holds a record: put a line with the names of the columns above it'
  if (words.has('date') && words.has('ticker'))
    return 'it has a day and a ticker, but neither a title, which events have, nor a close, which prices have'
  return `no kind of file has its columns; told of which kind it is (${ingestKinds.join(', ')}) the message says which one is missing`
}

/** What is at the head of a file that fits nothing, for a message. */
export function shownHead(text: string): string {
  const [first = ''] = firstLines(withoutDelimiterLine(text.trimStart()))
  return first.length > 100 ? `${first.slice(0, 100)}…` : first
}
