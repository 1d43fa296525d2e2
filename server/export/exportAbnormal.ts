import type { Db } from '../../db/file/db.ts'
import { dataVersion } from '../../db/version.ts'
import { type Abnormal, type AbnormalQuery, type AbnormalSession, abnormalOf, verdictOf } from '../impact/abnormal.ts'
import type { Range } from '../impact/list.ts'
import { usedByFigures } from '../impact/used.ts'
import type { Ticker } from '../market/ticker.ts'
import type { TestedSession } from '../stats/session.ts'
import { factorsTaken } from '../stats/settings.ts'
import { type Cell, type Column, type ColumnType, column } from '../table/column.ts'
import { type Table, tableOf } from '../table/table.ts'

export interface AbnormalExport extends AbnormalQuery, Range {
  readonly ticker: Ticker
}

interface AbnormalRow {
  readonly answer: Abnormal
  readonly session: AbnormalSession
}

type Tested = Extract<TestedSession, { kind: 'tested' }>
/** A figure that only a session has which could be tested. */
const figure = (
  name: string,
  doc: string,
  of: (test: Tested) => Cell,
  unit: string | null = null,
  type: ColumnType = 'number',
): Column<AbnormalRow> =>
  column(name, type, doc, ({ session: { test } }) => (test.kind === 'tested' ? of(test) : null), unit)

export const abnormalColumns: readonly Column<AbnormalRow>[] = [
  column('ticker', 'text', 'what was measured', ({ answer }) => answer.ticker),
  column('benchmark', 'text', 'against what', ({ answer }) => answer.benchmark),
  column('model', 'word', 'by which model', ({ answer }) => answer.settings.model),
  column('factors', 'list', 'series that a model of factors takes', ({ answer }) => factorsTaken(answer.settings)),
  column('return_basis', 'word', 'total: dividends are part of returns', () => 'total'),
  column('date', 'date', 'the session', ({ session }) => session.date),
  figure(
    'span',
    'sessions that the return covers: more than 1 after a hole',
    ({ span }) => span,
    'sessions',
    'integer',
  ),
  figure('return', 'of the session', ({ r }) => r, 'fraction'),
  figure('market_return', 'of the benchmark', ({ marketReturn }) => marketReturn, 'fraction'),
  figure('expected_return', 'what the model expects', ({ expected }) => expected, 'fraction'),
  figure('abnormal_return', 'return less expected return', ({ ar }) => ar, 'fraction'),
  figure('standard_error', 'exact forecast error of the model', ({ se }) => se, 'fraction'),
  figure('t', 'Student t of the abnormal return', ({ t }) => t),
  figure('p', 'two-sided p', ({ p }) => p),
  figure('ci_low', 'lower end of the interval of the abnormal return', ({ ciLow }) => ciLow, 'fraction'),
  figure('ci_high', 'upper end', ({ ciHigh }) => ciHigh, 'fraction'),
  column(
    'p_adjusted',
    'number',
    'after Benjamini and Hochberg over all stored sessions that could be tested',
    ({ session }) => session.pAdjusted,
  ),
  figure('observations', 'sessions of the estimation window that were used', ({ M }) => M, 'sessions', 'integer'),
  figure('beta', 'slope on the benchmark', ({ beta }) => beta),
  figure('sigma', 'residual deviation', ({ sigma }) => sigma, 'fraction'),
  column('verdict', 'word', 'ordinary, event, awaits confirmation or no candidate', ({ answer, session }) =>
    verdictOf(session, answer.settings.alpha),
  ),
  column('event_ids', 'list', 'confirmed events that may have hit the session', ({ session }) => session.events),
  column('candidate', 'text', 'an event that waits for confirmation', ({ session }) => session.candidate),
  column('reason', 'word', 'why a session has no figures', ({ session: { test } }) =>
    test.kind === 'untested' ? test.reason : null,
  ),
  column('held_by', 'list', "checks that hold the session's price back", ({ session }) => session.heldBy),
]

/** Every session of a range, one a line. */
export async function abnormalTable(db: Db, { ticker, from, to, ...query }: AbnormalExport): Promise<Table> {
  const answer = await abnormalOf(db, ticker, query, { from, to })
  const used = usedByFigures({ ...answer, rates: query.convert, benchmarks: [answer.benchmark] })
  return tableOf('abnormal', await dataVersion(db, used), abnormalColumns, () => [
    answer.sessions.map((session) => ({ answer, session })),
  ])
}
