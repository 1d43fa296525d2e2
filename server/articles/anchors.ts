import { readEvents } from '../../db/events.ts'
import type { Reader } from '../../db/file/db.ts'
import { addDays, type IsoDate } from '../market/day.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { moment } from '../market/moment.ts'
import { dateAt } from '../market/zone.ts'
import { Problem } from '../problem.ts'
import type { Anchor } from '../sources/dates.ts'

/** Words that news calls events by, with the families of types they stand for. */
const nouns: readonly (readonly [families: RegExp, english: string, indonesian: string])[] = [
  [
    /^(governance|management)/,
    'dispute|turmoil|board dispute|board fight|ousting|firing|removal|dismissal|crisis',
    'pertikaian|perselisihan|kisruh|gejolak|pemecatan|pencopotan|penggulingan|krisis',
  ],
  [/^deal/, 'acquisition|takeover|merger|deal', 'akuisisi|merger|pengambilalihan'],
  [/^earnings/, 'results|earnings', 'laporan keuangan|kinerja keuangan|hasil'],
  [/^product/, 'launch|unveiling|event', 'peluncuran|perilisan|acara'],
  [/^(partnership|labour)/, 'hiring|partnership|strike', 'perekrutan|kemitraan|mogok'],
  [/^(legal|regulation)/, 'ruling|lawsuit|decision', 'putusan|gugatan|keputusan'],
]
/** Days before publication in which an event is near enough to be called by a noun. */
const NEAR = 30
const dull = new Set([
  'the',
  'ceo',
  'cfo',
  'chair',
  'with',
  'after',
  'over',
  'new',
  'agreement',
  'investors',
  'financial',
  'review',
])

/** A phrase of the text that was bound to a stored event. */
export interface Bound {
  readonly anchor: Anchor
  readonly event: MarketEvent
}

const dayOfEvent = (event: MarketEvent, zone: string): IsoDate | null => {
  const time = moment(effectiveTime(event))
  if (time === null) return null
  if (time.kind === 'instant') return dateAt(event.timezone ?? zone, time.at)
  return time.kind === 'date' ? time.date : null
}

/** By day; on one day what is known to the minute comes first: it is the event, and not what somebody wrote of it. */
const rankOf = (event: MarketEvent, day: IsoDate): string =>
  `${day} ${moment(effectiveTime(event))?.kind === 'instant' ? 0 : 1} ${event.event_id}`

/**
 * What a text may count from. The titles are left out: a sentence that became an event would be the name of that event, and
 * the date in it no date any more.
 */
export const namedOf = (bound: readonly Bound[]): readonly Anchor[] =>
  bound.map(({ anchor }) => ({ ...anchor, label: '' }))

/** A phrase of a text, with the stored event that a person says it stands for. */
export interface Binding {
  readonly phrase: string
  readonly event: string
}

/**
 * Phrases that a person bound to events. Whatever the event's type and time, a person's word counts.
 *
 * @throws Problem 404 for an event that is not stored
 */
export async function boundByHand(reader: Reader, bindings: readonly Binding[]): Promise<readonly Bound[]> {
  if (bindings.length === 0) return []
  const events = await readEvents(
    reader,
    bindings.map(({ event }) => event),
  )
  return bindings.map(({ phrase, event: id }) => {
    const event = events.find(({ event_id }) => event_id === id)
    if (event === undefined) throw new Problem(404, 'unknown_event', `There is no event "${id}"`, 'anchors')
    const date = dayOfEvent(event, 'America/New_York') ?? effectiveTime(event)
    return { anchor: { id, label: event.title.slice(0, 200), aliases: [phrase], date }, event }
  })
}

/**
 * Names under which an article may speak of stored events: a noun of the event's kind beside a proper name of its title,
 * such as "OpenAI dispute" or "pertikaian OpenAI". A name that several would have stands for the first of them in the month before
 * publication; where publication is not known, for none.
 *
 * @param told phrases that a person bound: they stand for nothing else
 */
export function anchorsOf(
  events: readonly MarketEvent[],
  published: IsoDate | null,
  told: readonly Bound[] = [],
): readonly Bound[] {
  if (published === null) return []
  const taken = new Set(told.flatMap(({ anchor }) => anchor.aliases ?? []).map((alias) => alias.toLowerCase()))
  const bound: Bound[] = []
  const dated = events
    .filter(({ type }) => !type.startsWith('x.milestone'))
    .map((event) => ({ event, day: dayOfEvent(event, 'America/New_York') }))
    .filter(
      (one): one is { event: MarketEvent; day: IsoDate } =>
        one.day !== null && one.day <= published && one.day >= addDays(published, -NEAR),
    )
    .sort((a, b) => (rankOf(a.event, a.day) < rankOf(b.event, b.day) ? -1 : 1))
  for (const { event, day } of dated) {
    const aliases = aliasesOf(event).filter((alias) => !taken.has(alias.toLowerCase()))
    for (const alias of aliases) taken.add(alias.toLowerCase())
    bound.push({ anchor: { id: event.event_id, label: event.title.slice(0, 200), aliases, date: day }, event })
  }
  return bound
}

function aliasesOf({ title, type }: MarketEvent): readonly string[] {
  const names = [...new Set([...title.matchAll(/\p{Lu}[\p{L}\d]{2,}/gu)].map(([name]) => name))].filter(
    (name) => !dull.has(name.toLowerCase()),
  )
  return nouns
    .filter(([families]) => families.test(type))
    .flatMap(([, english, indonesian]) =>
      names
        .slice(0, 8)
        .flatMap((name) => [
          ...english
            .split('|')
            .flatMap((noun) => [`${name} ${noun}`, `${name}'s ${noun}`, `${noun} of ${name}`, `${noun} at ${name}`]),
          ...indonesian.split('|').flatMap((noun) => [`${noun} ${name}`, `${noun} di ${name}`, `${noun} CEO ${name}`]),
        ]),
    )
}
