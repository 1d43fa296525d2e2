import './Times.css'
import type { PlacedEvent } from '../../api.ts'
import { utcMinutes, wallClock } from '../../core/clock.ts'
import { givenDay, reachOf } from '../../core/event/day.ts'
import type { Format } from '../../core/format.ts'
import { placeName, zoneOf } from '../../core/zones.ts'
import type { Words } from '../../i18n/words.ts'
import { useFormat, usePage, useWords } from '../page.ts'

/** Two clocks: when the world knew, and the first session that could react, with the reason. */
export function Times({ event }: { readonly event: PlacedEvent }) {
  const { alignment, time_note } = event
  const text = useWords('page')
  const write = useFormat()
  const { view } = usePage()
  const { zone } = alignment
  const published = alignment.published_utc
  const asked = zoneOf(view.value.zone, zone)
  const clocks = [...new Set([zone, 'UTC', asked])]
  return (
    <dl class="times">
      {published === null && alignment.kind === 'aligned' && (
        <div>
          <dt>{text.published}</dt>
          <dd>
            {write.date(givenDay(event))} <span class="soft">{text.hourUnknown}</span>
          </dd>
        </div>
      )}
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
          <Session alignment={alignment} asked={asked} />
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

/** The date that the clock of a zone shows. */
const dateIn = (zone: string, iso: string): string =>
  new Date(wallClock(zone)(utcMinutes(iso)) * 60_000).toISOString().slice(0, 10)

/** The clock of a second zone, with its date only where that differs from the exchange's. */
function clockOn(write: Format, iso: string, clock: string, exchange: string): string {
  const full = write.instant(iso, clock)
  return full.slice(0, -6) === write.instant(iso, exchange).slice(0, -6) ? write.clock(iso, clock) : full
}

type Aligned = Extract<PlacedEvent['alignment'], { kind: 'aligned' }>

/** When, by the chosen clock; it is named where it is not the exchange's. */
const publishedBy = (write: Format, iso: string, exchange: string, asked: string): string =>
  `${write.weekday(dateIn(asked, iso)).split(' ')[0]} ${write.clock(iso, asked)}${asked === exchange ? '' : ` ${placeName(asked)}`}`

/** Why day 0 is the first session, by the moment of the news or by as much as is known of it. */
function whyOf(text: Words['page'], write: Format, alignment: Aligned, asked: string): string {
  const { session, day0, published_local: at, zone } = alignment
  const first = write.weekday(day0).split(' ').slice(0, 3).join(' ')
  if (session === null)
    return { rest: text.why.rest(first), either: text.why.unknown, several: text.why.dated }[reachOf(alignment)]
  if (at === null) return text.why.stated[session]
  const published = publishedBy(write, at, zone, asked)
  return session === 'post' || session === 'closed' ? text.why[session](published, first) : text.why[session](published)
}

function Session({ alignment, asked }: Pick<PlacedEvent, 'alignment'> & { readonly asked: string }) {
  const text = useWords('page')
  const write = useFormat()
  switch (alignment.kind) {
    case 'aligned': {
      const next = write.weekday(alignment.day0)
      const { session, flags } = alignment
      const reach = session === null ? reachOf(alignment) : null
      return (
        <>
          <b>{next}</b>
          <span class="soft">
            {whyOf(text, write, alignment, asked)}
            {flags.includes('overnight') && `; ${text.overnight}`}
            {flags.includes('day_ambiguous') && reach !== 'either' && `; ${text.dayAmbiguous}`}
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
