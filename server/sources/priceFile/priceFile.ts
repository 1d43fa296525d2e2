import type { Finding } from '../../checks/finding.ts'
import type { CorporateAction } from '../../market/action.ts'
import type { Calendar } from '../../market/calendar.ts'
import type { Instant } from '../../market/instant.ts'
import type { Ticker } from '../../market/ticker.ts'
import type { DateOrder } from '../eventFile/time.ts'
import type { ReportEntry } from '../report.ts'
import type { Spill } from './barSpool.ts'
import type { Closes } from './closesRules.ts'
import type { Decimal } from './priceNumber.ts'

export interface PriceReadOptions {
  readonly now: Instant
  /** The ticker of a file that has no column for it. */
  readonly ticker: Ticker | null
  /** The ticker that the user names: a file of another one is refused. */
  readonly asked: Ticker | null
  /** What the name of the file says in place of a symbol; left out where it has none. */
  readonly named?: string | undefined
  readonly dateOrder: DateOrder | null
  readonly decimal: Decimal | null
  readonly closes: Closes | null
  readonly zoneOf: (symbol: Ticker) => string
  /** Is it told, by the notation or the store, where a ticker trades? */
  readonly isPlaced: (symbol: Ticker) => boolean
  /** Sessions of a ticker's exchange; null when they are not known. */
  readonly calendarOf: (symbol: Ticker) => Calendar | null
  /** Actions that are stored of a ticker. */
  readonly actionsOf: (symbol: Ticker) => readonly CorporateAction[]
  /** Where rows go that are too many for memory; left out where all of a file is in memory anyway. */
  readonly spill?: (() => Spill) | undefined
  /** Most records of a file; `MOST_ROWS` when left out. */
  readonly mostRows?: number | undefined
  /** Bars within the day that are handed on together; 20,000 when left out. */
  readonly atOnce?: number | undefined
}

/** What a file holds of each ticker, and what was wrong with it. */
export interface PriceFile<Row> {
  readonly byTicker: ReadonlyMap<Ticker, readonly Row[]>
  readonly report: readonly ReportEntry[]
  readonly rejected: number
  readonly records: number
  readonly refused: boolean
  /** Dividends and splits that stood in columns beside the prices. */
  readonly actions: ReadonlyMap<Ticker, readonly CorporateAction[]>
  /** Something that figures of these prices must say. */
  readonly remarks: ReadonlyMap<Ticker, readonly Finding[]>
  /** Currency that a column names, as the source writes it. */
  readonly currencies: ReadonlyMap<Ticker, string>
}

/** What only some files tell beside their rows. */
export const nothingBeside = { actions: new Map(), remarks: new Map(), currencies: new Map() }

/** @param records of the file; 0 where it could not be split into any */
export const refusedPriceFile = <Row>(entries: readonly ReportEntry[], records: number): PriceFile<Row> => ({
  byTicker: new Map(),
  report: entries,
  rejected: records,
  records,
  refused: true,
  ...nothingBeside,
})
