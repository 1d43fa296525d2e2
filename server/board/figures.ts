import { readEvents } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { keptBy, type Subject } from '../../db/file/kept.ts'
import { listTickers, type TickerRow } from '../../db/tickers.ts'
import { calendarsOf } from '../calendars/calendars.ts'
import type { ImpactLine } from '../impact/answer.ts'
import { impactLines } from '../impact/list.ts'
import { type Move, movesOf } from '../impact/moves.ts'
import { tickerPrices } from '../impact/tickerPrices.ts'
import type { BarState } from '../market/bar.ts'
import { sessionsBetween } from '../market/calendar.ts'
import type { IsoDate } from '../market/day.ts'
import type { Ticker } from '../market/ticker.ts'
import { tickerOrRefuse } from '../prices/prices.ts'
import { Problem } from '../problem.ts'
import { type Spark, sparkOf } from './spark.ts'

/** Exchange dates, both included; null for no bound. */
export interface Range {
  readonly from: IsoDate | null
  readonly to: IsoDate | null
}

export interface BoardEvent
  extends Pick<ImpactLine, 'event_id' | 'title' | 'type' | 'family' | 'public_at' | 'session' | 'cluster_size'> {
  readonly kind: 'measured' | 'excluded'
  /** Why there are no figures. */
  readonly reason: string | null
  /** Of day 0, fractions; null where there is none. */
  readonly r: number | null
  readonly ar: number | null
  readonly t: number | null
  readonly p: number | null
  /** Is the abnormal return distinguishable from a normal day's, at 5 %? */
  readonly significant: boolean
}

/** A session that stands out, with the confirmed events that may have hit it; none: unexplained. */
export interface BoardMove extends Omit<Move, 'events'> {
  /** Three at most. */
  readonly events: readonly { readonly event_id: string; readonly title: string }[]
  readonly events_size: number
}

export interface BoardFigures {
  /** The newest close of the range that figures use, and the one before it; null where there is none. */
  readonly last: {
    readonly date: IsoDate
    /** Split basis. */
    readonly close: number
    readonly state: BarState
    readonly previous: IsoDate | null
    readonly change: number | null
    /** Change as a fraction of the close before, without dividends. */
    readonly r: number | null
  } | null
  readonly spark: Spark
  /** Sessions between the first and the last bar of the range, and those of them without a bar. */
  readonly sessions: number
  readonly missing: number
  /** Null where nothing fits its market; then nothing of it is measured, and `refused` says so. */
  readonly benchmark: Ticker | null
  readonly refused: { readonly code: string; readonly detail: string } | null
  /** Events whose session lies in the range, records that the price itself set left out. */
  readonly events: {
    readonly total: number
    readonly measured: number
    readonly significant: number
    /** The newest ones. */
    readonly latest: readonly BoardEvent[]
    /** The newest ones that are distinguishable. */
    readonly standing: readonly BoardEvent[]
  }
  /** Sessions that stand out after control of false findings. */
  readonly moves: { readonly tested: number; readonly total: number; readonly most: readonly BoardMove[] }
}

/** Places of a small line, newest events and sessions of a ticker that are told. */
const [PLACES, LATEST, STANDING, MOST, NAMED] = [100, 6, 3, 6, 3]
/** Share of false findings that is accepted among sessions that stand out. */
const FDR = 0.05

const kept = keptBy<BoardFigures>(400)

/** What a ticker did in a range: kept until its prices, those it is compared with or its events change. */
export const boardFigures = (db: Db, symbol: Ticker, range: Range): Promise<BoardFigures> =>
  kept(db, JSON.stringify([symbol, range]), async () => {
    const row = await tickerOrRefuse(db, symbol)
    const { benchmarks, ...measured } = await figuresOf(db, symbol, range)
    const used = (await listTickers(db)).filter(({ symbol }) => benchmarks.has(symbol) || symbol === row.symbol)
    const subjects: readonly Subject[] = used.map(({ id }) => ['prices', id] as const)
    return {
      value: { ...(await pricesIn(db, row, range)), ...measured },
      subjects: [...subjects, ['events'], ['places'], ['factors']],
    }
  })

async function pricesIn(db: Db, row: TickerRow, { from, to }: Range) {
  const { bars } = await tickerPrices(db, row)
  const within = bars.filter(({ date }) => (from === null || date >= from) && (to === null || date <= to))
  const [first, newest] = [within[0]?.date, within.at(-1)?.date]
  const calendar = (await calendarsOf(db)).of(row)
  const sessions =
    first === undefined || newest === undefined ? [] : sessionsBetween(calendar, first, newest).map(({ date }) => date)
  const closes = new Map(within.map(({ date, close, state }) => [date, state === 'held' ? null : close]))
  const dates = [...new Set([...sessions, ...closes.keys()])].sort()
  const sound = within.filter(({ state }) => state !== 'held')
  const [before, last] = [sound.at(-2), sound.at(-1)]
  return {
    last:
      last === undefined
        ? null
        : {
            date: last.date,
            close: last.close,
            state: last.state,
            previous: before?.date ?? null,
            change: before === undefined ? null : last.close - before.close,
            r: before === undefined ? null : last.close / before.close - 1,
          },
    spark: sparkOf(
      dates.map((date) => ({ date, close: closes.get(date) ?? null })),
      PLACES,
    ),
    sessions: dates.length,
    missing: dates.filter((date) => !closes.has(date)).length,
  }
}

/** What is measured against a benchmark; where there is none, why. */
async function figuresOf(db: Db, symbol: Ticker, range: Range) {
  const asked = { benchmark: null, convert: [] }
  try {
    const { benchmark, lines } = await impactLines(db, symbol, range, { ...asked, settings: {} })
    const benchmarks = new Set<string>()
    const events = { total: 0, measured: 0, significant: 0 }
    const latest: BoardEvent[] = []
    const standing: BoardEvent[] = []
    const keep = (those: BoardEvent[], most: number, event: BoardEvent) => {
      those.unshift(event)
      those.length = Math.min(most, those.length)
    }
    // In order of time: the last ones are the newest.
    for await (const line of lines()) {
      benchmarks.add(line.benchmark)
      if (line.is_outcome) continue
      const event = eventOf(line)
      events.total++
      if (event.kind === 'measured') events.measured++
      keep(latest, LATEST, event)
      if (!event.significant) continue
      events.significant++
      keep(standing, STANDING, event)
    }
    const found = await movesOf(db, symbol, { ...asked, ...range, fdr: FDR })
    benchmarks.add(found.benchmark)
    const most = found.moves
      .toSorted((a, b) => Math.abs(b.t) - Math.abs(a.t))
      .slice(0, MOST)
      .map(({ events, ...move }) => ({ ...move, named: events.slice(0, NAMED), events_size: events.length }))
    const titles = new Map(
      (await readEvents(db, [...new Set(most.flatMap(({ named }) => named))])).map((one) => [one.event_id, one.title]),
    )
    return {
      benchmark,
      benchmarks,
      refused: null,
      events: { ...events, latest, standing },
      moves: {
        tested: found.tested,
        total: found.moves.length,
        most: most.map(({ named, ...move }) => ({
          ...move,
          events: named.map((event_id) => ({ event_id, title: titles.get(event_id) ?? event_id })),
        })),
      },
    }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return {
      benchmark: null,
      benchmarks: new Set<string>(),
      refused: { code: error.code, detail: error.message },
      events: { total: 0, measured: 0, significant: 0, latest: [], standing: [] },
      moves: { tested: 0, total: 0, most: [] },
    }
  }
}

function eventOf(line: ImpactLine): BoardEvent {
  const { event_id, title, type, family, public_at, session, cluster_size } = line
  const head = { event_id, title, type, family, public_at, session, cluster_size }
  if (line.kind === 'excluded')
    return { ...head, kind: 'excluded', reason: line.reason, r: null, ar: null, t: null, p: null, significant: false }
  const { kind, reason, r, ar, t, p, significant } = line
  return { ...head, kind, reason, r, ar, t, p, significant }
}
