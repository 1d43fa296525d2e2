import { expect } from 'vitest'
import { nyse } from '../../../../server/calendars/nyse.ts'
import type { CorporateAction } from '../../../../server/market/action.ts'
import { barsOfCells } from '../../../../server/market/barCells.ts'
import type { Instant } from '../../../../server/market/instant.ts'
import { mustBeTicker } from '../../../../server/market/ticker.ts'
import { fileStream } from '../../../../server/sources/fileStream.ts'
import type { PriceReadOptions } from '../../../../server/sources/priceFile/priceFile.ts'
import { readActionFile } from '../../../../server/sources/priceFile/readActions.ts'
import { type DailyFile, type FileBar, readDaily } from '../../../../server/sources/priceFile/readDaily.ts'
import { readIntraday } from '../../../../server/sources/priceFile/readIntraday.ts'
import { wholeText } from '../../../../server/sources/textSource.ts'
import { spillInMemory } from '../../ingest/streamOf.ts'

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

/** A daily file with what it has of each ticker. */
function whole(file: DailyFile) {
  const series = file.refused ? [] : [...file.series()]
  return {
    ...file,
    series: null,
    byTicker: new Map(series.map(({ symbol, bars }) => [symbol, bars.map(barOf)])),
    actions: new Map(series.flatMap(({ symbol, actions: own }) => (own.length === 0 ? [] : [[symbol, own] as const]))),
    remarks: new Map(
      series.flatMap(({ symbol, remarks }) => (remarks.length === 0 ? [] : [[symbol, remarks] as const])),
    ),
  }
}
const barOf = ({ date, open, high, low, close, volume, adjClose, state }: FileBar): FileBar => ({
  date,
  open,
  high,
  low,
  close,
  volume,
  adjClose,
  state,
})

/** Reads price text as an import on 2 January 2026 would: what it says is the same of a text in memory and in pieces. */
export function daily(text: string | readonly string[], more: More = {}) {
  const options = { ...rules, ...more }
  const inMemory = whole(readDaily(wholeText(lines(text)), options))
  const pieces = () => whole(readDaily(piecesOf(lines(text)), { ...options, spill: spillInMemory }))
  if (options.mostRows === undefined) expect(pieces()).toEqual(inMemory)
  return inMemory
}

/** A file's text, its first lines together and the others a few at a time. */
const piecesOf = (text: string) => {
  const bytes = Buffer.from(text)
  return fileStream(function* () {
    for (let at = 0; at < bytes.length; at += at === 0 ? 2000 : 90)
      yield bytes.subarray(at, at + (at === 0 ? 2000 : 90))
  })
}
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
