import { createHash } from 'node:crypto'
import { isZone } from '../../../market/zone.ts'
import { listText } from '../../../table/list.ts'
import type { RawRecord } from '../rawRecord.ts'
import { type Adapter, compactText, rawEvents, rawRecord } from './adapter.ts'

interface Property {
  readonly value: string
  readonly zone: string | null
}

/** Calendars (RFC 5545): the entries as they stand; repetitions are not unrolled. */
export const iCalendar: Adapter = {
  name: 'icalendar',
  read: ({ text, ticker }) => {
    if (!/^\s*BEGIN:VCALENDAR/i.test(text.slice(0, 1000))) return null
    const records: RawRecord[] = []
    let entry: Map<string, Property> | null = null
    let startedOn = 0
    for (const { line, content } of unfolded(text)) {
      if (/^BEGIN:VEVENT$/i.test(content)) {
        entry = new Map()
        startedOn = line
      } else if (/^END:VEVENT$/i.test(content)) {
        if (entry !== null) records.push(recordOf(entry, startedOn, ticker))
        entry = null
      } else if (entry !== null) {
        const [name, property] = propertyOf(content)
        if (!entry.has(name)) entry.set(name, property)
      }
    }
    return rawEvents(records)
  },
}

/** A line that begins with a space or tab goes on with the one before it. */
function unfolded(text: string): readonly { readonly line: number; readonly content: string }[] {
  const lines: { line: number; parts: string[] }[] = []
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (/^[ \t]/.test(line)) lines.at(-1)?.parts.push(line.slice(1))
    else if (line !== '') lines.push({ line: at + 1, parts: [line] })
  }
  return lines.map(({ line, parts }) => ({ line, content: parts.join('') }))
}

/** `DTSTART;TZID=America/New_York:20231117T152800`: the value begins after the first colon outside quotes. */
function propertyOf(content: string): readonly [string, Property] {
  let isQuoted = false
  let colon = content.length
  for (let at = 0; at < content.length; at++) {
    if (content[at] === '"') isQuoted = !isQuoted
    else if (content[at] === ':' && !isQuoted) {
      colon = at
      break
    }
  }
  const [name = '', ...parameters] = content.slice(0, colon).split(';')
  const zone =
    parameters
      .find((one) => /^TZID=/i.test(one))
      ?.slice(5)
      .replaceAll('"', '') ?? null
  return [name.toUpperCase(), { value: content.slice(colon + 1), zone }]
}

const plain = (text: string | undefined): string | undefined =>
  text?.replaceAll(/\\([\\,;nN])/g, (_, escaped: string) => (/n/i.test(escaped) ? '\n' : escaped)).trim()

function recordOf(entry: ReadonlyMap<string, Property>, line: number, ticker: string | null): RawRecord {
  const start = entry.get('DTSTART')
  const uid = entry.get('UID')?.value.trim() ?? ''
  const zone = start?.zone ?? null
  return rawRecord(line, {
    event_id: uid === '' ? undefined : idOf(uid),
    title: plain(entry.get('SUMMARY')?.value)?.split('\n')[0],
    public_at: dateText(start?.value.trim() ?? ''),
    timezone: zone !== null && isZone(zone) ? zone : undefined,
    tickers: ticker,
    summary: plain(entry.get('DESCRIPTION')?.value),
    tags: listText(
      (entry.get('CATEGORIES')?.value ?? '')
        .split(/(?<!\\),/)
        .map((one) => plain(one) ?? '')
        .filter((one) => one !== ''),
    ),
    source_type: 'calendar',
    source_id: uid === '' || idOf(uid) === uid ? undefined : uid,
    source_url: entry.get('URL')?.value.trim(),
  })
}

const dateText = (text: string): string => {
  const day = /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  return day === null ? compactText(text) : `${day[1]}-${day[2]}-${day[3]}`
}

/** Ids of calendars often hold an @; those that our ids cannot hold are hashed. */
const idOf = (uid: string): string =>
  /^[A-Za-z0-9._:-]{1,64}$/.test(uid) ? uid : `ical-${createHash('sha256').update(uid).digest('hex').slice(0, 16)}`
