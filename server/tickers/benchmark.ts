import type { Db } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'
import { beginRun, endRun } from '../../db/runs.ts'
import { saveOwnBenchmark, type TickerRow } from '../../db/tickers.ts'
import type { Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import { meantTicker } from './ground.ts'

/** What a ticker is compared with where neither the question nor the event says otherwise. */
export interface OwnBenchmark {
  readonly ticker: Ticker
  /** Null: the first stored one that fits its market. `none`: nothing, so that models which need one are refused. */
  readonly benchmark: TickerRow['benchmark']
}

/**
 * Stores what a ticker is compared with from now on.
 *
 * @param word a stored ticker, `none`, or `default` for what fits its market
 * @throws Problem 404 for what is not stored, 422 for a ticker and itself
 */
export async function setBenchmark(db: Db, text: string, word: string, now: number): Promise<OwnBenchmark> {
  return write(db, async (tx) => {
    const row = await meantTicker(tx, text, 'ticker')
    const benchmark = word === 'default' ? null : word === 'none' ? 'none' : await meantTicker(tx, word, 'benchmark')
    if (benchmark !== null && benchmark !== 'none' && benchmark.id === row.id)
      throw new Problem(422, 'own_benchmark', `${row.symbol} cannot be its own benchmark`, 'benchmark')
    const own = benchmark === null || benchmark === 'none' ? benchmark : benchmark.symbol
    const done: OwnBenchmark = { ticker: row.symbol, benchmark: own }
    if (own === row.benchmark) return done
    const runId = await beginRun(tx, 'tickers', { benchmark: own, of: row.symbol }, now)
    await saveOwnBenchmark(tx, row.id, own)
    await endRun(tx, runId, 'complete', done, now)
    return done
  })
}
