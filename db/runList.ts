import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'
import { statement } from './file/statement.ts'
import type { RunProgress } from './runs.ts'

/** A run as a list shows it; times in UTC milliseconds, what was asked and what came of it as written by its verb. */
export interface StoredRun {
  readonly id: number
  readonly request: unknown
  readonly startedAt: number
  readonly endedAt: number | null
  readonly outcome: string
  readonly message: string | null
  readonly resumeAt: string | null
  readonly requests: number | null
  readonly rows: unknown
  /** How many series ended with which outcome. */
  readonly series: unknown
  /** How far it is, or was when it was cut off; null once it has ended. */
  readonly progress: RunProgress | null
}

type Row = Omit<StoredRun, 'request' | 'rows' | 'series' | 'progress'> & {
  request: string
  progress: string | null
  rows: string | null
  series: string | null
}

const columns = `id, request, started_at as startedAt, ended_at as endedAt, outcome,
  result ->> '$.message' as message, result ->> '$.resume_at' as resumeAt, result ->> '$.requests' as requests,
  result -> '$.rows' as rows, progress,
  (select json_group_object(outcome, runs) from (
     select value ->> '$.outcome' as outcome, count(*) as runs from json_each(result, '$.series') group by 1)) as series`

const runOf = ({ request, rows, series, progress, ...row }: Row): StoredRun => ({
  ...row,
  request: JSON.parse(request),
  rows: rows === null ? null : JSON.parse(rows),
  series: series === null ? {} : JSON.parse(series),
  progress: progress === null ? null : JSON.parse(progress),
})

/** Runs of a verb, newest first: at most `limit`, those older than `before` where one is named. */
export async function listRuns(
  reader: Reader,
  verb: string,
  limit: number,
  before: number | null = null,
): Promise<readonly StoredRun[]> {
  return read(reader, (connection) => {
    const rows = statement(
      connection,
      `select ${columns} from run where verb = ? and id < coalesce(?, id + 1) order by id desc limit ?`,
    ).all(verb, before, limit) as Row[]
    return rows.map(runOf)
  })
}

export const countRuns = (reader: Reader, verb: string): Promise<number> =>
  read(
    reader,
    (connection) => statement(connection, 'select count(*) from run where verb = ?').pluck().get(verb) as number,
  )

/** A run with everything its verb wrote down when it ended; null when there is none of this number. */
export async function findRun(
  reader: Reader,
  verb: string,
  id: number,
): Promise<{ readonly run: StoredRun; readonly result: unknown } | null> {
  return read(reader, (connection) => {
    const row = connection.prepare(`select ${columns}, result from run where verb = ? and id = ?`).get(verb, id) as
      | (Row & { result: string | null })
      | undefined
    if (row === undefined) return null
    const { result, ...run } = row
    return { run: runOf(run), result: result === null ? null : JSON.parse(result) }
  })
}

/** When the last run began that brought everything stored up to date, UTC milliseconds; null when none did. */
export async function lastWholeRun(reader: Reader, verb: string): Promise<number | null> {
  return read(reader, (connection) => {
    return connection
      .prepare(
        `select max(started_at) from run where verb = ? and outcome in ('complete', 'partial')
         and json_array_length(request, '$.tickers') = 0 and json_array_length(request, '$.intervals') = 0`,
      )
      .pluck()
      .get(verb) as number | null
  })
}
