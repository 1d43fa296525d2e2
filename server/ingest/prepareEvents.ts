import { otherThan } from '../../db/eventOver.ts'
import { eventWriter, findEvent } from '../../db/events.ts'
import type { Tx } from '../../db/file/db.ts'
import type { StoreCounts } from '../../db/file/upsert.ts'
import { addWitnesses } from '../../db/witnesses.ts'
import { effectiveTime } from '../market/event.ts'
import { firstMs, mustBeMoment } from '../market/moment.ts'
import { MOST_EVENTS } from '../sources/eventFile/csvEvents.ts'
import { fieldKind } from '../sources/eventFile/field.ts'
import { mergeEvent, type ParsedEvent } from '../sources/eventFile/parsedEvent.ts'
import type { EventFile } from '../sources/eventFile/readEvents.ts'
import { type ReportEntry, report, shownNames } from '../sources/report.ts'
import { reportLog } from '../sources/reportLog.ts'
import type { IngestOptions } from './ingested.ts'
import type { ConflictRule } from './names.ts'
import { Conflict, type ImportContext, type Part, type Prepared, type Stored, sumOf } from './prepared.ts'

/**
 * Events: judged already, and stored some at a time, whatever their number.
 *
 * @param atOnce events that are stored together
 * @param progress hears how many of how many are stored
 */
export function prepareEvents(
  file: EventFile,
  { onConflict = 'update', over }: Pick<IngestOptions, 'onConflict' | 'over'>,
  atOnce = TOGETHER,
  progress: (events: number, of: number) => void = () => {},
): Prepared {
  function* parts({ now }: ImportContext): Generator<Part> {
    const events = file.events()[Symbol.iterator]()
    const remarks = remarksOf(file.reader)
    for (let from = 0; from < file.count; from += atOnce) {
      const to = Math.min(file.count, from + atOnce)
      yield async (tx) => {
        const stored = await storeEvents(tx, take(events, to - from), onConflict, now, remarks)
        progress(to, file.count)
        return to === file.count ? { ...stored, report: remarks.entries() } : stored
      }
    }
  }
  // Where a stored event forbids the whole file, all of it has to be known before anything is stored.
  const isWhole = onConflict === 'fail' || over !== undefined
  return {
    kind: 'events',
    reader: file.reader,
    report: file.report,
    rejected: file.rejected,
    records: file.records,
    refused: file.refused,
    ...(isWhole ? {} : { parts }),
    store: async (tx, visit) => {
      await refuseOther(tx, file.events(), over)
      if (onConflict === 'fail') await refuseStored(tx, file.events())
      const stored: Stored[] = []
      for (const part of parts(visit)) stored.push(await part(tx, true))
      return { ...sumOf(stored), report: stored.flatMap(({ report: said = [] }) => said) }
    },
  }
}

const TOGETHER = 20_000

function* take<One>(all: Iterator<One>, count: number): Generator<One> {
  for (let taken = 0; taken < count; taken++) {
    const next = all.next()
    if (next.done === true) return
    yield next.value
  }
}

/** Whoever writes over what was read once must not write over what another has written since. @throws Conflict */
async function refuseOther(tx: Tx, events: Iterable<ParsedEvent>, over: IngestOptions['over']): Promise<void> {
  if (over === undefined) return
  for (const { event } of events) {
    const why = await otherThan(tx, event.event_id, over)
    if (why !== null) throw new Conflict([report('E_CHANGED', why, { event_id: event.event_id })])
  }
}

/** @throws Conflict where some of the events are stored already */
async function refuseStored(tx: Tx, events: Iterable<ParsedEvent>): Promise<void> {
  const conflicts = reportLog(MOST_EVENTS)
  for (const { line, event } of events) {
    const { event_id } = event
    if ((await findEvent(tx, event_id)) !== null)
      conflicts.add(
        report(
          'E_ID_DUPLICATE',
          `Cannot add the event ${event_id} as it is stored already`,
          { line, event_id },
          event_id,
        ),
      )
  }
  if (conflicts.hasErrors()) throw new Conflict(conflicts.entries())
}

async function storeEvents(
  tx: Tx,
  events: Iterable<ParsedEvent>,
  onConflict: ConflictRule,
  now: number,
  remarks: Remarks,
): Promise<StoreCounts> {
  const counts = { new: 0, changed: 0, unchanged: 0 }
  const writer = eventWriter(tx, now)
  for (const parsed of events) {
    remarks.see(parsed)
    const stored = writer.find(parsed.event.event_id)
    const isKept = stored !== null && (onConflict === 'keep' || parsed.given.size === 0)
    const event = stored === null ? parsed.event : isKept ? stored : mergeEvent(stored, parsed)
    if (!isKept && event.tickers.length === 0) remarks.seeNoTicker(parsed)
    const saved = isKept ? 'unchanged' : await writer.save(event, stored, firstMs(mustBeMoment(effectiveTime(event))))
    const told = parsed.witnesses.map((witness) => ({ ...witness, toldAt: now }))
    const added = told.length === 0 ? 0 : await addWitnesses(tx, event.event_id, told)
    counts[saved === 'unchanged' && added > 0 ? 'changed' : saved]++
  }
  writer.end()
  return counts
}

/** What is to be said of all events together. */
interface Remarks {
  readonly see: (parsed: ParsedEvent) => void
  readonly seeNoTicker: (parsed: ParsedEvent) => void
  readonly entries: () => readonly ReportEntry[]
}

function remarksOf(reader: string): Remarks {
  const [clocks, unseen] = [counter(), counter()]
  const zones = new Set<string>()
  const columns = new Set<string>()
  let last: ReadonlySet<string> | null = null
  return {
    see: (parsed) => {
      const { given, exchangeClock } = parsed
      if (given !== last) for (const name of given) columns.add(name)
      last = given
      if (exchangeClock === null) return
      zones.add(exchangeClock)
      clocks.see(parsed)
    },
    seeNoTicker: unseen.see,
    entries: () => [
      ...ownColumns(reader, columns),
      ...clocks.entry((first, count) => byExchangeClock(first, count, zones)),
      ...unseen.entry(withoutTicker),
    ],
  }
}

/** Counts events and keeps the first. */
function counter() {
  let [first, count] = [null as ParsedEvent | null, 0]
  return {
    see: (parsed: ParsedEvent): void => {
      first ??= parsed
      count++
    },
    entry: (told: (first: ParsedEvent, count: number) => ReportEntry): readonly ReportEntry[] =>
      first === null ? [] : [told(first, count)],
  }
}

/** Columns of one's own are kept and written back; whoever mistyped the name of a field learns it here. */
function ownColumns(reader: string, given: ReadonlySet<string>): readonly ReportEntry[] {
  if (!/^(csv|json)/.test(reader)) return []
  const names = [...given].filter((name) => fieldKind(name) === null)
  if (names.length === 0) return []
  const shown = shownNames(names)
  const message = `Columns that are no fields of events are kept as they are; only a regression of a study may ask for their numbers: ${shown}`
  return [report('W_COLUMN_KEPT', message, { line: reader === 'csv' ? 1 : null }, shown)]
}

function byExchangeClock({ line, event }: ParsedEvent, count: number, zones: ReadonlySet<string>): ReportEntry {
  const named = shownNames([...zones])
  const message = `${count === 1 ? 'An event has' : `${count} events have`} a clock time with neither an offset such as -05:00 nor a time zone: it is read by the clock of the exchange, in ${named}`
  return report('W_TIME_ZONE', message, { line, event_id: event.event_id, field: 'timezone' }, null)
}

/** An event of no ticker stands on no chart and in no study. */
function withoutTicker({ line, event }: ParsedEvent, count: number): ReportEntry {
  const message = `${count === 1 ? 'An event names' : `${count} events name`} no ticker and will be shown nowhere: add tickers, or name one for all with --ticker`
  return report('W_NO_TICKER', message, { line, event_id: event.event_id, field: 'tickers' })
}
