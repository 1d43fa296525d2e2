import { type SessionLabel, sessionOf } from '../../market/align.ts'
import type { MarketEvent } from '../../market/event.ts'
import { directions, sessionLabels, sourceTypes, timeSources } from '../../market/event.ts'
import { statuses } from '../../market/eventStatus.ts'
import { typeOfCategory, typeOfCode, typeOfItems } from '../../market/eventType.ts'
import { whyUnplaced } from '../../market/exchange/unplaced.ts'
import { exchangeZone } from '../../market/exchangeZone.ts'
import { firstMs, type Moment, mustBeMoment, type Precision, precisions } from '../../market/moment.ts'
import { isZone, localTime } from '../../market/zone.ts'
import { listItems } from '../../table/list.ts'
import { oddLetters, type ReportEntry, report } from '../report.ts'
import { precisionOf, readCell, tickersOf } from './cell.ts'
import { fieldKind, fields } from './field.ts'
import { type EventReadOptions, madeId, type ParsedEvent } from './parsedEvent.ts'
import type { RawRecord } from './rawRecord.ts'
import type { TimeRules } from './time.ts'

const LONGEST_TITLE = 300

/** The event of one record, or null when something in it is wrong; the report says what. */
export function readRecord(
  raw: RawRecord,
  options: EventReadOptions,
): { readonly parsed: ParsedEvent | null; readonly report: readonly ReportEntry[] } {
  const entries: ReportEntry[] = []
  const eventId = raw.cells.get('event_id')?.trim() || null
  const where = raw.number === undefined ? '' : ` (record ${raw.number})`
  const say = (code: string, field: string, message: string, value: string | null = null) =>
    entries.push(report(code, message + where, { line: raw.line, event_id: eventId, field }, value))
  const rules = timeRules(raw, options)
  const cells = checkedCells(raw, rules, say)
  if (cells === null) return { parsed: null, report: entries }

  const effective = cells.get('public_at') ?? cells.get('occurred_at')
  if (effective === undefined) {
    say('E_REQUIRED', 'public_at', 'Cannot place an event in time: it has neither public_at nor occurred_at')
    return { parsed: null, report: entries }
  }
  if (!inOrder(cells, rules.zone))
    say(
      'E_TIME_ORDER',
      'occurred_until',
      'Cannot end an event before it began: occurred_until is before occurred_at',
      raw.cells.get('occurred_until') ?? null,
    )
  const [windowStart, windowEnd] = [wholeNumber(cells, 'window_start'), wholeNumber(cells, 'window_end')]
  if (windowStart !== null && windowEnd !== null && windowStart > windowEnd)
    say('E_NUMBER', 'window_end', `Cannot end a window at ${windowEnd} as it starts at ${windowStart}`)
  const tickers = tickersOf(cells.get('tickers') ?? '')
  for (const { symbol } of tickers)
    if (symbol !== '*' && !options.isPlaced(symbol))
      say(
        'E_EXCHANGE',
        'tickers',
        `Cannot tell on which exchange ${symbol} trades as ${whyUnplaced(symbol) ?? 'nothing names it'}`,
        symbol,
      )
  if (entries.some(({ severity }) => severity === 'error')) return { parsed: null, report: entries }

  const own = precisionOf(raw.cells.get('public_at')?.trim() || raw.cells.get('occurred_at') || '', rules)
  const precision = precisionGiven(cells, own, say)
  const time = mustBeMoment(effective)
  if (firstMs(time) > options.now)
    say('W_FUTURE', cells.has('public_at') ? 'public_at' : 'occurred_at', 'The time lies in the future', effective)
  const title = cells.get('title') ?? ''
  const { type, tag } = typeGiven(raw, cells, title, say)
  const tags = listItems(cells.get('tags') ?? '')
  const hasClock = times.some((name) => isClock(cells.get(name)))
  const sourceType = wordOf(sourceTypes, cells.get('source_type'))
  const event: MarketEvent = {
    event_id: cells.get('event_id') ?? madeId(title, effective, tickers),
    title,
    occurred_at: cells.get('occurred_at') ?? null,
    occurred_until: cells.get('occurred_until') ?? null,
    public_at: cells.get('public_at') ?? null,
    timezone: cells.get('timezone') ?? (hasClock ? rules.zone : null),
    precision,
    uncertainty: cells.get('uncertainty') ?? null,
    session: sessionGiven(cells, time, precision, tickers[0]?.symbol, options, say),
    tickers,
    relation_note: cells.get('relation_note') ?? null,
    type,
    expected_direction: wordOf(directions, cells.get('expected_direction')),
    group: cells.get('group') ?? null,
    tags: tag === null ? tags : [...new Set([...tags, tag])],
    summary: cells.get('summary') ?? null,
    language: cells.get('language') ?? null,
    status: wordOf(statuses, cells.get('status')) ?? (sourceType === 'model' ? 'proposed' : 'confirmed'),
    source_type: sourceType,
    source_name: cells.get('source_name') ?? null,
    source_url: cells.get('source_url') ?? null,
    source_id: cells.get('source_id') ?? null,
    time_source: wordOf(timeSources, cells.get('time_source')),
    time_note: cells.get('time_note') ?? null,
    notes: cells.get('notes') ?? null,
    window_start: windowStart,
    window_end: windowEnd,
    estimation_end: wholeNumber(cells, 'estimation_end'),
    estimation_length: wholeNumber(cells, 'estimation_length'),
    extra: extraOf(cells),
  }
  const given = new Set(raw.cells.keys())
  for (const name of raw.invented ?? []) given.delete(name)
  const exchangeClock = times.some((name) => bareClock.test(raw.cells.get(name)?.trim() ?? ''))
    ? ownZone(raw, options)
    : null
  const parsed = {
    line: raw.line,
    given,
    idMade: !cells.has('event_id'),
    exchangeClock,
    event,
    witnesses: raw.witnesses ?? [],
  }
  return { parsed, report: entries }
}

type Say = (code: string, field: string, message: string, value?: string | null) => void
type Cells = ReadonlyMap<string, string>

/** The zone of clock times without one: the record's own, else that of its first ticker's exchange, else the option. */
function timeRules(raw: RawRecord, options: EventReadOptions): TimeRules {
  const { dateOrder, defaultTimezone } = options
  const given = raw.cells.get('timezone')?.trim() ?? ''
  if (isZone(given)) return { zone: given, dateOrder }
  return { zone: zoneOfExchange(raw, options) ?? defaultTimezone, dateOrder }
}

/** Of the exchange on which the first ticker trades: what the store knows of it decides, else its notation, as for prices. */
function zoneOfExchange(raw: RawRecord, { calendarOf }: EventReadOptions): string | null {
  const primary = listItems(raw.cells.get('tickers') ?? '')[0]
    ?.split(':')[0]
    ?.trim()
    .toUpperCase()
  if (primary === undefined || primary === '*') return null
  return calendarOf(primary)?.zone ?? exchangeZone(primary)
}

const times = ['public_at', 'occurred_at', 'occurred_until'] as const
const isClock = (time: string | undefined): boolean => time !== undefined && mustBeMoment(time).kind === 'instant'
/** A clock time that ends without saying where its clock stands. */
const bareClock = /[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$/
/** The zone of the exchange, where the record names none itself. */
const ownZone = (raw: RawRecord, options: EventReadOptions) =>
  isZone(raw.cells.get('timezone')?.trim() ?? '') ? null : zoneOfExchange(raw, options)

/** Every cell that is not empty, in canonical text; null when one is refused. */
function checkedCells(raw: RawRecord, rules: TimeRules, say: Say): Cells | null {
  const cells = new Map<string, string>()
  let isGood = true
  const refuse = (code: string, name: string, expected: string, text: string) => {
    say(
      code,
      name,
      `Cannot read ${name} as ${expected}: it is ${text === '' ? 'empty' : `"${shortened(text)}"${oddLetters(text)}`}`,
      text,
    )
    isGood = false
  }
  for (const [name, text] of raw.cells) {
    if (text === '') continue
    const kind = fieldKind(name)
    if (!text.isWellFormed() || text.includes('\0')) refuse('E_ENCODING', name, 'Unicode text without NUL', text)
    else if (kind === null || kind === 'text' || kind === 'type') cells.set(name, text)
    else {
      const cell = readCell(name, kind, text, rules)
      if (cell.kind === 'refused') refuse(cell.code, name, cell.expected, text)
      else {
        for (const [code, message] of cell.warnings) say(code, name, message, text)
        if (cell.text !== '') cells.set(name, cell.text)
      }
    }
  }
  const title = raw.cells.get('title') ?? ''
  if (title.trim() === '') refuse('E_REQUIRED', 'title', 'text of 1 to 300 characters', '')
  else if ([...title].length > LONGEST_TITLE) refuse('E_LIMIT', 'title', 'text of 1 to 300 characters', title)
  return isGood ? cells : null
}

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 80)}…` : text)

function wordOf<Word extends string>(words: readonly Word[], text: string | undefined): Word | null {
  return words.find((word) => word === text) ?? null
}

const wholeNumber = (cells: Cells, name: string): number | null => {
  const text = cells.get(name)
  return text === undefined ? null : Number(text)
}

function precisionGiven(cells: Cells, own: Precision, say: Say): Precision {
  const given = wordOf(precisions, cells.get('precision'))
  if (given === null) return own
  if (precisions.indexOf(given) >= precisions.indexOf(own)) return given
  say('W_PRECISION', 'precision', `The time is given to the ${own} only, so its precision is ${own}`, given)
  return own
}

/** A clock time says its session itself; a stated one that differs is reported and replaced. */
function sessionGiven(
  cells: Cells,
  time: Moment,
  precision: Precision,
  symbol: string | undefined,
  { calendarOf }: EventReadOptions,
  say: Say,
): SessionLabel | null {
  const stated = wordOf(sessionLabels, cells.get('session'))
  const isClock = time.kind === 'instant' && precisions.indexOf(precision) < precisions.indexOf('day')
  const calendar = symbol === undefined ? null : calendarOf(symbol)
  if (stated === null || !isClock || calendar === null) return stated
  const { date } = localTime(time.at, calendar.zone)
  if (calendar.certainty(date) !== 'known') return stated
  const clock = sessionOf(time.at, calendar).label
  const label = clock === 'break' ? 'regular' : clock
  if (label !== stated)
    say('W_SESSION_MISMATCH', 'session', `The clock time lies in the session ${label}, which is taken`, stated)
  return label
}

function typeGiven(raw: RawRecord, cells: Cells, title: string, say: Say): { type: string; tag: string | null } {
  const text = cells.get('type')?.trim()
  if (text === undefined || text === '') {
    const items = listItems(cells.get('sec_items') ?? '')
    return {
      type: items.length === 0 ? 'other' : typeOfItems(items, `${title} ${cells.get('summary') ?? ''}`),
      tag: null,
    }
  }
  if (raw.hasCategory) return { type: typeOfCategory(text), tag: text.toLowerCase() }
  const type = typeOfCode(text)
  if (type === text.toLowerCase()) return { type, tag: null }
  if (type === null) say('W_TYPE_UNKNOWN', 'type', 'The type is not known; a type of your own begins with x.', text)
  return { type: type ?? 'other', tag: text.toLowerCase() }
}

/** Unknown columns, and fields of the format that the store has no column for. */
function extraOf(cells: Cells): Readonly<Record<string, string>> {
  const others = [...cells].filter(([name]) => !ownFields.has(name))
  return Object.fromEntries(others.sort(([a], [b]) => (a < b ? -1 : 1)))
}

const ownFields: ReadonlySet<string> = new Set(fields.filter(([, , place]) => place === 'own').map(([name]) => name))

function inOrder(cells: Cells, zone: string | null): boolean {
  const [from, until] = [cells.get('occurred_at'), cells.get('occurred_until')].map((text) =>
    text === undefined ? null : mustBeMoment(text),
  )
  if (from == null || until == null) return true
  if (from.kind === 'instant' && until.kind === 'instant') return until.at >= from.at
  const first =
    from.kind === 'instant' ? localTime(from.at, zone ?? 'UTC').date : from.kind === 'date' ? from.date : from.from
  const last =
    until.kind === 'instant' ? localTime(until.at, zone ?? 'UTC').date : until.kind === 'date' ? until.date : until.to
  return last >= first
}
