import { addDays, type IsoDate } from '../market/day.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import { moment } from '../market/moment.ts'
import { dateAt } from '../market/zone.ts'
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

/**
 * Names under which an article may speak of stored events: a noun of the event's kind beside a proper name of its title,
 * such as "OpenAI dispute" or "pertikaian OpenAI". A name that several would have stands for the first of them in the month before
 * publication; where publication is not known, for none.
 */
export function anchorsOf(events: readonly MarketEvent[], published: IsoDate | null): readonly Bound[] {
  if (published === null) return []
  const taken = new Set<string>()
  const bound: Bound[] = []
  const dated = events
    .filter(({ type }) => !type.startsWith('x.milestone'))
    .map((event) => ({ event, day: dayOfEvent(event, 'America/New_York') }))
    .filter(
      (one): one is { event: MarketEvent; day: IsoDate } =>
        one.day !== null && one.day <= published && one.day >= addDays(published, -NEAR),
    )
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.event.event_id < b.event.event_id ? -1 : 1))
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
