import type { Impact, PlacedEvent } from '../../api.ts'
import { webAddress } from '../../core/webAddress.ts'
import { placeName, zoneOf } from '../../core/zones.ts'
import { format } from '../../i18n/format.ts'
import { words } from '../../i18n/text.ts'
import { zoneOfExchange } from '../../state/ticker/market.ts'
import { view } from '../../state/view.ts'

/** Where the event and the prices come from. */
export function Origins({ event, data }: { readonly event: PlacedEvent; readonly data: Impact['data'] | null }) {
  const text = words.value
  const zone = zoneOf(view.value.zone, zoneOfExchange.value)
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
            data.retrieved_at === null ? '–' : `${format.value.instant(data.retrieved_at, zone)} ${placeName(zone)}`,
          )}
        </p>
      )}
      <p class="soft">{text.disclaimer}</p>
    </section>
  )
}
