import { isoDate } from '../../market/day.ts'
import { instant } from '../../market/instant.ts'
import { instantsOf } from '../../market/zone.ts'
import { type DateLanguage, dateLanguages } from '../dates/languages.ts'
import { findDates } from '../dates.ts'

/** Where a page says when it was published, surest first: JSON-LD and meta as measured on 994 labelled pages, the others by judgement. */
export const tiers = ['told', 'json_ld', 'meta', 'microdata', 'url', 'time', 'visible', 'text'] as const
export type Tier = (typeof tiers)[number]

/** Share of the pages on which each was right. `told` is a person's word. */
export const confidences: Readonly<Record<Tier, number>> = {
  told: 1,
  json_ld: 0.92,
  meta: 0.91,
  microdata: 0.9,
  url: 0.9,
  time: 0.86,
  visible: 0.85,
  text: 0.7,
}

/** One place of a page that says when it was published. */
export interface DateWitness {
  readonly tier: Tier
  /** As the page writes it. */
  readonly written: string
  /** A date `YYYY-MM-DD`, or a moment in the form it was written with, its offset kept. */
  readonly value: string
}

export interface Publication {
  readonly published: string
  readonly tier: Tier
  readonly confidence: number
  readonly witnesses: readonly DateWitness[]
  /** Two witnesses lie more than a day apart: a person should choose. */
  readonly disagrees: boolean
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const rfc =
  /^(?:[A-Za-z]{3,9},\s+)?(\d{1,2})\s+([A-Za-z]{3})[a-z]*\.?\s+(\d{4})\s+(\d{2}):(\d{2})(?::(\d{2}))?\s*(GMT|UTC|Z|[+-]\d{4})$/

/**
 * What a machine-readable date says, strictly: ISO 8601 with or without a time, or RFC 822 with a zone. A clock time
 * without a zone is on the publisher's clock where that is told, else only its date counts.
 */
export function machineDate(written: string, zone: string | null): string | null {
  const text = written.trim().slice(0, 60)
  if (isoDate(text) !== null) return text
  const match = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?$/.exec(text)
  if (match !== null) {
    const [, date = '', hour = '', minute = '', second = '00', offset] = match
    const day = isoDate(date)
    if (day === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
    const clock = `${date}T${hour}:${minute}:${second}`
    if (offset !== undefined) return instant(`${clock}${offset}`) === null ? null : `${clock}${offset}`
    if (zone === null) return date
    const [at] = instantsOf(day, Number(hour) * 3600 + Number(minute) * 60 + Number(second), zone)
    return at === undefined ? date : new Date(at).toISOString().replace('.000Z', 'Z')
  }
  const mail = rfc.exec(text)
  if (mail === null)
    return /^\d{8}$/.test(text)
      ? isoDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`)
      : spelledDate(text, zone)
  const [, day = '', name = '', year = '', hour = '', minute = '', second = '00', offset = ''] = mail
  const month = months.indexOf(name.toLowerCase()) + 1
  const zoned = `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}T${hour}:${minute}:${second}${/[+-]/.test(offset) ? offset : 'Z'}`
  return month === 0 || instant(zoned) === null ? null : zoned
}

/** "November 20, 2023", "Mon, 20 Nov 2023 02:53:28 EST": a date in words that fills the value. */
function spelledDate(text: string, zone: string | null): string | null {
  if (!/\p{L}{3}/u.test(text) || !/\b(?:19|20)\d\d\b/.test(text)) return null
  for (const language of dateLanguages) {
    const [found, ...more] = findDates(text, { language, reference: null, zone: zone ?? 'UTC' })
    if (found === undefined || more.length > 0 || text.length - (found.end - found.start) > 6) continue
    if (found.precision === 'day') return found.from
    if (found.precision === 'minute')
      return zone === null && !/[A-Z]{2,4}\b|[+-]\d/.test(text.slice(-8)) ? found.from : (found.instant ?? found.from)
  }
  return null
}

/** `/2023/11/17/`, `/2023/nov/17/`, `/2023-11-17-`, `20231117`: the date in the path of an address. */
export function addressDate(address: string): string | null {
  const path = address.slice(0, 2000)
  const match =
    /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/\-_.?]|$)/.exec(path) ??
    /[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/\-_.?]|$)/.exec(path) ??
    /\/((?:19|20)\d{2})\/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\/(\d{1,2})(?=[/\-_.?]|$)/i.exec(path)
  if (match === null) return null
  const [, year = '', written = '', day = ''] = match
  const named = months.indexOf(written.toLowerCase()) + 1
  const month = named === 0 ? written : String(named)
  return isoDate(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}

/** A line that says little but a date, near the head of an article: "Published Nov 20, 2023 2:53 a.m. ET". */
export function visibleDate(lines: readonly string[], language: DateLanguage, zone: string): DateWitness | null {
  for (const line of lines.slice(0, 8)) {
    if (line.length > 160) continue
    const dates = findDates(line, { language, reference: null, zone })
    // When it was changed does not count: of two dates the one that is led by "published", else the first.
    const led = /\b(published|posted|diterbitkan|dipublikasikan|terbit|tayang|dimuat)\b/i.exec(line)
    if (led === null && /\b(updated|modified|diperbarui|diubah)\b/i.test(line)) continue
    const found = (led === null ? undefined : dates.find(({ start }) => start > led.index)) ?? dates[0]
    if (found === undefined || dates.length > 2 || !(found.precision === 'day' || found.precision === 'minute'))
      continue
    const rest = line.length - (found.end - found.start)
    // "LONDON, 20 November 2023 (Reuters)" and a byline say a date beside a few other words; a sentence says more.
    if (rest > (led !== null ? 80 : 40) || /[.!?]["”]?$/.test(line)) continue
    return { tier: 'visible', written: found.text, value: found.instant ?? found.from }
  }
  return null
}

/** "(Reuters, Nov 20, 2023)", "NEW YORK, Nov. 20, 2023 —" at the head of the first sentence. */
export function datelineDate(text: string, language: DateLanguage, zone: string): DateWitness | null {
  const head = text.slice(0, 120)
  const [found] = findDates(head, { language, reference: null, zone })
  if (found === undefined || found.precision !== 'day' || found.start > 40) return null
  const after = head.slice(found.end, found.end + 20)
  return /^\)?\s*(?:\([A-Z][\w ]{1,20}\)?\s*)?[-–—(]/.test(after) &&
    /^[\p{Lu}\d\s.,(/-]+/u.test(head.slice(0, found.start + 1))
    ? { tier: 'text', written: found.text, value: found.from }
    : null
}

/** The surest of the witnesses; of two of one tier the first. */
export function publicationOf(witnesses: readonly DateWitness[]): Publication | null {
  const sorted = [...witnesses].sort((a, b) => tiers.indexOf(a.tier) - tiers.indexOf(b.tier))
  const [best] = sorted
  if (best === undefined) return null
  const days = sorted.map(({ value }) =>
    isoDate(value) === null
      ? (instant(value) ?? 0)
      : Date.UTC(Number(value.slice(0, 4)), Number(value.slice(5, 7)) - 1, Number(value.slice(8))),
  )
  return {
    published: best.value,
    tier: best.tier,
    confidence: confidences[best.tier],
    witnesses: sorted,
    disagrees: Math.max(...days) - Math.min(...days) > 2 * 86_400_000,
  }
}
