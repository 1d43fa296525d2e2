import { type ReportEntry, report } from '../report.ts'
import { type Decimal, priceNumber, shownDecimal } from './priceNumber.ts'

/** One number of a file: where it stands, and which series it belongs to. */
export interface NumberCell {
  readonly line: number
  readonly field: string
  readonly text: string
  /** A price of the bar, as the neighbours on its line are; else an amount, a volume, a change. */
  readonly isPrice: boolean
  readonly ticker: string
}

/** More than this from one price to the next: one of them was read a thousandfold off. */
const FAR = 50

/** How often each mark is shown, and where first. */
interface Shown {
  dot: number
  comma: number
  readonly first: { dot?: NumberCell; comma?: NumberCell; either?: NumberCell }
}

/** What the numbers of a file show of its decimal mark, gathered one after another. */
export interface DecimalEvidence {
  readonly see: (cell: NumberCell) => void
  /** Counts a number whose only mark is a dot that parts no thousands, as nearly all are. */
  readonly seeDot: (isPrice: boolean, line: number, field: string, text: string) => void
  /**
   * @param cells the same numbers once more, where some of them fit both marks
   * @returns a refusal where the numbers contradict each other or fit both marks: nothing is guessed by a factor of 1000
   */
  readonly verdict: (cells: () => Iterable<NumberCell>) => Decimal | ReportEntry
}

export function decimalEvidence(): DecimalEvidence {
  const prices: Shown = { dot: 0, comma: 0, first: {} }
  const others: Shown = { dot: 0, comma: 0, first: {} }
  return {
    see: (cell) => {
      const mark = shownDecimal(cell.text)
      if (mark === null) return
      const shown = cell.isPrice ? prices : others
      shown.first[mark] ??= cell
      if (mark !== 'either') shown[mark]++
    },
    seeDot: (isPrice, line, field, text) => {
      const shown = isPrice ? prices : others
      shown.dot++
      if (shown.first.dot === undefined) shown.first.dot = { line, field, text, isPrice, ticker: '' }
    },
    verdict: (cells) => {
      const { dot, comma, first } = prices.dot + prices.comma > 0 ? prices : others
      const open = prices.first.either
      if (dot > 0 && comma > 0 && (open !== undefined || dot === comma)) return contradiction(first.dot, first.comma)
      const [asDot, asComma] = open === undefined ? [null, null] : [jumpIn(cells, 'dot'), jumpIn(cells, 'comma')]
      if (dot === 0 && comma === 0) {
        const ambiguous = open ?? others.first.either
        if (ambiguous === undefined) return 'dot'
        if ((asDot === null) === (asComma === null)) return undecided(ambiguous)
        return asDot === null ? 'dot' : 'comma'
      }
      const found = dot >= comma ? 'dot' : 'comma'
      // Where the mark that is shown makes prices jump and the other one does not, the file mixes the two.
      const [odd, other] = found === 'dot' ? [asDot, asComma] : [asComma, asDot]
      return odd !== null && other === null ? mixed(odd, found, first[found]) : found
    },
  }
}

/**
 * The decimal mark of a file, told by all its numbers together. `1.010` alone says nothing; `0,10%` or `1.234.567` elsewhere
 * in the file does, and so does `991` beside it, which would otherwise be a thousand times as much.
 *
 * @param cells gives every number in the order of the file, the prices of a line side by side
 */
export function decimalMark(cells: () => Iterable<NumberCell>): Decimal | ReportEntry {
  const evidence = decimalEvidence()
  for (const cell of cells()) evidence.see(cell)
  return evidence.verdict(cells)
}

/** The first price that lies a multiple away from the one before when read by a mark, where another reading is open. */
function jumpIn(cells: () => Iterable<NumberCell>, decimal: Decimal): NumberCell | null {
  const before = new Map<string, { readonly cell: NumberCell; readonly value: number }>()
  for (const cell of cells()) {
    const value = cell.isPrice ? priceNumber(cell.text, decimal) : null
    if (value === null || value <= 0) continue
    const last = before.get(cell.ticker)
    before.set(cell.ticker, { cell, value })
    if (last === undefined || Math.max(value / last.value, last.value / value) <= FAR) continue
    const open = [cell, last.cell].find(({ text }) => shownDecimal(text) === 'either')
    if (open !== undefined) return open
  }
  return null
}

const place = ({ line, field }: NumberCell) => ({ line, field })
const asked = 'state it with --decimal dot or --decimal comma'

const undecided = (cell: NumberCell): ReportEntry =>
  report(
    'E_DECIMAL',
    `Cannot tell the decimal mark: ${cell.field} is "${cell.text}", which may be a fraction or thousands, and no number of the file decides; ${asked}`,
    place(cell),
    cell.text,
  )

const contradiction = (dot: NumberCell | undefined, comma: NumberCell | undefined): ReportEntry =>
  report(
    'E_DECIMAL',
    `Cannot tell the decimal mark: "${dot?.text}" on line ${dot?.line} has a dot, "${comma?.text}" on line ${comma?.line} a comma; ${asked}`,
    dot === undefined ? {} : place(dot),
    dot?.text ?? null,
  )

const mixed = (odd: NumberCell, found: Decimal, witness: NumberCell | undefined): ReportEntry =>
  report(
    'E_DECIMAL',
    `Cannot tell the decimal mark: "${witness?.text}" on line ${witness?.line} shows a ${found}, but ${odd.field} "${odd.text}" then lies a thousandfold from its neighbour; ${asked}`,
    place(odd),
    odd.text,
  )
