import { readAllActions } from '../../db/actions.ts'
import { countIntradayBars, edgesOfIntraday, regularSessions, spanAround } from '../../db/barSpans.ts'
import { readIntradayBars } from '../../db/bars.ts'
import { needChange } from '../../db/file/change.ts'
import type { Tx } from '../../db/file/db.ts'
import { hasHolds, resolveFindings, saveFindings } from '../../db/findings.ts'
import { barCellsOnFile } from '../../db/storeBars.ts'
import { readInstrument } from '../../db/tickers.ts'
import { calendarOf } from '../calendars/calendars.ts'
import { finding } from '../checks/check.ts'
import { intradayChecks, namesOf } from '../checks/checks.ts'
import type { Sessions } from '../checks/finding.ts'
import { gap, regularGaps } from '../checks/series/gap.ts'
import { AROUND, isUnit, spansUnit, unitOf } from '../checks/units.ts'
import { barStates, type Interval, type IntradayBar, minutesOf } from '../market/bar.ts'
import { BAR_CELLS, type BarCells, barCell, barsOfCells, type Phased, phasedOfCells } from '../market/barCells.ts'
import { sessionsBetween } from '../market/calendar.ts'
import { dateOf, type IsoDate } from '../market/day.ts'
import { checkStored, sessionsDue } from './checkStored.ts'

/** Checks that look at each session by itself. */
const ofSessions = intradayChecks.filter(({ concerns }) => concerns !== undefined)

/**
 * Looks at bars within the day as they are stored, in the transactions that store them: at the sessions that changed, and
 * at as many bars around them as a check needs. What it comes to is what a look at the whole series would.
 */
export interface LookWithin {
  /** Bars of one ticker as rows that were just stored, ascending, of which at least one is new or changed. */
  readonly at: (tx: Tx, cells: BarCells) => Promise<void>
  /** What only the whole series shows: gaps, and units where there is reason to look for them. */
  readonly end: (tx: Tx) => Promise<void>
}

interface About {
  readonly tickerId: number
  readonly interval: Interval
  readonly fetchId: number
  /** UTC milliseconds. */
  readonly now: number
}

/** Least and greatest price of bars as rows. */
function spanOfCells(cells: BarCells) {
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (let at = 0; at < cells.length; at += BAR_CELLS)
    for (let price = at + barCell.open; price <= at + barCell.close; price++) {
      const value = cells[price] as number
      if (value < least) least = value
      if (value > most) most = value
    }
  return { bars: cells.length / BAR_CELLS, least, most }
}

/** Bars that are looked at together. */
const TOGETHER = 10_000

/**
 * Looks at a whole series of bars within the day some sessions after another, whatever its length, once bars of it went or
 * came back: what `checkStored` would come to. Runs in the transaction that stored them.
 */
export async function lookAtAll(tx: Tx, about: About): Promise<void> {
  const { tickerId, interval, fetchId, now } = about
  await needChange(tx, now)
  const look = lookWithin(about)
  const dates = new Set<IsoDate>()
  let isHeld = false
  for await (const cells of barCellsOnFile(tx, tickerId, minutesOf(interval) ?? 60, TOGETHER)) {
    for (let at = 0; at < cells.length; at += BAR_CELLS) {
      dates.add(dateOf(cells[at + barCell.day] as number))
      if (cells[at + barCell.state] === HELD) isHeld = true
    }
    await look.at(tx, cells)
  }
  const everywhere = { from: null, to: null }
  await resolveFindings(tx, tickerId, interval, namesOf(ofSessions), [], everywhere, (date) => !dates.has(date))
  if (isHeld) await checkStored(tx, tickerId, interval, fetchId, now)
  else await look.end(tx)
}

const HELD = barStates.indexOf('held')

export function lookWithin(about: About): LookWithin {
  const { tickerId, interval, fetchId, now } = about
  const minutes = minutesOf(interval) ?? 60
  let mayHoldUnits = false
  let hasLooked = false

  /** Every bar of those among some sessions that have one that a check concerns. */
  const suspectsOf = async (tx: Tx, cells: BarCells, dates: ReadonlySet<IsoDate>, range: Sessions) => {
    const isWhole = (await countIntradayBars(tx, tickerId, minutes, range)) === cells.length / BAR_CELLS
    const isSuspect = (bar: Phased) => ofSessions.some((check) => check.concerns?.(bar))
    if (isWhole) {
      const suspect = new Set<number>()
      for (let at = 0; at < cells.length; at += BAR_CELLS)
        if (isSuspect(phasedOfCells(cells, at))) suspect.add(cells[at + barCell.day] as number)
      if (suspect.size === 0) return new Map<IsoDate, readonly IntradayBar[]>()
    }
    const all = isWhole ? barsOfCells(cells) : await readIntradayBars(tx, tickerId, minutes, range)
    const sessions = Map.groupBy<IsoDate, IntradayBar>(all, ({ date }) => date)
    return new Map([...sessions].filter(([date, own]) => dates.has(date) && own.some(isSuspect)))
  }

  return {
    at: async (tx, cells) => {
      if (cells.length === 0) return
      hasLooked = true
      const { currency } = await readInstrument(tx, tickerId)
      const days = new Set<number>()
      for (let at = barCell.day; at < cells.length; at += BAR_CELLS) days.add(cells[at] as number)
      const ordered = [...days].sort((a, b) => a - b).map((day) => dateOf(day))
      const [from, to] = [ordered[0], ordered.at(-1)]
      if (from === undefined || to === undefined) return
      const sessions = new Set(ordered)
      const suspect = await suspectsOf(tx, cells, sessions, { from, to })
      const series = { bars: [...suspect.values()].flat(), bySession: suspect, expected: [], actions: [], currency }
      const findings = ofSessions.flatMap((check) => check.runWithin(series).map((found) => finding(check, found)))
      await saveFindings(tx, about, findings)
      const isLookedAt = (date: IsoDate) => sessions.has(date)
      await resolveFindings(tx, tickerId, interval, namesOf(ofSessions), findings, { from, to }, isLookedAt)
      // A price in another unit lies that unit away from one of the eleven bars around it.
      const { least, most } = await spanAround(
        tx,
        tickerId,
        minutes,
        [cells[0] as number, cells[cells.length - BAR_CELLS] as number],
        2 * AROUND + 1,
        spanOfCells(cells),
      )
      if (least !== null && most !== null && spansUnit(least, most, unitOf(currency))) mayHoldUnits = true
    },
    end: async (tx) => {
      if (!hasLooked) return
      await needChange(tx, now)
      const ticker = { id: tickerId, ...(await readInstrument(tx, tickerId)) }
      const power = unitOf(ticker.currency)
      const actions = await readAllActions(tx, tickerId)
      const isUnitSplit = actions.some(
        (action) => action.kind === 'split' && isUnit(action.numerator / action.denominator, power),
      )
      if (mayHoldUnits || isUnitSplit || (await hasHolds(tx, tickerId, interval))) {
        await checkStored(tx, tickerId, interval, fetchId, now)
        return
      }
      const edges = await edgesOfIntraday(tx, tickerId, minutes)
      if (edges === null) return
      const calendar = await calendarOf(tx, ticker)
      const due = sessionsDue(calendar, [{ from: edges.first, to: edges.last }], null, now)
      const isDue = new Set(due)
      const sessions =
        calendar === null
          ? []
          : sessionsBetween(calendar, edges.first, edges.last).filter(({ date }) => isDue.has(date))
      const { first, present } = await regularSessions(tx, tickerId, minutes, sessions)
      const dates = first === null ? present : new Set([first, ...present])
      const gaps = regularGaps(dates, due).map((found) => finding(gap, found))
      await saveFindings(tx, about, gaps)
      await resolveFindings(tx, tickerId, interval, namesOf([gap]), gaps)
    },
  }
}
