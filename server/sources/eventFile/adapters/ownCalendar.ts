import { addDays } from '../../../market/day.ts'
import { type Moment, moment } from '../../../market/moment.ts'
import { type ReportEntry, report } from '../../report.ts'
import { isObject, parsedJson, rawEvent } from '../jsonEvents.ts'
import type { RawRecord } from '../rawRecord.ts'

/** How a calendar shows a time: whole days with the day after the last one, or a moment in UTC to the second. */
export interface CalendarSpan {
  readonly start: string
  readonly end: string | null
}

const compact = (text: string): string => text.replaceAll(/[-:]|\.\d+/g, '')
const secondText = (at: number): string => compact(new Date(at).toISOString())

/** The span of a time and of what lasts until another one. Coarse times are entries of several days. */
export function calendarSpan(time: Moment, until: Moment | null): CalendarSpan {
  if (time.kind === 'instant')
    return {
      start: secondText(time.at),
      end: until?.kind === 'instant' && until.at > time.at ? secondText(until.at) : null,
    }
  const [from, own] = time.kind === 'date' ? [time.date, time.date] : [time.from, time.to]
  const last = until?.kind === 'date' && until.date > own ? until.date : own
  return { start: compact(from), end: last > from ? compact(addDays(last, 1)) : null }
}

/**
 * An entry that our own export wrote: the event stands in it whole. What somebody changed in a calendar program since, its
 * time, title, text, labels or address, is taken from the calendar.
 *
 * @param cells the same entry as any calendar's
 * @returns null when the property is none of ours
 */
export function ownEvent(
  text: string,
  cells: Readonly<Record<string, string | null | undefined>>,
  line: number,
): { readonly record: RawRecord | null; readonly report: readonly ReportEntry[] } | null {
  const event = parsedJson(text)
  if (!isObject(event)) return null
  const { record, report: said } = rawEvent(event, line)
  if (record === null) return { record, report: said }
  const merged = new Map(record.cells)
  const changed: string[] = []
  const take = (name: string, value: string | null | undefined) => {
    changed.push(name)
    merged.set(name, value ?? '')
  }
  const time = merged.has('public_at') ? 'public_at' : 'occurred_at'
  if (!isSameTime(merged.get(time), cells.public_at)) {
    take(time, cells.public_at)
    for (const name of ['precision', 'session']) merged.delete(name)
    if (cells.timezone !== undefined) merged.set('timezone', cells.timezone ?? '')
  }
  for (const name of ['title', 'summary', 'tags', 'source_url', 'status'] as const) {
    const [own, theirs] = [merged.get(name) ?? '', cells[name] ?? '']
    const shown = own.replaceAll(/\r\n?/g, '\n').trim()
    const isAlike = theirs === (name === 'title' ? shown.split('\n')[0] : shown)
    if (!isAlike && !(name === 'status' && theirs === '')) take(name, theirs)
  }
  const entries =
    changed.length === 0
      ? []
      : [
          report('W_CALENDAR_EDITED', `The entry was changed in a calendar: ${changed.join(', ')} were taken from it`, {
            line,
            event_id: merged.get('event_id') ?? null,
          }),
        ]
  return { record: { ...record, cells: merged }, report: [...said, ...entries] }
}

/** Does the calendar show the time as our export wrote it? */
function isSameTime(own: string | undefined, shown: string | null | undefined): boolean {
  const [time, theirs] = [moment(own ?? ''), moment(shown ?? '')]
  if (time === null || theirs === null) return false
  return calendarSpan(time, null).start === calendarSpan(theirs, null).start
}
