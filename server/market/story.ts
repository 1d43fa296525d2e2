import { effectiveTime, type MarketEvent } from './event.ts'
import { firstMs, mustBeMoment } from './moment.ts'
import { searchWords } from './searchWords.ts'

/** Two events further apart are two stories: news is told again for three days (docs/articles.md). */
const LONGEST_APART_MS = 72 * 3_600_000
/** Share of words in common from which two titles may tell one thing; less will do where both are of one type. */
const LIKE = 0.5
const LIKE_OF_ONE_TYPE = 0.3

/** Words that say something: numbers, and words of three letters or more that are not in every title. */
const idle = new Set(
  'the and for with from that this after before over into its his her has have was were will are not but new says said yang dan dengan dari untuk pada ini itu akan telah oleh dalam setelah sebelum'.split(
    ' ',
  ),
)
const tellingWords = (text: string): ReadonlySet<string> =>
  new Set(searchWords(text).filter((word) => /\d/.test(word) || (word.length > 2 && !idle.has(word))))

/** Jaccard's index of the telling words of two titles, 0 to 1, and the words they share. */
export function likeness(one: string, other: string): { readonly share: number; readonly words: readonly string[] } {
  return likenessOf(tellingWords(one), tellingWords(other))
}

function likenessOf(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
): { readonly share: number; readonly words: readonly string[] } {
  const words = [...a].filter((word) => b.has(word))
  const all = a.size + b.size - words.length
  return { share: all === 0 ? 0 : words.length / all, words }
}

export interface StoryEvent extends Pick<MarketEvent, 'event_id' | 'title' | 'type'> {
  readonly symbols: readonly string[]
  /** First moment of the effective time, UTC milliseconds. */
  readonly ms: number
  readonly url: string | null
}

export const storyEvent = (event: MarketEvent): StoryEvent => ({
  ...{ event_id: event.event_id, title: event.title, type: event.type },
  symbols: event.tickers.map(({ symbol }) => symbol),
  ms: firstMs(mustBeMoment(effectiveTime(event))),
  url: event.source_url,
})

/** Two events that may tell one story. */
export interface MayBeOne {
  readonly one: string
  readonly other: string
  readonly share: number
  readonly words: readonly string[]
}

/**
 * Pairs of events that may tell one story: of a common ticker, at most 72 hours apart, and alike in their titles or of one
 * address. Only titles that share one of their rarer words are compared: of two sets with a Jaccard index of at least t,
 * each holds a common word among its rarest n − ⌈t · n⌉ + 1 (Chaudhuri, Ganti, Kaushik 2006), so that nothing is missed.
 *
 * @param events in order of their time
 * @param decided pairs that a person has decided on already, as `pairKey` names them
 * @param most the search ends after the event with which so many are found: a day of equal titles has pairs without end
 * @returns in the order of the first event of each, then of the second; `whole` where none is missing
 */
export function mayBeOne(
  events: readonly StoryEvent[],
  decided: ReadonlySet<string>,
  most: number = Number.POSITIVE_INFINITY,
): { readonly pairs: readonly MayBeOne[]; readonly whole: boolean } {
  const spread = new Map<string, number>()
  for (const { title } of events) for (const word of tellingWords(title)) spread.set(word, (spread.get(word) ?? 0) + 1)
  /** Words of the titles that were looked at: of a day without end the search ends with the first. */
  const words: ReadonlySet<string>[] = []
  /** Places of earlier events by the keys under which they may be found. */
  const places = new Map<string, number[]>()
  const found: (MayBeOne & { readonly at: number; readonly next: number })[] = []
  for (const [next, event] of events.entries()) {
    if (found.length >= most) break
    const candidates = new Set<number>()
    const own = tellingWords(event.title)
    words.push(own)
    for (const key of keysOf(own, event.url, spread)) {
      const list = places.get(key) ?? []
      for (let back = list.length - 1; back >= 0; back--) {
        const at = list[back] as number
        if (event.ms - (events[at]?.ms ?? 0) > LONGEST_APART_MS) break
        candidates.add(at)
      }
      list.push(next)
      places.set(key, list)
    }
    for (const at of candidates) {
      const other = events[at]
      if (other === undefined || !event.symbols.some((symbol) => other.symbols.includes(symbol))) continue
      const [first, second] = inOrder(event.event_id, other.event_id)
      if (decided.has(pairKey(first, second))) continue
      const alike = likenessOf(words[at] ?? new Set(), own)
      const enough = event.type === other.type ? LIKE_OF_ONE_TYPE : LIKE
      const isOneAddress = event.url !== null && event.url === other.url && alike.share > 0
      if (alike.share >= enough || isOneAddress) found.push({ one: first, other: second, ...alike, at, next })
    }
  }
  const pairs = found.sort((a, b) => a.at - b.at || a.next - b.next).map(({ at: _, next: __, ...pair }) => pair)
  return { pairs, whole: found.length < most }
}

/** The rarest words of a title, as many as one alike must share one of, and its address. */
function keysOf(
  words: ReadonlySet<string>,
  url: string | null,
  spread: ReadonlyMap<string, number>,
): readonly string[] {
  const count = words.size - Math.ceil(LIKE_OF_ONE_TYPE * words.size) + 1
  const rare = [...words].sort((a, b) => (spread.get(a) ?? 0) - (spread.get(b) ?? 0) || (a < b ? -1 : 1))
  return [...rare.slice(0, count).map((word) => `word ${word}`), ...(url === null ? [] : [`url ${url}`])]
}

export const inOrder = (one: string, other: string): readonly [string, string] =>
  one < other ? [one, other] : [other, one]
export const pairKey = (one: string, other: string): string => JSON.stringify([one, other])

/** Groups that pairs make: each a set of ids. */
export function groupsOf(pairs: readonly (readonly [string, string])[]): readonly ReadonlySet<string>[] {
  const groupOf = new Map<string, Set<string>>()
  for (const [one, other] of pairs) {
    const joined = new Set([...(groupOf.get(one) ?? [one]), ...(groupOf.get(other) ?? [other])])
    for (const id of joined) groupOf.set(id, joined)
  }
  return [...new Set(groupOf.values())]
}

/**
 * Can a time be trusted to the minute? Not that of who saw the story somewhere (an upper bound), nor one that is known to
 * the hour or less.
 */
export const isTrustworthy = (event: MarketEvent): boolean =>
  (event.precision === 'second' || event.precision === 'minute') &&
  mustBeMoment(effectiveTime(event)).kind === 'instant' &&
  event.time_source !== 'seen'

/** The event at which a story sits: the first trustworthy time, else the first of all. @param events at least one */
export function leadOf(events: readonly MarketEvent[]): MarketEvent {
  const order = (event: MarketEvent) => firstMs(mustBeMoment(effectiveTime(event)))
  const [lead] = events.toSorted(
    (a, b) =>
      Number(isTrustworthy(b)) - Number(isTrustworthy(a)) || order(a) - order(b) || (a.event_id < b.event_id ? -1 : 1),
  )
  if (lead === undefined) throw new RangeError('Cannot find the lead of no events')
  return lead
}

/** Seconds by which an event comes after the lead; null where one of the two has no moment. */
export function delayOf(lead: MarketEvent, echo: MarketEvent): number | null {
  const [a, b] = [mustBeMoment(effectiveTime(lead)), mustBeMoment(effectiveTime(echo))]
  return a.kind === 'instant' && b.kind === 'instant' ? (b.at - a.at) / 1000 : null
}
