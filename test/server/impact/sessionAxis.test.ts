import { describe, expect, it } from 'vitest'
import { nyse } from '../../../server/calendars/nyse.ts'
import { sessionAxis } from '../../../server/impact/sessionAxis.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { sessionTable } from '../../../server/market/exchange/sessionTable.ts'
import { tableCalendar } from '../../../server/market/exchange/tableCalendar.ts'

const dates = (...days: readonly string[]) => days.map((day) => mustBeDate(`2023-11-${day}`))
/** A calendar that knows no day. */
const unknown = tableCalendar(
  'XTST',
  sessionTable('# Made up\nzone Asia/Jakarta\nknown 1970-01-01..1970-01-01\nhours 1970-01-01 09:00-16:00'),
)

describe('sessionAxis', () => {
  it('sessionAxis() has the sessions of a known exchange that neither has a bar of, and no holiday', () =>
    // Thanksgiving was the 23rd; the 25th and 26th were a weekend.
    expect(sessionAxis(nyse, dates('20', '28'), dates('21'), true)).toEqual(dates('20', '21', '22', '24', '27', '28')))
  it('sessionAxis() reaches from the first bar of either to the last of either', () =>
    expect(sessionAxis(nyse, dates('21'), dates('20', '22'), true)).toEqual(dates('20', '21', '22')))
  it('sessionAxis() takes no session of a benchmark elsewhere', () =>
    // Jakarta traded on Thanksgiving, New York did not; the 27th was a session of both.
    expect(sessionAxis(unknown, dates('22', '23', '27'), dates('22', '24', '27'), false)).toEqual(
      dates('22', '23', '27'),
    ))
  it('sessionAxis() believes a benchmark of the same zone where no calendar is known', () =>
    expect(sessionAxis(unknown, dates('22', '27'), dates('22', '23', '24'), true)).toEqual(
      dates('22', '23', '24', '27'),
    ))
  it('sessionAxis() is empty without a bar', () => expect(sessionAxis(nyse, [], [], true)).toEqual([]))
})
