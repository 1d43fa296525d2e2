import { MOST_PRICE, type Phase, phases } from '../../market/bar.ts'
import type { Calendar } from '../../market/calendar.ts'
import type { Ticker } from '../../market/ticker.ts'
import { MOST_CHARACTERS } from '../delimited.ts'
import { type BarSpool, cell } from './barSpool.ts'
import type { DecimalEvidence } from './decimalMark.ts'
import type { LocalDays } from './localDays.ts'
import { fractionDigits, plainNumber } from './plainNumber.ts'
import { otherNumbers, type PriceHead } from './priceTable.ts'
import { isOutside } from './readOhlc.ts'

/** A ticker as its rows are read. */
export interface KnownTicker {
  readonly symbol: Ticker
  /** Its place in the spool. */
  readonly index: number
  readonly calendar: Calendar | null
  readonly days: LocalDays
  /** A bit for each column of the range that held something. */
  filled: number
  currency: string
}

const number = { open: 0, high: 0, low: 0, close: 0, volume: null as number | null }
const every = 7

/**
 * Takes rows of the usual form into a spool: a start in a usual form, plain numbers, nothing to be said of them. Nearly all
 * rows are, and reading them word by word takes ten times as long.
 *
 * @param now no start lies behind it
 * @param current the ticker of the row that was read last
 * @returns null for a table of another form; else whether it took a row: one that it did not is to be read word by word
 */
export function quickRows(
  head: PriceHead,
  spool: BarSpool,
  evidence: DecimalEvidence | null,
  now: number,
): ((fields: readonly string[], line: number, named: string, current: KnownTicker) => boolean) | null {
  const { position, header } = head
  const place = (word: Parameters<typeof position.get>[0]): number => position.get(word) ?? -1
  const [start, open, high, low, close] = [place('start'), place('open'), place('high'), place('low'), place('close')]
  const isUsual =
    Math.min(start, open, high, low, close) >= 0 &&
    !position.has('adj_close') &&
    head.meaning.length === 0 &&
    header.every((name) => name !== '') &&
    (!position.has('ticker') || head.form.series === null)
  if (!isUsual) return null
  const [volume, symbol, basis, phase] = [place('volume'), place('ticker'), place('basis'), place('phase')]
  const [state, currency] = [place('state'), place('currency')]
  const read = new Set([start, open, high, low, close, volume, symbol, basis, phase, state, currency])
  const unread = [...header.keys()].filter((at) => !read.has(at))
  const others = evidence === null ? [] : otherNumbers(head).map((name) => header.indexOf(name))

  return (fields, line, named, current) => {
    if (fields.length !== header.length) return false
    const text = (at: number): string => fields[at] as string
    if (symbol >= 0 && text(symbol) !== named) return false
    if (basis >= 0 && text(basis) !== 'split') return false
    if (state >= 0 && text(state) !== 'final' && text(state) !== '') return false
    if (currency >= 0 && text(currency) !== current.currency) return false
    const at = current.days.startOf(text(start))
    if (!(at <= now)) return false
    const day = current.days.dayAt(at)
    if (day === null || day.isClosed) return false
    const lies = phaseAt(day.phases, at)
    if (lies === null) return false
    if (phase >= 0 && (current.calendar === null || text(phase) !== lies)) return false
    number.open = plainNumber(text(open))
    const openDigits = fractionDigits()
    number.high = plainNumber(text(high))
    const highDigits = fractionDigits()
    number.low = plainNumber(text(low))
    const lowDigits = fractionDigits()
    number.close = plainNumber(text(close))
    const closeDigits = fractionDigits()
    if (!(number.open > 0 && number.high > 0 && number.low > 0 && number.close > 0)) return false
    if (Math.max(number.open, number.high, number.low, number.close) >= MOST_PRICE || isOutside(number)) return false
    const traded = volume < 0 || text(volume) === '' ? null : plainNumber(text(volume))
    if (traded !== null && !(traded >= 0)) return false
    const volumeDigits = traded === null ? 0 : fractionDigits()
    for (const other of unread) if (text(other).length > MOST_CHARACTERS) return false
    if (evidence !== null) {
      const told = line + head.below
      const see = (digits: number, field: number, isPrice: boolean): void => {
        if (digits === 0) return
        // A dot before three digits may part thousands.
        if (digits !== 3) evidence.seeDot(isPrice, told, header[field] ?? '', text(field))
        else evidence.see({ line: told, field: header[field] ?? '', text: text(field), isPrice, ticker: named })
      }
      see(openDigits, open, true)
      see(highDigits, high, true)
      see(lowDigits, low, true)
      see(closeDigits, close, true)
      if (volumeDigits > 0) see(volumeDigits, volume, false)
      for (const other of others)
        evidence.see({
          line: told,
          field: header[other] ?? '',
          text: text(other).trim(),
          isPrice: false,
          ticker: named,
        })
    }
    current.filled = every
    const cells = spool.cells()
    const row = spool.place()
    cells[row + cell.symbol] = current.index
    cells[row + cell.start] = at
    cells[row + cell.line] = line + head.below
    cells[row + cell.day] = day.day
    cells[row + cell.phase] = phases.indexOf(lies)
    cells[row + cell.open] = number.open
    cells[row + cell.high] = number.high
    cells[row + cell.low] = number.low
    cells[row + cell.close] = number.close
    cells[row + cell.volume] = traded ?? Number.NaN
    cells[row + cell.state] = -1
    spool.added()
    return true
  }
}

function phaseAt(parts: readonly (readonly [until: number, phase: Phase | null])[], at: number): Phase | null {
  for (const [until, phase] of parts) if (at < until) return phase
  return null
}
