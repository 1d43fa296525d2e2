import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MarketEvent } from '../market/event.ts'
import { hold } from '../market/heldEvents.ts'
import type { Instant } from '../market/instant.ts'
import { readEvents } from './eventFile/readEvents.ts'

const file = join(import.meta.dirname, '../../db/sample/world-events.csv')
let read: readonly MarketEvent[] | null = null

/**
 * What happened to every market at once: central banks, consumer prices, jobs, closures. They are no events of the store:
 * whoever wants them among those takes the file in.
 */
export function worldEvents(): readonly MarketEvent[] {
  read ??= Array.from(
    readEvents(readFileSync(file, 'utf8'), {
      now: 0 as Instant,
      dateOrder: null,
      defaultTimezone: null,
      calendarOf: () => null,
      isPlaced: () => true,
      ticker: null,
      reader: 'csv',
    }).events(),
    ({ event }) => hold(event),
  )
  return read
}
