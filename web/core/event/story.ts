import type { PlacedEvent } from '../../../server/events/placedEvent.ts'

/** Why another event belongs to the same story. */
export type Tie =
  | { readonly kind: 'cluster' }
  | { readonly kind: 'supersedes' }
  | { readonly kind: 'superseded' }
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'tags'; readonly names: readonly string[] }

export type StoryEvent = {
  readonly event: PlacedEvent
  /** Null for the event that is asked about. */
  readonly tie: Tie | null
  /** Minutes after it, negative before it; null where one of the two is known by its day alone. */
  readonly minutes: number | null
}

/** The same story, as far as those who stored the events said so: one cluster, one that replaces the other, a group, or tags in common. */
function tieOf(event: PlacedEvent, other: PlacedEvent): Tie | null {
  const cluster = event.extra.cluster_id
  if (cluster !== undefined && cluster === other.extra.cluster_id) return { kind: 'cluster' }
  if (event.extra.supersedes === other.event_id) return { kind: 'supersedes' }
  if (other.extra.supersedes === event.event_id) return { kind: 'superseded' }
  if (event.group !== null && event.group === other.group) return { kind: 'group', name: event.group }
  const names = event.tags.filter((tag) => other.tags.includes(tag))
  return names.length === 0 ? null : { kind: 'tags', names }
}

const timeOf = ({ alignment, public_at, occurred_at }: PlacedEvent): string =>
  alignment.published_utc ?? public_at ?? occurred_at ?? ''

/** The events of an event's story, itself among them, in the order of time. @param others events of about the same days */
export function storyOf(event: PlacedEvent, others: readonly PlacedEvent[]): readonly StoryEvent[] {
  const at = event.alignment.published_utc
  const related = others
    .filter(({ event_id, status }) => event_id !== event.event_id && status !== 'rejected')
    .flatMap((other) => {
      const tie = tieOf(event, other)
      return tie === null ? [] : [{ event: other, tie, minutes: minutesBetween(at, other.alignment.published_utc) }]
    })
  return [{ event, tie: null, minutes: 0 }, ...related].toSorted((a, b) => (timeOf(a.event) < timeOf(b.event) ? -1 : 1))
}

/** Whole minutes between two moments in UTC. */
function minutesBetween(from: string | null, to: string | null): number | null {
  return from === null || to === null ? null : Math.round((new Date(to).getTime() - new Date(from).getTime()) / 60_000)
}

/** Days either side of an event in which its story is looked for. */
export const STORY_DAYS = 30
