import { storeCalendar } from '../../db/calendars.ts'
import { readCalendarFile } from '../sources/calendarFile.ts'
import { type Prepared, sumOf } from './prepared.ts'

/** Sessions of exchanges, which count before those that are shipped. One bad row and nothing is taken, in any mode. */
export function prepareCalendar(text: string): Prepared {
  const file = readCalendarFile(text)
  return {
    kind: 'calendar',
    reader: null,
    report: file.report,
    rejected: file.refused ? file.records : 0,
    records: file.records,
    refused: file.refused,
    store: async (tx) =>
      sumOf(await Promise.all([...file.byMic].map(([mic, sessions]) => storeCalendar(tx, mic, sessions)))),
  }
}
