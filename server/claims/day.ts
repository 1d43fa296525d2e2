import type { IsoDate } from '../market/day.ts'
import { datelineEnd } from '../sources/article/dateline.ts'
import type { ReadSentence } from './sentence.ts'
import { figuresIn, moveVerbs } from './speech.ts'

/** The day that a sentence says something of: one, none named, or left open because several may be meant. */
export type DaySaid = { readonly kind: 'day'; readonly day: IsoDate } | { readonly kind: 'none' | 'open' }

/** A time of a sentence, its places counted in the sentence; `day` is null where it is a span, or was not read. */
interface Time {
  readonly start: number
  readonly end: number
  readonly day: IsoDate | null
}

/** Words of time that lead to another day, or to more than one. */
const timeWords =
  /\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:next|following|previous|prior|second) (?:day|session|trading day|week|month|quarter|year)|(?:a|one|two|three) (?:trading )?(?:days?|sessions?|weeks?|months?) (?:later|earlier|after|before)|yesterday|tomorrow|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}|senin|selasa|rabu|kamis|jumat|sabtu|minggu|kemarin|besok(?:nya)?|keesokan|esok(?:nya)?|lusa|(?:se|dua |tiga )(?:hari|pekan|minggu|bulan) (?:kemudian|setelah|sesudah|sebelum|berikut)(?:nya)?|(?:hari|sesi|pekan|minggu|bulan|tahun) (?:berikutnya|sebelumnya|kemudian|depan|lalu)|\d{1,2} (?:jan|feb|mar|apr|mei|jun|jul|agu|sep|okt|nov|des)[a-z]*)\b/gi
/** Where another clause begins. A mention is masked by a letter of no script, so that its commas part nothing. */
const boundary =
  /[;:]\s|,\s(?!(?:on|at|to|in|di|ke|pada|menjadi|by|or|atau)\b|\uE000)|\s(?:and|dan|but|tetapi|namun|while|whereas|sementara|sedangkan|serta|after|setelah|usai|before|sebelum|when|ketika|which|yang|who|following|menyusul|because|karena|compared with|dibandingkan)\s/iu
/** What leads to the level before: "from $376.17 on Nov. 16". */
const base = /\b(?:from|dari|dibanding(?:kan)?|versus|than|daripada)\b(?:(?!\b(?:to|menjadi|ke)\b|,\s)[^;\uE000])*$/i
/** What may stand before a day at the head of a sentence. */
const fronted =
  /^[^\p{L}\uE000]*(?:(?:on|at|by|in|the|close|of|trading|during|pada|hari|perdagangan|saat|penutupan|sesi)\s+)*$/iu
const relative = /(?:,\s*(?:which|who|yang)\b|\b(?:which|who) had\b)[^;]*$/i

/** The dates of a sentence that are days that something may have moved on: no dateline, and not "the most since October 26". */
export function daysOf({ text, start, mentions }: ReadSentence): ReadSentence['mentions'] {
  const told = start + datelineEnd(text)
  return mentions.filter(
    (one) =>
      (one.precision === 'day' || one.precision === 'minute') &&
      one.start >= told &&
      !/\b(?:since|sejak)\s*$/i.test(text.slice(0, Math.max(0, one.start - start))),
  )
}

/** All times of a sentence but its dateline: days, spans, and words of time that were not read. */
export function timesOf(sentence: ReadSentence): readonly Time[] {
  const { text, start, mentions } = sentence
  const own = daysOf(sentence)
  const told = datelineEnd(text)
  const unread = [...text.matchAll(timeWords)]
    .map(({ 0: word, index }) => ({ start: index, end: index + word.length, day: null }))
    .filter(
      (word) =>
        word.start >= told && !mentions.some((one) => word.start < one.end - start && one.start - start < word.end),
    )
  const days = own.map((one) => ({ start: one.start - start, end: one.end - start, day: one.from }))
  const spans = mentions
    .filter((one) => one.start - start >= told && one.precision !== 'day' && one.precision !== 'minute')
    .map((one) => ({ start: one.start - start, end: one.end - start, day: null }))
  return [...days, ...unread, ...(own.length > 0 ? spans : [])].sort((a, b) => a.start - b.start)
}

/** Where a sentence without a verb of a move speaks of a price. */
const priceWords = /\b(?:clos(?:e[sd]?|ing)|ended|finished|record|ditutup|berakhir|rekor|tertinggi)\b/i

/** The verb of the move that a sentence is about: the last one before its first percentage, else the first. */
function verbOf(text: string): number | null {
  const verbs = [...text.matchAll(new RegExp(moveVerbs.source, 'giu'))].map(({ index }) => index)
  const percent = figuresIn(text, 'en').find(({ unit }) => unit === 'percent')?.start
  return (
    verbs.findLast((at) => percent !== undefined && at < percent) ?? verbs[0] ?? priceWords.exec(text)?.index ?? null
  )
}

/**
 * The day that the move of a sentence is said of: the nearest date after the verb in its own clause; without one, a date at the
 * head of the sentence or before the verb in the same clause; without one, the only date of the sentence.
 */
export function daySaid(sentence: ReadSentence): DaySaid {
  const { text } = sentence
  const times = timesOf(sentence)
  if (times.every(({ day }) => day === null)) return { kind: times.length === 0 ? 'none' : 'open' }
  const masked = times.reduce(
    (some, { start, end }) => some.slice(0, start) + '\uE000'.repeat(end - start) + some.slice(end),
    text,
  )
  const verb = verbOf(text)
  if (verb === null) return only(times)
  const stop = boundary.exec(masked.slice(verb))
  const end = stop === null ? text.length : verb + stop.index
  const isBase = ({ start }: Time) => base.test(masked.slice(Math.max(0, start - 40), start))
  const [first] = times.filter((one) => one.start > verb && one.start < end && !isBase(one))
  if (first !== undefined) return joined(first, times, masked)
  const before = times.findLast((one) => one.end <= verb && !isBase(one))
  const isOwn = before !== undefined && !boundary.test(masked.slice(before.end, verb))
  if (before !== undefined && isOwn && !moveVerbs.test(masked.slice(before.end, verb)))
    return joined(before, times, masked)
  const told = datelineEnd(text)
  const head = times.find((one) => one.end <= verb && fronted.test(masked.slice(told, one.start)))
  if (head !== undefined && !times.some((one) => one !== head && one.end <= verb)) return one(head)
  if (before !== undefined && relative.test(masked.slice(0, before.start))) return { kind: 'open' }
  return only(times)
}

const one = ({ day }: Time): DaySaid => (day === null ? { kind: 'open' } : { kind: 'day', day })

/** "On Nov. 16 and Nov. 17" may be either. */
function joined(time: Time, times: readonly Time[], masked: string): DaySaid {
  const beside = times.filter(
    (other) =>
      other !== time &&
      /^\s*,?\s*(?:\/|and|or|dan|atau|to|-|–)\s*(?:on|pada)?\s*$/.test(
        masked.slice(Math.min(other.end, time.end), Math.max(other.start, time.start)),
      ),
  )
  return only([time, ...beside])
}

function only(times: readonly Time[]): DaySaid {
  const days = [...new Set(times.map(({ day }) => day))]
  const [day] = days
  return days.length === 1 && day !== undefined && day !== null ? { kind: 'day', day } : { kind: 'open' }
}
