import type { Impact, PlacedEvent } from '../../api.ts'
import { webAddress } from '../../core/webAddress.ts'
import { placeName, zoneOf } from '../../core/zones.ts'
import { useFormat, usePage, useWords } from '../page.ts'

/** Where the event and the prices come from. */
export function Origins({ event, data }: { readonly event: PlacedEvent; readonly data: Impact['data'] | null }) {
  const text = useWords('page')
  const write = useFormat()
  const { view, market } = usePage()
  const zone = zoneOf(view.value.zone, market.zoneOfExchange.value)
  const address = webAddress(event.source_url)
  return (
    <section class="origins">
      <h3>{text.source}</h3>
      {address !== null ? (
        <p>
          <a href={address.href} target="_blank" rel="noopener noreferrer">
            {event.source_name ?? address.host} ↗
          </a>{' '}
          <span class="soft">{address.host}</span>
        </p>
      ) : (
        <p>{event.source_name ?? text.noSource}</p>
      )}
      {event.summary && <p lang={event.language ?? undefined}>{event.summary}</p>}
      {event.notes && (
        <p class="soft">
          <b>{text.notes}:</b> {event.notes}
        </p>
      )}
      {data?.source && (
        <p class="soft">
          {text.prices(
            data.source,
            data.retrieved_at === null ? '–' : `${write.instant(data.retrieved_at, zone)} ${placeName(zone)}`,
          )}
        </p>
      )}
      <p class="soft">{text.disclaimer}</p>
    </section>
  )
}
