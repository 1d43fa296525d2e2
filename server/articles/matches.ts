import { addDays, type IsoDate } from '../market/day.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { moment } from '../market/moment.ts'
import { dateAt } from '../market/zone.ts'
import type { Proposal, PublicLater } from './proposals.ts'

/** Stored events shown that a proposal may be. */
const MOST_MATCHES = 3
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set([...text.toLowerCase().matchAll(/[\p{L}\d]{4,}/gu)].map(([word]) => word))

/** Stored events of one of the proposal's tickers on its day or days that share words with it, rare ones first. */
export function matchesOf(
  { public_at, from, to, tickers, quote }: Proposal,
  events: readonly MarketEvent[],
): readonly string[] {
  const [first, last] = [public_at ?? from, public_at ?? to]
  if (first === null || last === null) return []
  const symbols = new Set(tickers.map(({ symbol }) => symbol))
  const words = wordsOf(quote)
  const near = events.filter((event) => {
    const zone = event.timezone ?? 'America/New_York'
    const [own, begin, end] = [dayIn(effectiveTime(event), zone), dayIn(first, zone), dayIn(last, zone)]
    return (
      own !== null &&
      begin !== null &&
      end !== null &&
      own >= begin &&
      own <= end &&
      event.tickers.some(({ symbol }) => symbols.has(symbol))
    )
  })
  const titles = near.map(({ event_id, title }) => ({ event_id, own: wordsOf(title) }))
  const spread = (word: string) => titles.filter(({ own }) => own.has(word)).length
  return titles
    .map(({ event_id, own }) => ({
      event_id,
      weight: [...own].filter((word) => words.has(word)).reduce((sum, word) => sum + 1 / spread(word), 0),
    }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, MOST_MATCHES)
    .map(({ event_id }) => event_id)
}

function dayIn(text: string, zone: string): IsoDate | null {
  const time = moment(text)
  return time === null || time.kind === 'interval' ? null : time.kind === 'date' ? time.date : dateAt(zone, time.at)
}

/**
 * The stored event that happened when a proposal says and was public only later: an interview given on Thursday and printed
 * on Monday moved no price before Monday. A day of the text may be another one where it was said, so that a day more counts.
 */
export function publicLater(
  { public_at, from, to, tickers, quote }: Proposal,
  events: readonly MarketEvent[],
): PublicLater | null {
  const [first, last] = [public_at ?? from, public_at ?? to]
  if (first === null || last === null) return null
  const symbols = new Set(tickers.map(({ symbol }) => symbol))
  const words = wordsOf(quote)
  for (const event of events) {
    const { occurred_at: occurred, public_at: told } = event
    if (occurred === null || told === null || !event.tickers.some(({ symbol }) => symbols.has(symbol))) continue
    const zone = event.timezone ?? 'America/New_York'
    const [happened, known] = [dayIn(occurred, zone), dayIn(told, zone)]
    const [begin, end] = [dayIn(first, zone), dayIn(last, zone)]
    if (happened === null || known === null || begin === null || end === null || known <= end || known <= happened)
      continue
    if (happened < addDays(begin, -1) || happened > addDays(end, 1)) continue
    const shared = [...wordsOf(event.title)].filter((word) => words.has(word))
    if (shared.length >= 2) return { event_id: event.event_id, occurred, public: told }
  }
  return null
}
