import { setImmediate as breathe } from 'node:timers/promises'
import { eventPages, readEvents } from '../../db/events.ts'
import type { Db, Reader } from '../../db/file/db.ts'
import { listDecisions, type StoryDecision, saveDecision } from '../../db/storyDecisions.ts'
import { addWitnesses } from '../../db/witnesses.ts'
import { effectiveTime, type MarketEvent } from '../market/event.ts'
import {
  delayOf,
  groupsOf,
  inOrder,
  isTrustworthy,
  leadOf,
  type MayBeOne,
  mayBeOne,
  pairKey,
  type StoryEvent,
  storyEvent,
} from '../market/story.ts'
import { kindOfEvent } from '../market/witness.ts'
import { Problem } from '../problem.ts'
import { type Edited, edit, saveEdited } from './edit.ts'
import { type EventQuery, filterOf } from './list.ts'

/** An event of a story, in short. */
export interface Told
  extends Pick<MarketEvent, 'event_id' | 'title' | 'status' | 'source_name' | 'source_url' | 'time_source'> {
  readonly time: string
  readonly trustworthy: boolean
}

/** One story told by several events: it sits at the first trustworthy time, the others are its echoes. */
export interface Story {
  readonly lead: Told
  readonly echoes: readonly (Told & {
    /** Seconds after the lead; below zero for one that is earlier but not to be trusted, null where one has no moment. */
    readonly delay_seconds: number | null
  })[]
}

export interface Stories {
  readonly stories: readonly Story[]
  /** Pairs that may be one story, for a person to decide: nothing is merged before. */
  readonly candidates: readonly (Omit<MayBeOne, 'one' | 'other'> & { readonly one: Told; readonly other: Told })[]
  /** Candidates beyond those that are told; at least so many where not all were looked for. */
  readonly more: number
  readonly whole: boolean
}

const told = (event: MarketEvent): Told => ({
  ...{ event_id: event.event_id, title: event.title, status: event.status, time_source: event.time_source },
  ...{ source_name: event.source_name, source_url: event.source_url },
  time: effectiveTime(event),
  trustworthy: isTrustworthy(event),
})

/** Pairs that are told at once. */
const MOST = 200

/** Pairs after which no more are looked for. */
const MOST_FOUND = 10_000

/** Stories with an event that a query admits, and pairs of such events that may be one story. */
export async function storiesOf(db: Db, query: EventQuery): Promise<Stories> {
  // Of tens of thousands only what tells whether they are one; those that are shown are read again.
  const open: StoryEvent[] = []
  const ids = new Set<string>()
  const fromFiles: Clustered[] = []
  for await (const page of eventPages(db, await filterOf(db, query))) {
    await breathe()
    for (const { event } of page) {
      ids.add(event.event_id)
      if (event.status !== 'rejected') open.push(storyEvent(event))
      const cluster = event.extra.cluster_id ?? ''
      if (cluster !== '') fromFiles.push({ event_id: event.event_id, cluster })
    }
  }
  const decisions = await listDecisions(db)
  const groups = groupsOf(joinedBy(decisions, fromFiles)).filter((group) => [...group].some((id) => ids.has(id)))
  const stories = await Promise.all(groups.map(async (group) => storyOf(await readEvents(db, [...group]))))
  const decided = new Set(decisions.map(({ one, other }) => pairKey(one, other)))
  for (const group of groups)
    for (const one of group) for (const other of group) decided.add(pairKey(...inOrder(one, other)))
  const { pairs, whole } = mayBeOne(open, decided, MOST_FOUND)
  const shown = pairs.slice(0, MOST)
  const events = await readEvents(db, [...new Set(shown.flatMap(({ one, other }) => [one, other]))])
  const byId = new Map(events.map((event) => [event.event_id, event]))
  return {
    stories: stories.filter((story) => story !== null),
    candidates: shown.flatMap(({ one, other, ...alike }) => {
      const [a, b] = [byId.get(one), byId.get(other)]
      return a === undefined || b === undefined ? [] : [{ one: told(a), other: told(b), ...alike }]
    }),
    more: pairs.length - shown.length,
    whole,
  }
}

/** An event of a file that says which of its events are one story. */
interface Clustered {
  readonly event_id: string
  readonly cluster: string
}

/** Pairs that a person has joined, and those whose file says that they are one (`cluster_id`). */
function joinedBy(
  decisions: readonly StoryDecision[],
  events: readonly Clustered[],
): readonly (readonly [string, string])[] {
  const apart = new Set(
    decisions.filter(({ decision }) => decision === 'different').map(({ one, other }) => pairKey(one, other)),
  )
  const clusters = Map.groupBy(events, ({ cluster }) => cluster)
  const fromFiles = [...clusters.values()].flatMap(([first, ...others]) =>
    others.map((other) => inOrder(first?.event_id ?? '', other.event_id)),
  )
  const joined = decisions.filter(({ decision }) => decision === 'same').map(({ one, other }) => [one, other] as const)
  return [...joined, ...fromFiles.filter((pair) => !apart.has(pairKey(...pair)))]
}

/** Null where fewer than two of its events are stored. */
function storyOf(events: readonly MarketEvent[]): Story | null {
  if (events.length < 2) return null
  const lead = leadOf(events)
  const echoes = events
    .filter((event) => event !== lead)
    .map((event) => ({ ...told(event), delay_seconds: delayOf(lead, event) }))
    .sort((a, b) => (a.delay_seconds ?? Number.POSITIVE_INFINITY) - (b.delay_seconds ?? Number.POSITIVE_INFINITY))
  return { lead: told(lead), echoes }
}

/** What a decision came to; the lead is the event that stays. */
export interface Decided extends Edited {
  readonly lead: string | null
}

/**
 * Says of two events that they are one story, or that they are not. One story sits at its first trustworthy time: that event
 * stays (confirmed where one of them was), the others become `rejected`, so that no figure counts them twice, and their times
 * become its witnesses. Its run takes all of that back.
 *
 * @throws Problem 404 for an event that is not stored, 409 for two that are one story already and are to be two
 */
export async function decideStory(
  db: Db,
  { one: first, other: second, decision }: Pick<StoryDecision, 'one' | 'other' | 'decision'>,
  now: number,
): Promise<Decided> {
  if (first === second) throw new Problem(422, 'same_event', 'An event is no duplicate of itself', 'other')
  const [one, other] = inOrder(first, second)
  let lead: string | null = null
  const edited = await edit(db, `${decision} story: ${one}, ${other}`, now, async (tx) => {
    const both = await readEvents(tx, [one, other])
    const missing = [one, other].filter((id) => !both.some(({ event_id }) => event_id === id))
    if (missing.length > 0)
      throw new Problem(404, 'unknown_event', `There is no event "${missing.join('", "')}"`, 'event')
    const before = await listDecisions(tx)
    const group = await groupWith(tx, before, [one, other])
    if (decision === 'different') {
      if (group !== null)
        throw new Problem(
          409,
          'one_story',
          'They are one story already: take back the run that joined them first',
          'decision',
        )
      await saveDecision(tx, { one, other, decision, decidedAt: now })
      return { changed: 1, unchanged: 0 }
    }
    await saveDecision(tx, { one, other, decision, decidedAt: now })
    const members = await readEvents(tx, [
      ...((await groupWith(tx, await listDecisions(tx), [one, other])) ?? [one, other]),
    ])
    const own = leadOf(members)
    lead = own.event_id
    const isConfirmed = members.some(({ status }) => status === 'confirmed')
    let changed = 0
    for (const event of members) {
      const status = event === own ? (isConfirmed ? 'confirmed' : 'proposed') : 'rejected'
      if ((await saveEdited(tx, { ...event, status }, now)) === 'changed') changed++
    }
    await addWitnesses(
      tx,
      lead,
      members.filter((event) => event !== own).map((event) => echoWitness(event, now)),
    )
    return { changed, unchanged: members.length - changed }
  })
  return { ...edited, lead }
}

const echoWitness = (event: MarketEvent, now: number) => ({
  kind: kindOfEvent(event, false),
  at: effectiveTime(event),
  place: event.source_url ?? event.source_name ?? '',
  note: `echo: ${event.title}`.slice(0, 500),
  toldAt: now,
})

/** The story that two events are in together; null where they are not. */
async function groupWith(
  reader: Reader,
  decisions: readonly StoryDecision[],
  [one, other]: readonly [string, string],
): Promise<ReadonlySet<string> | null> {
  const same = decisions.filter(({ decision }) => decision === 'same').map((pair) => [pair.one, pair.other] as const)
  const [a, b] = await readEvents(reader, [one, other])
  const told = a?.extra.cluster_id
  const fromFile = told !== undefined && told !== '' && told === b?.extra.cluster_id ? [[one, other] as const] : []
  return groupsOf([...same, ...fromFile]).find((group) => group.has(one) && group.has(other)) ?? null
}
