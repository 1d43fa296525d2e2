import type { Db } from '../../db/file/db.ts'
import type { IsoDate } from '../market/day.ts'
import { askedAs, type Ticker } from '../market/ticker.ts'
import { Problem } from '../problem.ts'
import type { ModelName } from '../stats/models.ts'
import type { Reason } from '../stats/reasons.ts'
import { testSessions } from '../stats/session.ts'
import type { Settings, Window } from '../stats/settings.ts'
import { type AbnormalQuery, keptOut } from './abnormal.ts'
import { besideBenchmark } from './besideBenchmark.ts'
import { readingOf } from './reading.ts'
import { settingsOf } from './settings.ts'

/** A session by one model and one estimation window; figures are null where it could not be tested. */
export interface SessionCell {
  readonly model: ModelName
  readonly estimation: Window
  readonly M: number | null
  readonly ar: number | null
  readonly t: number | null
  readonly p: number | null
  readonly reason: Reason | null
}

export interface SessionModels {
  readonly ticker: Ticker
  /** The former name it was asked for by. */
  readonly asked_as: Ticker | null
  readonly benchmark: Ticker
  readonly date: IsoDate
  /** As asked for; model and estimation window are those of each cell. */
  readonly settings: Settings
  readonly cells: readonly SessionCell[]
}

/** Those that need no factor returns: a session has no answer by others where they are not stored. */
const models = ['market', 'market-adjusted', 'mean', 'scholes-williams', 'dimson'] as const
const lengths = [60, 120, 250] as const
/** Sessions between an estimation window and its session at least. */
const CLEAR = 10

/**
 * One session by every model and by three lengths of the estimation window, each as `abnormalOf` has it of all sessions.
 *
 * @throws Problem 422 for a day that is no session, and what `abnormalOf` throws
 */
export async function modelsOfSession(
  db: Db,
  symbol: Ticker,
  date: IsoDate,
  query: AbnormalQuery,
): Promise<SessionModels> {
  const reading = readingOf(db)
  const asked = settingsOf({ ...query.settings, event: [0, 0], windows: [[0, 0]] })
  const end = Math.min(asked.estimation[1], -CLEAR - 1)
  const cells: SessionCell[] = []
  let names: Pick<SessionModels, 'ticker' | 'benchmark'> | null = null
  for (const model of models) {
    // Scholes and Williams need sessions that follow one another.
    if (model === 'scholes-williams' && asked.lumped !== 'leave-out') continue
    for (const length of lengths) {
      const estimation: Window = [end - length + 1, end]
      const settings = settingsOf({ ...query.settings, model, estimation, event: [0, 0], windows: [[0, 0]] })
      const { ticker, aligned } = await besideBenchmark(reading, symbol, query, settings)
      const at = aligned.axis.indexOf(date)
      if (at < 0) throw new Problem(422, 'outside_data', `There is no session of ${ticker.symbol} on ${date}`, 'date')
      names ??= { ticker: ticker.symbol, benchmark: aligned.benchmark.symbol }
      const kept = await keptOut(reading, aligned, settings)
      const [test] = testSessions(reading.design(aligned, settings), settings, kept, [at, at])
      const { M, ar, t, p } = test?.kind === 'tested' ? test : { M: null, ar: null, t: null, p: null }
      cells.push({ model, estimation, M, ar, t, p, reason: test?.kind === 'untested' ? test.reason : null })
    }
  }
  const { ticker, benchmark } = names as NonNullable<typeof names>
  return { ticker, asked_as: askedAs(symbol, ticker), benchmark, date, settings: asked, cells }
}
