import type { Db } from '../../db/file/db.ts'
import { dataVersion } from '../../db/version.ts'
import { type Move, type MovesAnswer, type MovesQuery, movesOf } from '../impact/moves.ts'
import { usedByFigures } from '../impact/used.ts'
import type { Ticker } from '../market/ticker.ts'
import { type Column, column } from '../table/column.ts'
import { type Table, tableOf } from '../table/table.ts'

export interface MovesExport extends MovesQuery {
  readonly ticker: Ticker
}

interface MoveRow {
  readonly answer: MovesAnswer
  readonly move: Move
}

/** An unexplained session may have an event that waits for confirmation. */
const verdictOf = ({ events, candidate }: Move): string =>
  events.length > 0 ? 'event' : candidate === null ? 'no candidate' : 'awaits confirmation'

export const moveColumns: readonly Column<MoveRow>[] = [
  column('ticker', 'text', 'what was looked at', ({ answer }) => answer.ticker),
  column('benchmark', 'text', 'against what', ({ answer }) => answer.benchmark),
  column('date', 'date', 'the session that stands out', ({ move }) => move.date),
  column('return', 'number', 'of the session', ({ move }) => move.r, 'fraction'),
  column('abnormal_return', 'number', 'return less expected return', ({ move }) => move.ar, 'fraction'),
  column('t', 'number', 'Student t of the abnormal return', ({ move }) => move.t),
  column('p', 'number', 'two-sided p', ({ move }) => move.p),
  column('p_adjusted', 'number', 'after Benjamini and Hochberg over the sessions tested', ({ move }) => move.pAdjusted),
  column('false_discovery_rate', 'number', 'share of false findings accepted', ({ answer }) => answer.fdr),
  column('event_ids', 'list', 'confirmed events that may have hit the session', ({ move }) => move.events),
  column('candidate', 'text', 'an event that waits for confirmation', ({ move }) => move.candidate),
  column('verdict', 'word', 'event, awaits confirmation or no candidate', ({ move }) => verdictOf(move)),
]

/** Sessions that stand out, one a line. */
export async function movesTable(db: Db, { ticker, ...query }: MovesExport): Promise<Table> {
  const answer = await movesOf(db, ticker, query)
  const version = await dataVersion(
    db,
    usedByFigures({ ...answer, rates: query.convert, benchmarks: [answer.benchmark] }),
  )
  return tableOf('moves', version, moveColumns, () => [answer.moves.map((move) => ({ answer, move }))])
}
