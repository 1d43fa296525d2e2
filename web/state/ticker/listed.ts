import { computed } from '@preact/signals'
import type { PlacedEvent } from '../../api.ts'
import { dayOfEvent } from '../../core/event/day.ts'
import { matches } from '../../core/search.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { railOfEvent } from '../../core/ticker/family.ts'
import { daysOf } from '../../core/ticker/periods.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Marks } from './marks.ts'
import type { Viewport } from './viewport.ts'

const timeOf = (event: PlacedEvent): string => event.alignment.published_utc ?? dayOfEvent(event)

/** What the list shows: events of the bars on screen, or, while something is searched for, of all time. */
export function makeListed({ parts, market }: State, { series, settled }: Viewport, { verdictOfEvent }: Marks) {
  const chosen = computed(() => {
    const { rails, onlySignificant } = parts
    const all = latest(market.events.state.value) ?? []
    return all
      .filter((event) => rails.includes(railOfEvent(event)))
      .filter(({ event_id }) => !onlySignificant || verdictOfEvent(event_id) === 'significant')
      .toSorted((a, b) => (timeOf(a) < timeOf(b) ? -1 : 1))
  })
  return computed(() => {
    const { query } = parts
    const axis = series.value?.axis
    const admitted = chosen.value
    const searching = query.trim() !== ''
    if (searching) {
      const items = admitted.filter(({ title, summary, source_name, type, tags, event_id }) =>
        matches(query, [title, summary, source_name, type, event_id, ...tags]),
      )
      return { items, searching, nearest: null }
    }
    if (axis === undefined) return { items: [], searching, nearest: null }
    const { first, last } = barsIn(settled.value, axis.dates.length)
    const [from, to] = [axis.dates[first] ?? '', axis.dates[last] ?? '']
    // What lasted is in view while any part of it is.
    const items = admitted.filter(
      (event) => dayOfEvent(event) <= to && (daysOf(event)?.to ?? dayOfEvent(event)) >= from,
    )
    const closest =
      items.length > 0 ? undefined : (admitted.findLast((event) => dayOfEvent(event) < from) ?? admitted[0])
    const nearest =
      closest === undefined ? null : { event_id: closest.event_id, title: closest.title, day: dayOfEvent(closest) }
    return { items, searching, nearest }
  })
}
