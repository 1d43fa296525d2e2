import type { Db, Tx } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { compareTickers, type Difference, mergeTicker, type Overlap } from '../../db/mergeTicker.ts'
import { beginRun, endRun, recordFetch } from '../../db/runs.ts'
import { addFormerName, eventsNaming, moveEvents } from '../../db/tickerNames.ts'
import type { TickerRow } from '../../db/tickers.ts'
import type { Interval } from '../market/bar.ts'
import { ticker as readTicker, type Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { checkStored } from '../quality/checkStored.ts'
import { meantTicker, refuseWhileBackfilling } from './ground.ts'

export interface Merged extends Overlap {
  readonly from: Ticker
  readonly into: Ticker
  /** Whose values stay where both have one and they differ. */
  readonly prefer: Ticker | null
  /** Events that named the first. */
  readonly events: number
  /** False for a look at what would happen. */
  readonly stored: boolean
}

/** Takes back what was tried. */
class OnlyALook extends Error {
  readonly found: Merged
  constructor(found: Merged) {
    super('only a look')
    this.found = found
  }
}

/**
 * Makes one series of two of one security: what the first alone has comes to the second, whose name stays; the first
 * name goes on answering. Where both have other values nothing is decided unless asked: those that do not stay are kept
 * in the history.
 *
 * @throws Problem 404 for what is not stored, 400 for the values of a third, 422 for a ticker and itself or two
 *   securities, 409 where values differ
 */
export async function merge(
  db: Db,
  asked: {
    readonly from: string
    readonly into: string
    /** Either of the two. */
    readonly prefer: string | null
    readonly dryRun: boolean
  },
  now: number,
): Promise<Merged> {
  try {
    return await write(db, async (tx) => {
      const from = await meantTicker(tx, asked.from, 'from')
      const into = await meantTicker(tx, asked.into, 'into')
      await refuseWhileBackfilling(tx, now)
      refuseTwoSecurities(from, into)
      const overlap = await compareTickers(tx, from.id, into.id)
      const { events } = await eventsNaming(tx, from.symbol)
      const prefer = asked.prefer === null ? null : await preferred(tx, asked.prefer, from, into)
      const found = { from: from.symbol, into: into.symbol, prefer, events, ...overlap }
      if (asked.dryRun) throw new OnlyALook({ ...found, stored: false })
      if (prefer === null && differing(overlap) > 0) throw undecided(from, into, overlap)
      const done: Merged = { ...found, stored: true }
      await mergeIn(tx, from, into, done, now)
      return done
    })
  } catch (error) {
    if (error instanceof OnlyALook) return error.found
    throw error
  }
}

async function mergeIn(tx: Tx, from: TickerRow, into: TickerRow, done: Merged, now: number): Promise<void> {
  const runId = await beginRun(tx, 'tickers', { merge: from.symbol, into: into.symbol, prefer: done.prefer }, now)
  const fetchId = await recordFetch(tx, {
    runId,
    tickerId: into.id,
    source: `merge:${from.symbol}`,
    interval: null,
    fromMs: null,
    toMs: null,
    status: null,
    contentHash: null,
    rows: done.bars.reduce((sum, bars) => sum + bars.from - bars.both, 0),
    startedAt: now,
    endedAt: now,
    outcome: 'merged',
    message: null,
  })
  const prefer = done.prefer === from.symbol ? 'from' : 'into'
  await mergeTicker(tx, { from: from.id, into: into.id, prefer })
  // The other notation of one symbol is no name of its own.
  if (readTicker(from.symbol) !== into.symbol) await addFormerName(tx, into.id, from.symbol, now)
  await moveEvents(tx, from.symbol, into.symbol)
  const intervals = new Set<Interval>(['1d', ...done.bars.map(({ interval }) => interval)])
  for (const interval of intervals) await checkStored(tx, into.id, interval, fetchId, now)
  await endRun(tx, runId, 'complete', done, now)
}

const differing = ({ bars, actions }: Overlap): number =>
  bars.reduce((sum, { differing: some }) => sum + some, actions.differing)

function refuseTwoSecurities(from: TickerRow, into: TickerRow): void {
  if (from.id === into.id) throw new Problem(422, 'same_ticker', `Cannot merge ${from.symbol} with itself`, 'into')
  for (const [what, own, other] of [
    ['currency', from.currency, into.currency],
    ['zone', from.zone, into.zone],
    ['kind', sortOf(from), sortOf(into)],
  ] as const)
    if (own !== null && other !== null && own !== other)
      throw new Problem(
        422,
        'two_securities',
        `Cannot merge ${from.symbol} into ${into.symbol} as they are not one security: ${what} ${own} and ${other}`,
        'into',
      )
}

/** What a file names as it goes is a stock until its source says that it is a fund. */
const sortOf = ({ kind }: TickerRow): string => (['stock', 'etf', 'fund', 'other'].includes(kind) ? 'share' : kind)

async function preferred(tx: Tx, text: string, from: TickerRow, into: TickerRow): Promise<Ticker> {
  const meant = await meantTicker(tx, text, 'prefer')
  if (meant.id === from.id || meant.id === into.id) return meant.symbol
  throw new Problem(
    400,
    'bad_parameter',
    `Cannot prefer the values of ${meant.symbol}: it takes ${from.symbol} or ${into.symbol}`,
    'prefer',
  )
}

/** @returns what differs, for somebody to decide */
function undecided(from: TickerRow, into: TickerRow, overlap: Overlap): Problem {
  const counts = [
    ...overlap.bars.flatMap(({ interval, both, differing: some }) =>
      some === 0 ? [] : [`${some} of ${both} ${interval} bars`],
    ),
    ...(overlap.actions.differing === 0 ? [] : [`${overlap.actions.differing} actions`]),
  ]
  const [first] = overlap.differences
  const example = first === undefined ? '' : `, the first ${exampleOf(first)}`
  return new Problem(
    409,
    'merge_differs',
    `Cannot merge ${from.symbol} into ${into.symbol} as they differ in ${counts.join(' and ')} that both have${example}: say whose values stay with --prefer ${from.symbol} or --prefer ${into.symbol}; the others are kept as revisions`,
    'prefer',
    overlap.differences,
  )
}

const exampleOf = ({ what, date, which, from, into }: Difference): string =>
  what === 'actions' ? `on ${date} (${which} ${from} and ${into})` : `on ${which ?? date} (closes ${from} and ${into})`
