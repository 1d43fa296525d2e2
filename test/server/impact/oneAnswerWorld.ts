import { readFileSync } from 'node:fs'
import { storeActions } from '../../../db/actions.ts'
import { saveEvent } from '../../../db/events.ts'
import { storeFactors } from '../../../db/factors.ts'
import type { Db, Tx } from '../../../db/file/db.ts'
import { write } from '../../../db/file/transaction.ts'
import { saveFindings } from '../../../db/findings.ts'
import { storeDailyBars } from '../../../db/storeBars.ts'
import { saveOwnBenchmark, saveTicker } from '../../../db/tickers.ts'
import type { BarState } from '../../../server/market/bar.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { MarketEvent } from '../../../server/market/event.ts'
import { type Instant, instant } from '../../../server/market/instant.ts'
import { mustBeTicker, type Ticker } from '../../../server/market/ticker.ts'
import { plainEvent } from '../../db/plainEvent.ts'
import { emptyWorld } from '../../filledStore.ts'
import { exampleOn } from '../checks/hits.ts'

/** What makes a world differ from the plain one. */
export interface Change {
  readonly events?: readonly MarketEvent[]
  /** Sessions without a bar, by ticker. */
  readonly missing?: Readonly<Record<string, readonly string[]>>
  /** Sessions whose bar is held, by ticker. */
  readonly held?: Readonly<Record<string, readonly string[]>>
  /** Own benchmarks: what a ticker is compared with where nobody says otherwise. */
  readonly benchmark?: Readonly<Record<string, string>>
  /** First and last session of a run of equal prices, as a check told of it, by ticker. */
  readonly stale?: Readonly<Record<string, readonly [from: string, to: string]>>
}

export const eventAt = (id: string, publicAt: string, more: Partial<MarketEvent> = {}): MarketEvent => ({
  ...plainEvent,
  event_id: id,
  title: `Title of ${id}`,
  public_at: publicAt,
  precision: publicAt.length > 10 ? 'minute' : 'day',
  tickers: [{ symbol: 'MSFT', role: 'subject' }],
  type: 'governance',
  ...more,
})

/** Events of MSFT in every condition that an answer has to deal with. */
const events: readonly MarketEvent[] = [
  eventAt('some-month', '2023-03', { precision: 'month' }),
  eventAt('before-data', '2021-06-01T15:00:00Z'),
  eventAt('too-early', '2022-05-02T15:00:00Z'),
  eventAt('copilot', '2023-03-16T15:00:00Z'),
  eventAt('quarter', '2023-04-25T20:03:03Z'),
  eventAt('quarter-call', '2023-04-25T21:30:00Z'),
  eventAt('some-day', '2023-09-21'),
  eventAt('rates', '2023-09-20T18:00:00Z', { tickers: [{ symbol: '^GSPC', role: 'market' }], type: 'macro.rates' }),
  eventAt('everybody', '2023-10-09T13:00:00Z', { tickers: [{ symbol: '*', role: 'market' }], type: 'geopolitics' }),
  eventAt('record', '2023-11-07T20:59:00Z', { type: 'x.milestone' }),
  eventAt('rumour', '2023-11-14T15:00:00Z', { status: 'proposed' }),
  eventAt('withdrawn', '2023-11-13T15:00:00Z', { status: 'rejected' }),
  eventAt('ousted', '2023-11-17T20:28:00Z'),
  eventAt('joins', '2023-11-20T07:53:28Z'),
  eventAt('newest', '2024-05-28T15:00:00Z'),
  eventAt('beyond', '2031-01-02T15:00:00Z'),
]

type Line = readonly [date: string, open: number, high: number, low: number, close: number, volume: number]

const linesOf = (file: string): readonly Line[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [date = '', ...rest] = line.split(',')
      const [open = 0, high = 0, low = 0, close = 0, , volume = 0] = rest.map(Number)
      return [date, open, high, low, close, volume]
    })

const msft = linesOf('db/sample/prices/MSFT.csv')
const index = linesOf('db/sample/prices/^GSPC.csv')
/** A tracker that wanders a little beside its index: another benchmark to choose. */
const tracker = index.map(([date, ...prices], t): Line => {
  const [open, high, low, close, volume] = prices.map((value) => (value / 10) * (1 + 0.002 * Math.sin(t * 1.7)))
  return [date, open ?? 0, high ?? 0, low ?? 0, close ?? 0, Math.round(volume ?? 0)]
})

/** Factor returns that stand for nothing, one of every session. */
const factorDays = index.map(([date], t) => ({
  date: mustBeDate(date),
  values: new Map(
    ['mkt_rf', 'smb', 'hml', 'rmw', 'cma', 'rf'].map((name, k) => [name, 0.004 * Math.sin(t * (k + 1.3))]),
  ),
}))

const NOW = Date.UTC(2026, 0, 2)

async function addTicker(
  tx: Tx,
  symbol: string,
  kind: string,
  lines: readonly Line[],
  change: Change,
): Promise<number> {
  const facts = { name: null, exchange: null, currency: 'USD', zone: 'America/New_York', firstTradeDate: null }
  const tickerId = await saveTicker(tx, { symbol: mustBeTicker(symbol), kind, ...facts }, NOW)
  const missing = new Set(change.missing?.[symbol])
  const held = new Set(change.held?.[symbol])
  const bars = lines
    .filter(([date]) => !missing.has(date))
    .map(([date, open, high, low, close, volume]) => {
      const state: BarState = held.has(date) ? 'held' : 'final'
      return { date: mustBeDate(date), open, high, low, close, adjClose: null, volume, state }
    })
  await saveOwnBenchmark(tx, tickerId, (change.benchmark?.[symbol] ?? null) as Ticker | null)
  await storeDailyBars(tx, tickerId, bars, 1)
  const stale = change.stale?.[symbol]
  const findings = [
    ...[...held].map((date) => {
      const day = mustBeDate(date)
      return exampleOn('UNIT_POINT', day, { holds: { from: day, to: day } })
    }),
    ...(stale === undefined ? [] : [exampleOn('STALE_RUN', mustBeDate(stale[0]), { to: mustBeDate(stale[1]) })]),
  ]
  await saveFindings(tx, { tickerId, interval: '1d', fetchId: null, now: NOW }, findings)
  return tickerId
}

/** A store in memory with MSFT, ^GSPC, SPY and the events above, changed as told. */
export async function worldWith(change: Change): Promise<Db> {
  const db = await emptyWorld()
  await write(db, async (tx) => {
    const msftId = await addTicker(tx, 'MSFT', 'stock', msft, change)
    await addTicker(tx, '^GSPC', 'index', index, change)
    await addTicker(tx, 'SPY', 'etf', tracker, change)
    const dividends = readFileSync('db/sample/actions/MSFT.csv', 'utf8').trim().split('\n').slice(1)
    const paid = dividends.map((line) => {
      const [date = '', , amount] = line.split(',')
      return { kind: 'dividend' as const, date: mustBeDate(date), amount: Number(amount) }
    })
    await storeActions(tx, msftId, paid, 'USD', 1)
    await storeFactors(tx, { name: 'made up', unit: 'fraction', source: 'test', days: factorDays }, NOW)
    for (const event of [...events, ...(change.events ?? [])])
      await saveEvent(tx, event, (instant(event.public_at ?? '') ?? Date.parse(event.public_at ?? '')) as Instant, 1)
  })
  return db
}

/** Events of MSFT that an answer may not leave out. */
export const ids = ({ events: more = [] }: Change): readonly string[] =>
  [...events, ...more]
    .filter(({ status, tickers }) => status !== 'rejected' && tickers.some(({ symbol }) => symbol !== '^GSPC'))
    .map(({ event_id }) => event_id)
