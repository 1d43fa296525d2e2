import type { Db } from '../../db/file/db.ts'
import { dataVersion } from '../../db/version.ts'
import { type Board, type BoardLine, boardOf } from '../board/board.ts'
import type { Range } from '../board/figures.ts'
import { usedByBoard } from '../board/used.ts'
import { whole } from '../query/page.ts'
import { type Column, column } from '../table/column.ts'
import { type Table, tableOf } from '../table/table.ts'

const most = ({ moves }: BoardLine) => moves.most[0]
const latest = ({ events }: BoardLine) => events.latest[0]

export const boardColumns: readonly Column<BoardLine>[] = [
  column('ticker', 'text', 'which', ({ ticker }) => ticker),
  column('name', 'text', 'its name', ({ name }) => name),
  column('currency', 'text', 'of its prices; an index has points', ({ currency }) => currency),
  column('basis', 'word', 'of the close: split', ({ basis }) => basis),
  column('date', 'date', 'the newest session of the range whose close is not held', ({ last }) => last?.date ?? null),
  column('close', 'number', 'its close', ({ last }) => last?.close ?? null, 'currency'),
  column('state', 'word', 'state of its bar', ({ last }) => last?.state ?? null),
  column('change', 'number', 'from the close before', ({ last }) => last?.change ?? null, 'currency'),
  column('return', 'number', 'the same as a return, without dividends', ({ last }) => last?.r ?? null, 'fraction'),
  column('sessions', 'integer', 'from the first to the last bar of the range', ({ sessions }) => sessions, 'sessions'),
  column('missing', 'integer', 'of these the ones without a bar', ({ missing }) => missing, 'sessions'),
  column('benchmark', 'text', 'what it is compared with', ({ benchmark }) => benchmark),
  column('refused', 'word', 'code of why nothing of it is measured', ({ refused }) => refused?.code ?? null),
  column('events', 'integer', 'whose session lies in the range', ({ events }) => events.total, 'events'),
  column('significant_events', 'integer', 'distinguishable at 5 %', ({ events }) => events.significant, 'events'),
  column('latest_event_id', 'text', 'the newest event', (line) => latest(line)?.event_id ?? null),
  column('latest_session', 'date', 'its day 0', (line) => latest(line)?.session ?? null),
  column('latest_abnormal_return', 'number', 'of that', (line) => latest(line)?.ar ?? null, 'fraction'),
  column('latest_p', 'number', 'its two-sided p', (line) => latest(line)?.p ?? null),
  column('tested', 'integer', 'sessions that were tested', ({ moves }) => moves.tested, 'sessions'),
  column('moves', 'integer', 'sessions that stand out', ({ moves }) => moves.total, 'sessions'),
  column('most_abnormal_date', 'date', 'the one with the largest |t|', (line) => most(line)?.date ?? null),
  column('most_abnormal_return', 'number', 'its abnormal return', (line) => most(line)?.ar ?? null, 'fraction'),
  column('most_abnormal_t', 'number', 'its t', (line) => most(line)?.t ?? null),
  column(
    'most_abnormal_event_ids',
    'list',
    'events that may have hit it',
    (line) => most(line)?.events.map(({ event_id }) => event_id) ?? null,
  ),
]

/** Every stored ticker, one a line. */
export async function boardTable(db: Db, range: Range): Promise<Table> {
  const board: Board = await boardOf(db, range, whole)
  return tableOf('board', await dataVersion(db, usedByBoard(board)), boardColumns, () => [board.tickers])
}
