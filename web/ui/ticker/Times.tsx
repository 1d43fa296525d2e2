import './Times.css'
import type { PlacedEvent } from '../../api.ts'
import type { Format } from '../../core/format.ts'
import { placeName, zoneOf } from '../../core/zones.ts'
import { useFormat, usePage, useWords } from '../page.ts'

/** Two clocks: when the world knew, and the first session that could react, with the reason. */
export function Times({ event: { alignment, time_note } }: { readonly event: PlacedEvent }) {
  const text = useWords('page')
  const write = useFormat()
  const { view, market } = usePage()
  const zone = market.zoneOfExchange.value
  const published = alignment.published_utc
  const asked = zoneOf(view.value.zone, zone)
  const clocks = [...new Set([zone, 'UTC', asked])]
  return (
    <dl class="times">
      {published !== null && (
        <div>
          <dt>{text.published}</dt>
          <dd>
            {clocks.map((clock, i) => (
              <span key={clock} class={clock === asked ? 'asked' : 'soft'}>
                {i === 0 ? write.instant(published, clock) : clockOn(write, published, clock, zone)} {placeName(clock)}
              </span>
            ))}
          </dd>
        </div>
      )}
      <div>
        <dt>{text.firstSession}</dt>
        <dd>
          <Session alignment={alignment} />
        </dd>
      </div>
      {time_note && (
        <div>
          <dt>{text.timeNote}</dt>
          <dd class="soft">{time_note}</dd>
        </div>
      )}
    </dl>
  )
}

/** The clock of a second zone, with its date only where that differs from the exchange's. */
function clockOn(write: Format, iso: string, clock: string, exchange: string): string {
  const full = write.instant(iso, clock)
  return full.slice(0, -6) === write.instant(iso, exchange).slice(0, -6) ? write.clock(iso, clock) : full
}

function Session({ alignment }: Pick<PlacedEvent, 'alignment'>) {
  const text = useWords('page')
  const write = useFormat()
  switch (alignment.kind) {
    case 'aligned': {
      const next = write.weekday(alignment.day0)
      const at = alignment.published_local
      const published =
        at === null
          ? write.weekday(alignment.day0)
          : `${write.weekday(at).split(' ')[0]} ${write.clock(at, alignment.zone)}`
      const { session, flags } = alignment
      const why =
        session === null || at === null
          ? text.why.unknown
          : session === 'regular' || session === 'break' || session === 'pre'
            ? text.why[session](published)
            : text.why[session](published, next.split(' ').slice(0, 3).join(' '))
      return (
        <>
          <b>{next}</b>
          <span class="soft">
            {why}
            {flags.includes('overnight') && `; ${text.overnight}`}
            {flags.includes('day_ambiguous') && session !== null && `; ${text.dayAmbiguous}`}
            {flags.includes('calendar_unknown') && `; ${text.calendarUnknown}`}
            {flags.includes('hours_unknown') && `; ${text.hoursUnknown}`}
            {flags.includes('upper_bound') && `; ${text.upperBound}`}
          </span>
        </>
      )
    }
    case 'too-coarse':
      return <>{text.tooCoarse(write.date(alignment.from), write.date(alignment.to))}</>
    case 'beyond-calendar':
      return <>{text.beyondCalendar}</>
    case 'skipped':
      return <>{text.reasons.notSession}</>
  }
}
