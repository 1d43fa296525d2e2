import { findEvent } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import type { Day, FactsOrNone, FactsWanted } from '../claims/facts.ts'
import { moveAtNews } from '../impact/moveAtNews.ts'
import { measurePlaced } from '../impact/placedStudy.ts'
import { placerOf } from '../impact/placing.ts'
import { type Reading, readingOf } from '../impact/reading.ts'
import { volumeRatioOf } from '../impact/volume.ts'
import type { IsoDate } from '../market/day.ts'
import { blankEvent, type MarketEvent } from '../market/event.ts'
import { ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'

/** Sessions shown after the one asked about, and before it. */
const BESIDE = 5

/** Answers what prices say of a ticker's session, each question once. */
export function factsFrom(db: Db): (wanted: FactsWanted) => Promise<FactsOrNone> {
  const reading = readingOf(db)
  const known = new Map<string, Promise<FactsOrNone>>()
  return (wanted) => {
    const key = JSON.stringify(wanted)
    const found = known.get(key) ?? factsOf(db, reading, wanted)
    known.set(key, found)
    return found
  }
}

const none = (missing: 'ticker' | 'prices' | 'session'): FactsOrNone => ({ kind: 'none', missing })

async function factsOf(db: Db, reading: Reading, { symbol, day, event }: FactsWanted): Promise<FactsOrNone> {
  const asked = ticker(symbol)
  if (asked === null) return none('ticker')
  try {
    const placer = await placerOf(reading, asked, { benchmark: null, settings: {} })
    const stored = event === null ? null : await findEvent(db, event)
    const placed = await placer.place(stored ?? sessionOn(day))
    const { aligned, position, session, settings } = placed
    // A text that names a day means that day: an event that hits another session says nothing of it.
    const at = stored === null || session !== day ? aligned.position.get(day) : position
    const [first, last] = [aligned.axis[0], aligned.axis.at(-1)]
    if (first === undefined || last === undefined || day < first || day > last) return none('prices')
    if (at === undefined || at === null) return none('session')
    const own = at === position ? placed : await placer.place(sessionOn(day))
    const [bar, before] = [aligned.bars[at], aligned.bars[at - 1]]
    if (bar == null || before == null) return none('prices')
    const study = measurePlaced(own, 'full')
    const zero = study.kind === 'measured' ? study.days.find(({ rel }) => rel === 0) : undefined
    const split = own === placed && stored !== null ? await moveAtNews(db, aligned, placed.event) : null
    const values = aligned.series.asset.values
    const total = (index: number): number | null => {
      const [now, last] = [values[index], values[index - 1]]
      return now == null || last == null ? null : now / last - 1
    }
    const r = total(at)
    if (r === null) return none('session')
    const days = daysAround(
      aligned.axis,
      aligned.bars.map((one) => one?.close ?? null),
      total,
    )
    const marketDay =
      zero === undefined || zero.marketReturn == null ? null : { symbol: own.benchmark ?? '', r: zero.marketReturn }
    return {
      kind: 'facts',
      facts: {
        symbol: asked,
        session: aligned.axis[at] as IsoDate,
        open: bar.open,
        high: bar.high,
        low: bar.low,
        volume: bar.volume,
        close: bar.close,
        previousClose: before.close,
        r,
        market: marketDay,
        abnormal:
          study.kind === 'measured' && zero?.ar != null && zero.t != null && zero.p != null
            ? { ar: zero.ar, t: zero.t, p: zero.p, model: study.model.kind, M: study.model.M }
            : null,
        alpha: settings.alpha,
        volumeRatio: volumeRatioOf(aligned, at, settings),
        split:
          split?.kind === 'split'
            ? {
                at: split.at,
                before: split.before,
                during: split.during,
                after: split.after,
                shareBeforeBarEnd: split.shareBeforeBarEnd,
              }
            : null,
        later: days(at + 1, at + BESIDE),
        around: days(at - BESIDE, at),
        since: aligned.axis[aligned.bars.findIndex((one) => one != null)] as IsoDate,
      },
    }
  } catch (error) {
    if (error instanceof Problem) return none(error.code === 'unknown_ticker' ? 'prices' : 'session')
    throw error
  }
}

/** Sessions from one to another with their closes, and whether each was the highest up to then. */
function daysAround(
  axis: readonly IsoDate[],
  closes: readonly (number | null)[],
  total: (index: number) => number | null,
): (from: number, to: number) => readonly Day[] {
  return (from, to) => {
    let highest = Number.NEGATIVE_INFINITY
    for (let index = 0; index < Math.max(0, from); index++) highest = Math.max(highest, closes[index] ?? highest)
    const days: Day[] = []
    for (let index = Math.max(0, from); index <= Math.min(to, axis.length - 1); index++) {
      const [session, close, r] = [axis[index], closes[index], total(index)]
      if (session === undefined || close == null || r === null) continue
      days.push({ session, close, r, record: close > highest })
      highest = Math.max(highest, close)
    }
    return days
  }
}

/** A day on which nothing is known but that it is asked about. */
const sessionOn = (day: IsoDate): MarketEvent => ({
  ...blankEvent,
  event_id: `day:${day}`,
  title: day,
  public_at: day,
  precision: 'day',
  session: 'regular',
  type: 'other',
  status: 'proposed',
})
