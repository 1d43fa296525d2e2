import type { Db } from '../../db/file/db.ts'
import { readEventStream } from '../sources/eventFile/readEvents.ts'
import { eventRules } from './eventRules.ts'
import type { IngestOptions, IngestStream } from './ingested.ts'
import type { Prepared } from './prepared.ts'
import { prepareEvents } from './prepareEvents.ts'
import { pricesAround } from './priceOptions.ts'

/** Events of a CSV file of any size; null for files of another form. */
export async function prepareEventStream(
  db: Db,
  { name, stream, spill, atOnce, stored }: IngestStream,
  options: IngestOptions,
): Promise<Prepared | null> {
  const rules = eventRules(name, { ...options, isOfAnySize: true }, await pricesAround(db))
  const file = readEventStream(stream, rules, spill)
  return file === null ? null : prepareEvents(file, options, atOnce, (events, of) => stored(events, of, 'events'))
}
