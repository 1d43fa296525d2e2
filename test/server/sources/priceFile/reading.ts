import { nyse } from '../../../../server/calendars/nyse.ts'
import type { CorporateAction } from '../../../../server/market/action.ts'
import { barsOfCells } from '../../../../server/market/barCells.ts'
import type { Instant } from '../../../../server/market/instant.ts'
import { mustBeTicker } from '../../../../server/market/ticker.ts'
import type { PriceReadOptions } from '../../../../server/sources/priceFile/priceFile.ts'
import { readActionFile } from '../../../../server/sources/priceFile/readActions.ts'
import { readDaily } from '../../../../server/sources/priceFile/readDaily.ts'
import { readIntraday } from '../../../../server/sources/priceFile/readIntraday.ts'
import { wholeText } from '../../../../server/sources/textSource.ts'

export const own = mustBeTicker('QQQQ')

const rules: PriceReadOptions = {
  now: Date.UTC(2026, 0, 2) as Instant,
  ticker: own,
  asked: null,
  dateOrder: null,
  decimal: null,
  closes: null,
  zoneOf: (symbol) => (symbol.endsWith('.JK') ? 'Asia/Jakarta' : nyse.zone),
  isPlaced: () => true,
  calendarOf: (symbol) => (/[.]/.test(symbol) ? null : nyse),
  actionsOf: () => [],
}

type More = Partial<PriceReadOptions>
const lines = (text: string | readonly string[]) => (typeof text === 'string' ? text : `${text.join('\n')}\n`)

/** Reads price text as an import on 2 January 2026 would. */
export const daily = (text: string | readonly string[], more: More = {}) =>
  readDaily(lines(text), { ...rules, ...more })
export const intraday = (text: string | readonly string[], more: More = {}) => {
  const file = readIntraday(wholeText(lines(text)), { ...rules, ...more }, null)
  const bars = Array.from(file.batches(), ({ symbol, cells }) =>
    barsOfCells(cells).map((bar) => ({ symbol, bar })),
  ).flat()
  const byTicker = new Map(
    [...Map.groupBy(bars, ({ symbol }) => symbol)].map(([symbol, own]) => [symbol, own.map(({ bar }) => bar)]),
  )
  return { ...file, byTicker }
}
export const actions = (text: string | readonly string[], more: More = {}) =>
  readActionFile(lines(text), { ...rules, ...more })

/** Closes of a file's only ticker, or of `symbol`. */
export const closesOf = (file: ReturnType<typeof daily>, symbol = own): readonly number[] =>
  (file.byTicker.get(symbol) ?? []).map(({ close }) => close)
export const codesOf = ({ report }: { readonly report: readonly { readonly code: string }[] }): readonly string[] =>
  report.map(({ code }) => code)

export const split = (date: string, numerator: number, denominator = 1): CorporateAction => ({
  kind: 'split',
  date: date as CorporateAction['date'],
  numerator,
  denominator,
})
export const dividend = (date: string, amount: number): CorporateAction => ({
  kind: 'dividend',
  date: date as CorporateAction['date'],
  amount,
})
