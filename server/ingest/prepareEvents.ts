import { otherThan } from '../../db/eventOver.ts'
import { findEvent, saveEvent } from '../../db/events.ts'
import type { Tx } from '../../db/file/db.ts'
import { addWitnesses } from '../../db/witnesses.ts'
import { effectiveTime } from '../market/event.ts'
import { firstMs, mustBeMoment } from '../market/moment.ts'
import { fieldKind } from '../sources/eventFile/field.ts'
import { type EventReadOptions, mergeEvent, type ParsedEvent } from '../sources/eventFile/parsedEvent.ts'
import { type EventFile, readEvents } from '../sources/eventFile/readEvents.ts'
import { type ReportEntry, report, shownNames } from '../sources/report.ts'
import type { IngestOptions } from './ingested.ts'
import type { ConflictRule } from './names.ts'
import { Conflict, type Prepared, type Stored } from './prepared.ts'

export function prepareEvents(
  text: string,
  options: EventReadOptions,
  onConflict: ConflictRule,
  over: IngestOptions['over'],
): Prepared {
  const file = readEvents(text, options)
  return {
    kind: 'events',
    reader: file.reader,
    report: file.report,
    rejected: file.rejected,
    records: file.records,
    refused: file.refused,
    store: async (tx, { now }) => {
      await refuseOther(tx, file.events, over)
      const stored = await storeEvents(tx, file.events, onConflict, now)
      return { ...stored, report: [...ownColumns(file), ...byExchangeClock(file.events), ...(stored.report ?? [])] }
    },
  }
}

/** Whoever writes over what was read once must not write over what another has written since. @throws Conflict */
async function refuseOther(tx: Tx, events: readonly ParsedEvent[], over: IngestOptions['over']): Promise<void> {
  for (const { event } of events) {
    const why = await otherThan(tx, event.event_id, over)
    if (why !== null) throw new Conflict([report('E_CHANGED', why, { event_id: event.event_id })])
  }
}

async function storeEvents(
  tx: Tx,
  events: readonly ParsedEvent[],
  onConflict: ConflictRule,
  now: number,
): Promise<Stored> {
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
  const shownNowhere: ParsedEvent[] = []
  for (const parsed of events) {
    const stored = await findEvent(tx, parsed.event.event_id)
    const isKept = stored !== null && (onConflict === 'keep' || parsed.given.size === 0)
    const event = stored === null ? parsed.event : isKept ? stored : mergeEvent(stored, parsed)
    if (!isKept && event.tickers.length === 0) shownNowhere.push(parsed)
    const saved = isKept ? 'unchanged' : await saveEvent(tx, event, firstMs(mustBeMoment(effectiveTime(event))), now)
    const told = parsed.witnesses.map((witness) => ({ ...witness, toldAt: now }))
    const added = await addWitnesses(tx, event.event_id, told)
    counts[saved === 'unchanged' && added > 0 ? 'changed' : saved]++
  }
  return { ...counts, report: withoutTicker(shownNowhere) }
}

/** Columns of one's own are kept and written back; whoever mistyped the name of a field learns it here. */
function ownColumns({ reader, events }: EventFile): readonly ReportEntry[] {
  if (!/^(csv|json)/.test(reader)) return []
  const names = [...new Set(events.flatMap(({ given }) => [...given]))].filter((name) => fieldKind(name) === null)
  if (names.length === 0) return []
  const shown = shownNames(names)
  const message = `Columns that are no fields of events are kept as they are, and nothing uses them: ${shown}`
  return [report('W_COLUMN_KEPT', message, { line: reader === 'csv' ? 1 : null }, shown)]
}

function byExchangeClock(events: readonly ParsedEvent[]): readonly ReportEntry[] {
  const read = events.filter(({ exchangeClock }) => exchangeClock !== null)
  const [first] = read
  if (first === undefined) return []
  const zones = shownNames([...new Set(read.map(({ exchangeClock }) => exchangeClock ?? ''))])
  const message = `${read.length === 1 ? 'An event has' : `${read.length} events have`} a clock time with neither an offset such as -05:00 nor a time zone: it is read by the clock of the exchange, in ${zones}`
  return [report('W_TIME_ZONE', message, { line: first.line, event_id: first.event.event_id, field: 'timezone' }, null)]
}

/** An event of no ticker stands on no chart and in no study. */
function withoutTicker(events: readonly ParsedEvent[]): readonly ReportEntry[] {
  const [first] = events
  if (first === undefined) return []
  const message = `${events.length === 1 ? 'An event names' : `${events.length} events name`} no ticker and will be shown nowhere: add tickers, or name one for all with --ticker`
  return [report('W_NO_TICKER', message, { line: first.line, event_id: first.event.event_id, field: 'tickers' })]
}
