import type { PlacedEvent } from '../api.ts'
import { whenText } from '../core/event/day.ts'
import { placeName, zoneOf } from '../core/zones.ts'
import { newestState } from '../state/events/newest.ts'
import { latest } from '../state/resource.ts'
import { Failed } from './Failed.tsx'
import { Link } from './Link.tsx'
import { useCount, useFormat, usePage, useWords } from './page.ts'
import { TwinLinks } from './TwinLinks.tsx'

/** The stored events where no script runs: the newest as a table of links, all of them as files. */
export function StillEvents() {
  const text = useWords('still')
  const words = useWords('events')
  const count = useCount()
  const state = newestState(usePage()).state.value
  const page = latest(state)
  return (
    <>
      <p>{text.events}</p>
      <TwinLinks />
      {state.kind === 'failed' && <Failed failure={state.failure} kept={false} retry={() => {}} />}
      {page !== null && page.events.length === 0 && <p>{words.none}</p>}
      {page !== null && page.events.length > 0 && (
        <section class="scrolls">
          <h3>{text.newest(count(page.events.length), count(page.total))}</h3>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{words.columns.time}</th>
                <th scope="col">{words.columns.title}</th>
                <th scope="col">{words.columns.tickers}</th>
                <th scope="col">{words.columns.type}</th>
                <th scope="col">{words.columns.status}</th>
              </tr>
            </thead>
            <tbody>
              {page.events.map((event) => (
                <Row key={event.event_id} event={event} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

function Row({ event }: { readonly event: PlacedEvent }) {
  const words = useWords('events')
  const write = useFormat()
  const { view } = usePage()
  const { event_id, title, language, tickers, type, status, alignment } = event
  const { published_utc: published, zone } = alignment
  const clock = zoneOf(view.value.zone, zone)
  return (
    <tr>
      <td>
        {whenText(event, write, clock)} {published === null ? null : placeName(clock)}
      </td>
      <th scope="row" lang={language ?? undefined}>
        <Link to={{ screen: { kind: 'event', event: event_id }, query: '' }}>{title}</Link>
      </th>
      <td>{tickers.length === 0 ? words.withoutTicker : tickers.map(({ symbol }) => symbol).join(' ')}</td>
      <td>{type}</td>
      <td>{words.statuses[status]}</td>
    </tr>
  )
}
