import { createHash } from 'node:crypto'
import { utcText } from '../../../market/instant.ts'
import { type Moment, moment } from '../../../market/moment.ts'
import { instantsOf } from '../../../market/zone.ts'
import { listText } from '../../../table/list.ts'
import { firstWords, isMarkup, oneLine, plainText } from '../../plainText.ts'
import { type ReportEntry, report } from '../../report.ts'
import { isWebAddress } from '../cell.ts'
import type { RawEvents } from '../csvEvents.ts'
import type { RawRecord } from '../rawRecord.ts'
import { type Adapter, rawRecord } from './adapter.ts'
import { type Feed, type FeedEntry, type FeedText, feedEntries, NoFeed } from './feedEntries.ts'
import { isFeedText } from './feedText.ts'
import { type FeedTime, feedTime } from './feedTime.ts'

/** Where an entry says when it was published, surest first, and what those places claim. */
const published = [
  ['atom:published', 'published'],
  ['rss:pubDate', 'pubDate'],
  ['dcterms:issued', 'dcterms:issued'],
  // It does not say of what it is the date: written, published or changed.
  ['dc:date', 'dc:date'],
] as const
/** Where it says when it was changed last: it was public by then, perhaps long before. */
const changed = [
  ['atom:updated', 'updated'],
  ['dcterms:modified', 'dcterms:modified'],
] as const

const [LONGEST_TITLE, LONGEST_SUMMARY, LONGEST_ID, LONGEST_TAG, MOST_TAGS] = [300, 300, 500, 60, 20]

/** Feeds of news: RSS 2.0 and its forerunners, RSS 1.0 and Atom. Entries are proposals; what is stored of one stays as it is. */
export const feed: Adapter = {
  name: 'feed',
  read: ({ text, ticker, zone, most }) => {
    if (!isFeedText(text)) return null
    try {
      return eventsOf(feedEntries(text, most), ticker, zone)
    } catch (error) {
      if (!(error instanceof NoFeed)) throw error
      const message = `Cannot read the file as a feed: ${error.message}`
      return { records: [], report: [report(error.code, message, { line: error.line })], refused: true }
    }
  },
}

function eventsOf(source: Feed, ticker: string | null, zone: string | null): RawEvents {
  const records: RawRecord[] = []
  const entries: ReportEntry[] = []
  const seen = new Map<string, number>()
  for (const entry of source.entries) {
    const id = idOf(entry, source)
    const before = id === null ? undefined : seen.get(id)
    if (id !== null) seen.set(id, before ?? entry.line)
    if (before !== undefined) {
      const place = { line: entry.line, event_id: id, field: 'event_id' }
      entries.push(report('W_DUPLICATE', `The entry on line ${before} has the same id: this one was left out`, place))
      continue
    }
    const read = recordOf(entry, id, source, { ticker, zone })
    entries.push(...read.report)
    if (read.record !== null) records.push(read.record)
  }
  return { records, report: entries, refused: false }
}

/**
 * The same for the same entry, whenever the feed is read: ids that are addresses or names of the whole world by
 * themselves, others beside the feed they stand in; without one the address of the page.
 */
function idOf({ texts, link }: FeedEntry, source: Feed): string | null {
  const guid = textIn(texts, 'atom:id') ?? textIn(texts, 'rss:guid')
  const isOfTheWorld = guid !== null && /^[a-z][a-z0-9+.-]*:./i.test(guid)
  const key =
    guid === null
      ? (textIn(texts, 'rdf:about') ?? link ?? null)
      : isOfTheWorld
        ? guid
        : `${source.link ?? source.title?.text ?? ''}\n${guid}`
  return key === null || key === '' ? null : `feed:${createHash('sha256').update(key).digest('hex').slice(0, 16)}`
}

const textIn = (texts: FeedEntry['texts'], name: string): string | null => texts.get(name)?.text || null

/**
 * Words of an element. Atom says whether they are markup. RSS has markup in descriptions; of other elements it says
 * nothing, so there an end of an element or a named character tells it.
 */
function wordsOf(found: FeedText | null | undefined, isDescription = false): string {
  if (found == null) return ''
  const isAtom = found.type !== null
  const isHtml = isAtom ? found.type === 'html' || found.type === 'text/html' : isDescription || isMarkup(found.text)
  return isHtml ? plainText(found.text) : oneLine(found.text)
}

interface Rules {
  readonly ticker: string | null
  /** Of clock times without one, where a person has said so. */
  readonly zone: string | null
}

/** A time of an entry, and which of its elements says so. */
interface Told {
  readonly place: string
  readonly written: string
  readonly time: Exclude<FeedTime, { kind: 'refused' }>
}

function recordOf(
  entry: FeedEntry,
  id: string | null,
  source: Feed,
  { ticker, zone }: Rules,
): { readonly record: RawRecord | null; readonly report: readonly ReportEntry[] } {
  const { texts, line } = entry
  const said: ReportEntry[] = []
  const say = (code: string, field: string, message: string, value: string | null = null) =>
    said.push(report(code, message, { line, event_id: id, field }, value))
  const timesIn = (places: typeof published | typeof changed): readonly Told[] =>
    places.flatMap(([name, place]) => {
      const written = textIn(texts, name)
      const time = written === null ? null : feedTime(written)
      if (written === null || time === null) return []
      if (time.kind !== 'refused') return [{ place, written, time }]
      say(time.code, 'public_at', `Cannot read ${place} as ${time.expected}`, written)
      return []
    })
  const [first, ...others] = timesIn(published)
  const [last] = timesIn(changed)
  if (said.length > 0) return { record: null, report: said.slice(0, 1) }
  const told = first ?? last
  const description = wordsOf(texts.get('rss:description') ?? texts.get('atom:summary'), texts.has('rss:description'))
  const title = wordsOf(texts.get('rss:title') ?? texts.get('atom:title')) || firstWords(description, 160)
  if (title.length > LONGEST_TITLE)
    say('W_TRIMMED', 'title', `A title may have ${LONGEST_TITLE} characters: its first words were taken`, title)
  if (told?.time.kind === 'time' && told.time.clock !== null && told.time.offset === null && zone === null)
    say(
      'W_TIME_ZONE',
      'public_at',
      `${told.place} has no zone: its date alone was taken (--timezone says it)`,
      told.written,
    )
  const guid = textIn(texts, 'atom:id') ?? textIn(texts, 'rss:guid')
  const named = guid !== null && texts.has('rss:guid') && !entry.guidIsName && isWebAddress(guid) ? guid : null
  const link = entry.link || named
  const name = wordsOf(source.title).slice(0, 200)
  const cells = {
    event_id: id,
    title: firstWords(title, LONGEST_TITLE),
    ...(told === undefined ? {} : cellsOf(told, zone)),
    tickers: ticker,
    tags: listText(tagsOf(entry)),
    summary: description === title ? undefined : firstWords(description, LONGEST_SUMMARY),
    language: languageOf(source.language),
    status: 'proposed',
    source_type: 'news',
    source_name: name,
    source_url: link,
    source_id: guid !== null && guid.length <= LONGEST_ID ? guid : undefined,
    source_modified_at: first === undefined || last === undefined ? undefined : momentText(last, zone),
    time_source: first === undefined ? 'seen' : 'feed',
    time_note: told === undefined ? undefined : noteOf(told),
  }
  const witnesses = [...(first === undefined ? [] : [first, ...others])].flatMap((one) => {
    const at = momentText(one, zone)
    return at === undefined ? [] : [{ kind: 'feed' as const, at, place: link ?? name, note: noteOf(one) }]
  })
  return { record: { ...rawRecord(line, cells, Object.keys(cells)), witnesses }, report: said }
}

const noteOf = ({ place, written }: Told): string =>
  `${place}: ${written.slice(0, 60)}${place === 'updated' ? ' (changed by then, public perhaps before)' : ''}`

/** The effective time as cells: on the clock of a zone that a person named to the minute at most, without one a date. */
function cellsOf({ time }: Told, zone: string | null): Readonly<Record<string, string | undefined>> {
  if (time.kind === 'span') return { public_at: time.text }
  const { date, clock, offset } = time
  if (clock === null || (offset === null && zone === null)) return { public_at: date }
  if (offset !== null) return { public_at: `${date}T${clock}${offset}` }
  return { public_at: `${date}T${clock}`, timezone: zone ?? undefined, precision: 'minute' }
}

/** The same in canonical text; undefined for a clock time that the clocks of its zone skip. */
function momentText({ time }: Told, zone: string | null): string | undefined {
  if (time.kind === 'span') return time.text
  const { date, clock, offset } = time
  if (clock === null || (offset === null && zone === null)) return date
  if (offset !== null) {
    const found: Moment | null = moment(`${date}T${clock}${offset}`)
    return found?.kind === 'instant' ? utcText(found.at) : undefined
  }
  const [hour = 0, minute = 0, second = 0] = clock.split(':').map(Number)
  const [at] = instantsOf(date, hour * 3600 + minute * 60 + Math.floor(second), zone ?? 'UTC')
  return at === undefined ? undefined : utcText(at)
}

const tagsOf = ({ categories }: FeedEntry): readonly string[] =>
  [
    ...new Set(
      categories
        .map((category) => wordsOf({ text: category, type: null }).toLowerCase())
        .filter((tag) => tag !== '' && tag.length <= LONGEST_TAG),
    ),
  ].slice(0, MOST_TAGS)

const languageOf = (written: string | null): string | undefined =>
  written !== null && /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(written) ? written : undefined
