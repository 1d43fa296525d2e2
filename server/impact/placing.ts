import { findEvent } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import type { TickerRow } from '../../db/tickers.ts'
import { primaryTicker } from '../events/primaryTicker.ts'
import { everyWorldEvent } from '../events/world.ts'
import type { NonTradingDay } from '../market/align.ts'
import type { MarketEvent } from '../market/event.ts'
import type { Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import type { GivenSettings } from '../query/settings.ts'
import { needsBenchmark } from '../stats/models.ts'
import type { SettingsReading } from '../stats/readSettings.ts'
import type { Settings } from '../stats/settings.ts'
import { type BenchmarkChoice, type ChosenBy, chooseBenchmark } from './benchmark.ts'
import { type Comparison, comparisonOf } from './comparison.ts'
import { type Exclusion, type PlacedStudy, placedStudy } from './placedStudy.ts'
import { chooseRate, type RateChoice } from './rate.ts'
import type { Reading } from './reading.ts'
import { type AskedWindows, settingsOf, settingsWith, windowsOfColumns, windowsOfEvent } from './settings.ts'

/** What is asked about all events alike. */
export interface Asked {
  /** Null: the event's own column, else the first that fits its market. */
  readonly benchmark: Ticker | null
  /** Exchange rates with which a benchmark may be brought into the security's currency; none leaves it as it is. */
  readonly convert?: readonly Ticker[] | undefined
  readonly settings: GivenSettings
  readonly nonTradingDay?: NonTradingDay
}

/** What is asked for one event alone: it wins over what is asked for all. */
export interface AskedOfOne extends AskedWindows {
  readonly benchmark?: Ticker | undefined
}

/** An event on a ticker, laid out. */
export interface Placed extends PlacedStudy {
  /** The name of its benchmark, though that may have no prices; null where none is named and none is stored. */
  readonly benchmark: string | null
  /** Who chose it. */
  readonly chosenBy: ChosenBy
  /** In what it departs from what was asked for all. */
  readonly windows: AskedWindows
  /** Why its benchmark cannot be used, where it was not the event's own column that named it. */
  readonly refusal: Problem | null
}

/** Lays events of one ticker out. */
export interface Placer {
  readonly ticker: TickerRow
  /** Settings of an event that asks for nothing of its own. */
  readonly settings: Settings
  /** The benchmark of an event that names none. */
  readonly benchmark: BenchmarkChoice
  /**
   * What such an event is compared with, over all sessions; null where there is nothing.
   *
   * @throws Problem where no rate that was asked for joins the two currencies
   */
  readonly comparison: () => Promise<Comparison | null>
  readonly place: (event: MarketEvent, own?: AskedOfOne) => Promise<Placed>
}

/**
 * The one way from a stored event to what is measured: whose windows count, which benchmark, which sessions, which other
 * events. An event whose own wishes cannot be met is laid out all the same and says what excludes it.
 *
 * @throws Problem 404 for a ticker that is not stored, 400 for settings that cannot be used, 409 without factor returns
 */
export async function placerOf(reading: Reading, symbol: Ticker, asked: Asked): Promise<Placer> {
  const { nonTradingDay = 'later', convert = [] } = asked
  const ticker = await reading.ticker(symbol)
  const common = settingsOf(asked.settings)
  const stored = await reading.tickers()
  const settingsFor = settingsByText(asked.settings, common)

  const beside = async (choice: BenchmarkChoice, settings: Settings) => {
    const benchmark = choice.kind === 'chosen' ? choice.row : ticker
    const rate = rateFor(ticker, benchmark, settings)
    return {
      rate,
      aligned: await reading.aligned(ticker, benchmark, rate.kind === 'rate' ? rate.rate : null, settings),
    }
  }
  const rateFor = (security: TickerRow, benchmark: TickerRow, { model }: Settings): RateChoice =>
    needsBenchmark(model) ? chooseRate(security, benchmark, convert, stored) : { kind: 'none' }

  // Of an event its column alone decides, and few have one.
  const choices = new Map<string, BenchmarkChoice>()
  const choiceFor = (named: Ticker | null, event: MarketEvent, model: Settings['model']): BenchmarkChoice =>
    choices.getOrInsertComputed(JSON.stringify([named, event.extra.benchmark, model]), () =>
      chooseBenchmark(ticker, named, event, model, stored),
    )

  const place = async (event: MarketEvent, own: AskedOfOne = {}): Promise<Placed> => {
    const windows = windowsOfEvent(windowsOfColumns(event), asked.settings, own)
    const reached = settingsFor(windows)
    const settings = reached.kind === 'accepted' ? reached.settings : common
    const named = own.benchmark ?? asked.benchmark
    const choice = choiceFor(named, event, settings.model)
    const { aligned, rate } = await beside(choice, settings)
    const ground = {
      aligned,
      settings,
      design: reading.design(aligned, settings),
      others: await reading.others(aligned, nonTradingDay),
      confounders: await reading.confounders(aligned, nonTradingDay),
      excluded: excludedBy(choice, rate, reached),
    }
    const unnamed = ticker.benchmark === null ? 'default' : 'ticker'
    const isOwn = named === null && (event.extra.benchmark ?? '') !== ''
    return {
      ...placedStudy(event, ground, nonTradingDay),
      windows,
      benchmark: choice.kind === 'chosen' ? choice.row.symbol : choice.named,
      chosenBy: choice.kind === 'chosen' ? choice.by : isOwn ? 'event' : named === null ? unnamed : 'asked',
      refusal: rate.kind === 'missing' ? rate.problem : choice.kind === 'none' && !isOwn ? choice.problem : null,
    }
  }
  const benchmark = chooseBenchmark(ticker, asked.benchmark, null, common.model, stored)
  return {
    ticker,
    settings: common,
    benchmark,
    comparison: async () => {
      if (benchmark.kind === 'none') return null
      const { aligned, rate } = await beside(benchmark, common)
      if (rate.kind === 'missing') throw rate.problem
      return comparisonOf({
        aligned,
        settings: common,
        position: null,
        chosenBy: benchmark.by,
        benchmark: benchmark.row.symbol,
      })
    },
    place,
  }
}

/**
 * An event of the store, or one of the bundled table of world events, which are measured on any ticker.
 *
 * @throws Problem 404
 */
export async function storedEvent(db: Db, eventId: string): Promise<MarketEvent> {
  const event = (await findEvent(db, eventId)) ?? everyWorldEvent().find(({ event_id }) => event_id === eventId) ?? null
  if (event === null) throw new Problem(404, 'unknown_event', `There is no event "${eventId}"`, 'event')
  return event
}

/**
 * One stored event laid out on the ticker asked for, or on its own.
 *
 * @throws Problem 404 for an unknown event, 409 when no ticker of it has prices, and what `placerOf` and its benchmark say
 */
export async function placedEvent(
  reading: Reading,
  eventId: string,
  asked: Asked & { readonly ticker: Ticker | null },
): Promise<Placed> {
  const event = await storedEvent(reading.db, eventId)
  const symbol = asked.ticker ?? (await primaryTicker(reading.db, event))
  const placed = await (await placerOf(reading, symbol, asked)).place(event)
  if (placed.refusal !== null) throw placed.refusal
  return placed
}

function excludedBy(choice: BenchmarkChoice, rate: RateChoice, reached: SettingsReading): Exclusion | null {
  if (choice.kind === 'none') return { reason: 'noBenchmark', detail: choice.problem.message, M: 0 }
  if (rate.kind === 'missing') return { reason: 'noRate', detail: rate.problem.message, M: 0 }
  return reached.kind === 'accepted' ? null : { reason: 'badWindows', detail: reached.problems.join('; '), M: 0 }
}

/** Equal settings are one object, so that what depends on them is computed once. */
function settingsByText(given: GivenSettings, common: Settings): (windows: AskedWindows) => SettingsReading {
  const same = new Map<string, Settings>([[JSON.stringify(common), common]])
  const known = new Map<string, SettingsReading>([['{}', { kind: 'accepted', settings: common }]])
  return (windows) => {
    const text = JSON.stringify(windows)
    const before = known.get(text)
    if (before !== undefined) return before
    const reading = settingsWith(given, windows)
    if (reading.kind === 'refused') {
      known.set(text, reading)
      return reading
    }
    const key = JSON.stringify(reading.settings)
    const settings = same.get(key) ?? reading.settings
    same.set(key, settings)
    known.set(text, { kind: 'accepted', settings })
    return { kind: 'accepted', settings }
  }
}
