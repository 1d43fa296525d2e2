import { isoDate } from '../../../server/market/day.ts'
import { type EventsShown, firstEvents, isAllEvents } from '../../core/events/address.ts'
import { usePage, useWords } from '../page.ts'
import { useEvents } from './useEvents.ts'

/** What of the stored events is searched for, and of which days; all of it stands in the address. */
export function EventFilters() {
  const words = useWords('events')
  const { view, go } = usePage()
  const shown = useEvents().listed.shown.value
  if (shown === null) return null
  const { from, to } = shown
  const show = (change: Partial<EventsShown>) => go({ screen: { ...shown, ...change } })
  const isAll = isAllEvents(shown) && view.value.query === ''
  return (
    <search class="event-filters" aria-label={words.filters}>
      <input
        class="entry"
        id="search"
        type="search"
        placeholder={words.search}
        aria-label={words.search}
        aria-describedby="search-hint"
        value={view.value.query}
        onInput={({ currentTarget }) => go({ query: currentTarget.value }, 'replace')}
      />
      <span class="event-span">
        <input
          class="entry"
          type="date"
          aria-label={words.from}
          value={from ?? ''}
          max={to ?? undefined}
          onChange={({ currentTarget }) => show({ from: isoDate(currentTarget.value) })}
        />
        <span aria-hidden="true">–</span>
        <input
          class="entry"
          type="date"
          aria-label={words.to}
          value={to ?? ''}
          min={from ?? undefined}
          onChange={({ currentTarget }) => show({ to: isoDate(currentTarget.value) })}
        />
      </span>
      {!isAll && (
        <button
          type="button"
          class="action"
          onClick={() => go({ screen: { kind: 'events', ...firstEvents }, query: '' })}
        >
          {words.clear}
        </button>
      )}
      <small class="soft" id="search-hint">
        {words.searchHint}
      </small>
    </search>
  )
}
