import { findEvent, saveEvent } from '../../db/events.ts'
import type { Tx } from '../../db/file/db.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import { effectiveTime } from '../market/event.ts'
import { firstMs, mustBeMoment } from '../market/moment.ts'
import { type EventReadOptions, mergeEvent, type ParsedEvent } from '../sources/eventFile/parsedEvent.ts'
import { readEvents } from '../sources/eventFile/readEvents.ts'
import { report } from '../sources/report.ts'
import { Conflict, type Prepared } from './prepared.ts'

/** What to do with an event whose id is stored already. */
export const conflictRules = ['update', 'keep', 'fail'] as const
export type ConflictRule = (typeof conflictRules)[number]

export function prepareEvents(text: string, options: EventReadOptions, onConflict: ConflictRule): Prepared {
  const file = readEvents(text, options)
  return {
    kind: 'events',
    reader: file.reader,
    report: file.report,
    rejected: file.rejected,
    records: file.records,
    refused: file.refused,
    store: (tx, { now }) => storeEvents(tx, file.events, onConflict, now),
  }
}

async function storeEvents(
  tx: Tx,
  events: readonly ParsedEvent[],
  onConflict: ConflictRule,
  now: number,
): Promise<StoreCounts> {
  const counts = { new: 0, changed: 0, unchanged: 0 }
  const conflicts: ParsedEvent[] = []
  if (onConflict === 'fail')
    for (const parsed of events) if ((await findEvent(tx, parsed.event.event_id)) !== null) conflicts.push(parsed)
  if (conflicts.length > 0)
    throw new Conflict(
      conflicts.map(({ line, event: { event_id } }) =>
        report(
          'E_ID_DUPLICATE',
          `Cannot add the event ${event_id} as it is stored already`,
          { line, event_id },
          event_id,
        ),
      ),
    )
  for (const parsed of events) {
    const stored = await findEvent(tx, parsed.event.event_id)
    if (stored !== null && onConflict === 'keep') counts.unchanged++
    else {
      const event = stored === null ? parsed.event : mergeEvent(stored, parsed)
      counts[await saveEvent(tx, event, firstMs(mustBeMoment(effectiveTime(event))), now)]++
    }
  }
  return counts
}
