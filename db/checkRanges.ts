import type { CheckName } from '../server/checks/checks.ts'
import type { Interval } from '../server/market/bar.ts'
import { type DateRange, daysOf } from './bars.ts'
import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'
import { statement } from './file/statement.ts'
import type { BarChecks } from './findings.ts'

/** Sessions that a check has to do with, days since 1970-01-01. */
export interface CheckRange {
  readonly check: CheckName
  /** `heldBy`: of these sessions the ones with a held bar. */
  readonly kind: keyof BarChecks
  readonly from: number
  readonly to: number
}

/** What `checksOn` tells session by session, as ranges: of thousands of sessions a few findings say something. */
export const checkRanges = (
  reader: Reader,
  tickerId: number,
  interval: Interval,
  range: DateRange,
): Promise<readonly CheckRange[]> =>
  read(reader, (connection) => {
    const [from, to] = daysOf(range)
    return statement(
      connection,
      `select check_name as "check", 'checks' as kind, from_day as "from", to_day as "to" from finding
         where ticker_id = @tickerId and interval = @interval and status <> 'resolved' and severity <> 'info'
           and from_day <= @to and to_day >= @from
       union
       select check_name, 'heldBy', holds_from, holds_to from finding
         where ticker_id = @tickerId and interval = @interval and status = 'open' and holds_from <= @to and holds_to >= @from
       union
       select check_name, 'correctedBy', at, at from repair
         where ticker_id = @tickerId and interval = @interval and interval = '1d' and status = 'accepted' and at between @from and @to`,
    ).all({ tickerId, interval, from, to }) as CheckRange[]
  })
