import { durationMs } from '../../market/duration.ts'
import { directions, type EventTicker, roles, sessionLabels, sourceTypes, timeSources } from '../../market/event.ts'
import { statuses } from '../../market/eventStatus.ts'
import { moment, precisions } from '../../market/moment.ts'
import { ticker } from '../../market/ticker.ts'
import { isAmbiguousZone, isZone, spelledZone } from '../../market/zone.ts'
import { listItems, listText } from '../../table/list.ts'
import { confidenceWords, type FieldKind, sessionWords } from './field.ts'
import { readTime, type TimeRules } from './time.ts'

/** A cell in canonical text, or why it is refused. Warnings are codes with a sentence. */
export type Cell =
  | { readonly kind: 'value'; readonly text: string; readonly warnings: readonly (readonly [string, string])[] }
  | { readonly kind: 'refused'; readonly code: string; readonly expected: string }

const value = (text: string, ...warnings: readonly (readonly [string, string])[]): Cell => ({
  kind: 'value',
  text,
  warnings,
})
const refused = (code: string, expected: string): Cell => ({ kind: 'refused', code, expected })

/** Words that say "nothing" in some programs; here only an empty field does. */
const nothings = new Set(['null', 'NA', 'N/A', '-'])

const words: Readonly<Record<string, readonly string[]>> = {
  precision: precisions,
  session: sessionLabels,
  expected_direction: directions,
  status: statuses,
  source_type: sourceTypes,
  time_source: timeSources,
}

const integers: Readonly<Record<string, readonly [number, number]>> = {
  importance: [1, 5],
  window_start: [-10_000, 10_000],
  window_end: [-10_000, 10_000],
  estimation_end: [-10_000, 10_000],
  estimation_length: [1, 100_000],
}

/** Checks one cell of a typed field. Surrounding white space is dropped and reported. */
export function readCell(
  name: string,
  kind: Exclude<FieldKind, 'text' | 'type'>,
  given: string,
  rules: TimeRules,
): Cell {
  const text = given.trim()
  const cell = nothings.has(text) && kind !== 'list' ? refusedKind(name, kind) : typed(name, kind, text, rules)
  if (text === given || cell.kind === 'refused') return cell
  return { ...cell, warnings: [...cell.warnings, ['W_TRIMMED', `White space around ${name} was dropped`]] }
}

function typed(name: string, kind: Exclude<FieldKind, 'text' | 'type'>, text: string, rules: TimeRules): Cell {
  const no = () => refusedKind(name, kind)
  switch (kind) {
    case 'id':
      return /^[A-Za-z0-9._:-]{1,64}$/.test(text) ? value(text) : no()
    case 'time':
    case 'instant':
      return timeCell(text, rules, name === 'occurred_at' || name === 'public_at', kind === 'instant')
    case 'zone':
      if (isAmbiguousZone(text))
        return refused(
          'E_TIME_ZONE',
          'an IANA time zone such as America/New_York, as several zones have that short name',
        )
      return isZone(text) ? value(spelledZone(text)) : no()
    case 'duration':
      return durationMs(text) === null ? no() : value(text)
    case 'word': {
      const word = text.toLowerCase()
      const known = name === 'session' ? (sessionWords.get(word) ?? '') : word
      return words[name]?.includes(known) ? value(known) : no()
    }
    case 'tickers':
      return tickersCell(text)
    case 'list':
      return listCell(name, text)
    case 'url':
      return isWebAddress(text) ? value(text) : no()
    case 'language':
      return /^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,6}$/.test(text) ? value(text) : no()
    case 'integer': {
      const [least, most] = integers[name] ?? [-1e9, 1e9]
      const number = /^[+-]?\d{1,6}$/.test(text) ? Number(text) : Number.NaN
      return number >= least && number <= most ? value(String(number)) : no()
    }
    case 'number': {
      const plain = confidenceWords.get(text.toLowerCase()) ?? text
      const number = /^\d{0,3}(\.\d{1,12})?$/.test(plain) && plain !== '' ? Number(plain) : Number.NaN
      return number >= 0 && number <= 1 ? value(String(number)) : no()
    }
    case 'symbol': {
      const symbol = ticker(text)
      return symbol === null ? no() : value(symbol)
    }
  }
}

function refusedKind(name: string, kind: Exclude<FieldKind, 'text' | 'type'>): Cell {
  switch (kind) {
    case 'id':
      return refused('E_ID', '1 to 64 letters, digits, dots, colons, hyphens or underscores')
    case 'time':
    case 'instant':
      return refused('E_TIME_FORMAT', 'a time such as 2023-11-17T15:28:00-05:00')
    case 'zone':
      return refused('E_TIME_ZONE', 'an IANA time zone such as America/New_York')
    case 'duration':
      return refused('E_DURATION', 'an ISO 8601 duration such as PT15M or P1D')
    case 'word':
      return refused('E_ENUM', `one of ${words[name]?.join(', ')}`)
    case 'tickers':
      return refused('E_TICKER', 'symbols such as MSFT or MSFT:investor, separated by |')
    case 'list':
      return refused('E_ENUM', 'item numbers of form 8-K such as 2.02, separated by |')
    case 'url':
      return refused('E_URL', 'an address that begins with http:// or https://')
    case 'language':
      return refused('E_ENUM', 'a language such as en or id')
    case 'integer': {
      const [least, most] = integers[name] ?? [-1e9, 1e9]
      return refused('E_NUMBER', `a whole number from ${least} to ${most}`)
    }
    case 'number':
      return refused('E_NUMBER', 'a number from 0 to 1, or high, medium, low')
    case 'symbol':
      return refused('E_TICKER', 'a symbol such as ^GSPC')
  }
}

function timeCell(text: string, rules: TimeRules, coarse: boolean, needsClock: boolean): Cell {
  const time = readTime(text, rules, coarse)
  if (time.kind === 'refused') return refused(time.code, time.expected)
  if (needsClock && moment(time.text)?.kind !== 'instant')
    return refused('E_TIME_FORMAT', 'a date with a clock time such as 2023-11-17T15:28:00-05:00')
  if (!time.folded) return value(time.text)
  return value(time.text, ['W_TIME_FOLD', `Clocks in ${rules.zone} show this time twice: the first was taken`])
}

/** Precision that a time cell has of its own accord. */
export function precisionOf(text: string, rules: TimeRules) {
  const time = readTime(text.trim(), rules, true)
  return time.kind === 'time' ? time.precision : 'day'
}

/** Tickers of a cell that `readCell` has passed. */
export const tickersOf = (text: string): readonly EventTicker[] =>
  listItems(text).map((item) => {
    const [symbol = '', role] = item.split(':', 2)
    return { symbol, role: roles.find((known) => known === role) ?? 'subject' }
  })

function tickersCell(text: string): Cell {
  const seen = new Map<string, string>()
  const renamed: (readonly [string, string])[] = []
  for (const item of listItems(text)) {
    const [left = '', right, ...rest] = item.split(':').map((part) => part.trim())
    const symbol = left === '*' ? '*' : ticker(left)
    if (symbol === null || rest.length > 0 || nothings.has(left)) return refusedKind('tickers', 'tickers')
    if (symbol !== left.toUpperCase())
      renamed.push(['W_TICKER', `${left} was taken as ${symbol}, which is how the price source writes it`])
    const role = right?.toLowerCase() ?? 'subject'
    if (!roles.some((known) => known === role))
      return /^[a-z_]+$/.test(right ?? '')
        ? refused('E_ENUM', `a role such as ${roles.join(', ')}`)
        : refusedKind('tickers', 'tickers')
    if (!seen.has(symbol)) seen.set(symbol, role === 'subject' ? symbol : `${symbol}:${role}`)
  }
  return value([...seen.values()].join('|'), ...renamed)
}

function listCell(name: string, text: string): Cell {
  const items = listItems(text)
  if (name === 'sec_items')
    return items.every((item) => /^\d\.\d{2}$/.test(item)) ? value(listText(items)) : refusedKind(name, 'list')
  return value(listText([...new Set(items.map((item) => item.toLowerCase()))]))
}

/** Only http and https, without a name and password in it. */
export function isWebAddress(text: string): boolean {
  if (text.length > 2048 || /[\s\p{Cc}<>"]/u.test(text)) return false
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  return (protocol === 'http:' || protocol === 'https:') && hostname !== '' && username === '' && password === ''
}
