import './CarFan.css'
import './Confounders.css'
import './MoveSplit.css'
import './EventCard.css'
import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { isSignificant } from '../../../server/stats/significance.ts'
import type { Impact, Measured, PlacedEvent } from '../../api.ts'
import { unbroken } from '../../core/format.ts'
import { letterOfEvent, railOfEvent } from '../../core/ticker/family.ts'
import type { Note } from '../../core/ticker/notes.ts'
import { sessionOf } from '../../core/ticker/session.ts'
import type { Words } from '../../i18n/words.ts'
import { hasNoBenchmark } from '../../refusal.ts'
import { latest } from '../../state/resource.ts'
import type { Loader } from '../brought.ts'
import { Failed } from '../Failed.tsx'
import { Later } from '../Later.tsx'
import { useFormat, usePage, useWords } from '../page.ts'
import { Glyph } from './Glyph.tsx'
import { Legend } from './Legend.tsx'
import { ModelLine } from './ModelLine.tsx'
import { NoBenchmark } from './NoBenchmark.tsx'
import { Notes, Signs, Unavailable } from './Notes.tsx'
import { Origins } from './Origins.tsx'
import { Times } from './Times.tsx'
import { useTicker } from './useTicker.ts'
import { WindowTable } from './WindowTable.tsx'

/** The selected event: when the world knew, which session it hit, what happened, how sure that is, and from where. */
export function EventCard() {
  const text = useWords('page')
  const { parts, market } = usePage()
  const { marks, byHand } = useTicker()
  const { verdictOfEvent } = marks
  // Figures of windows that are moved meanwhile are no longer those of the card.
  const isHeld = byHand.loaded.value?.held.value != null
  const { events, impact, comparable } = market
  const id = parts.event
  if (id === null)
    return sessionOf(parts.over) === null ? <Legend /> : <Later loader={sessionCard} waiting={<Waiting />} />
  const state = impact.state.value
  const measured = latest(state)
  const event = measured?.event ?? latest(events.state.value)?.find(({ event_id }) => event_id === id)
  if (event === undefined)
    return (
      <article class="card">
        {state.kind === 'failed' ? (
          <>
            {state.failure.kind === 'refused' && state.failure.status === 404 ? (
              <header>
                <p>{text.eventGone}</p>
                <Clear />
              </header>
            ) : (
              <>
                <Failed failure={state.failure} kept={false} retry={impact.retry} />
                <Clear />
              </>
            )}
          </>
        ) : (
          <p class="soft">{text.loading}</p>
        )}
      </article>
    )
  return (
    <article
      class={state.kind === 'loading' || isHeld ? 'card busy' : 'card'}
      aria-labelledby="card-title"
      data-event={id}
    >
      <header>
        <Glyph
          rail={railOfEvent(event)}
          letter={event.is_outcome ? '★' : letterOfEvent(event)}
          verdict={verdictOfEvent(id)}
        />
        <p class="soft">
          {familyName(event, text)}
          {event.status !== 'confirmed' && <b> · {text.statuses[event.status]}</b>}
        </p>
        <Clear />
      </header>
      <h2 id="card-title" lang={event.language ?? undefined}>
        {event.title}
      </h2>
      {event.is_outcome && <p class="caution">{text.milestoneNote}</p>}
      <Times event={event} />
      {state.kind === 'failed' && !hasNoBenchmark(state.failure) && (
        <Failed failure={state.failure} kept={measured !== null} retry={impact.retry} />
      )}
      {(!comparable.value || (state.kind === 'failed' && hasNoBenchmark(state.failure))) && <NoBenchmark />}
      {measured !== null && <Outcome impact={measured} />}
      {measured?.kind === 'measured' && <Closer key={id} />}
      <Origins event={event} data={measured?.data ?? null} />
    </article>
  )
}

/** The card of a session and what else is known of an event come in when somebody wants them. */
export const sessionCard: Loader = {
  words: ['session'],
  load: async () => ({ Part: (await import('./SessionCard.tsx')).SessionCard }),
}
const closer: Loader = {
  words: ['session'],
  load: async () => ({ Part: (await import('./EventCloser.tsx')).EventCloser }),
}

const Waiting = () => (
  <article class="card">
    <p class="soft">{useWords('page').loading}</p>
  </article>
)

function Closer() {
  const text = useWords('page')
  const open = useSignal(false)
  return (
    <details class="joint" onToggle={({ currentTarget }) => (open.value = currentTarget.open)}>
      <summary>{text.closer}</summary>
      {open.value && <Later loader={closer} waiting={<p class="soft">{text.loading}</p>} />}
    </details>
  )
}

function familyName(event: PlacedEvent, text: Words['page']): string {
  if (event.is_outcome) return text.milestone
  return text.rails[railOfEvent(event)]
}

function Clear() {
  const text = useWords('page')
  const { select } = useTicker().selection
  return (
    <button type="button" class="icon" aria-label={text.close} onClick={() => select(null)}>
      ✕
    </button>
  )
}

function Outcome({ impact }: { readonly impact: Impact }) {
  const text = useWords('page')
  const masked = usePage().parts.over.mk
  const { notesOfImpact } = useTicker().notes
  switch (impact.kind) {
    case 'measured':
      return <Figures impact={impact} />
    case 'excluded':
      return (
        <>
          <p class="caution" title={impact.detail}>
            <b>{text.notComputable}:</b> {text.reasons[impact.reason] ?? impact.detail}{' '}
            <Notes notes={notesOfImpact(impact, 'returns')} />
          </p>
          {masked && <Later loader={confounders} waiting={null} />}
        </>
      )
  }
}

/** The picture of the card's windows, of which a chart without an event has none. */
export const fan: Loader = {
  words: ['session'],
  load: async () => ({ Part: (await import('./CarFan.tsx')).CardFan }),
}

/** How the move divides at the news comes in with words of its own. */
export const split: Loader = {
  words: ['session'],
  load: async () => ({ Part: (await import('./MoveSplit.tsx')).CardSplit }),
}

/** What else may have moved the price comes in with words of its own. */
export const confounders: Loader = {
  words: ['session'],
  load: async () => ({ Part: (await import('./Confounders.tsx')).CardConfounders }),
}

function Figures({ impact }: { readonly impact: Measured }) {
  const text = useWords('page')
  const write = useFormat()
  const { spoken, market, parts } = usePage()
  const { notesOfImpact } = useTicker().notes
  const masked = parts.over.mk
  const day = impact.days.find(({ rel }) => rel === 0)
  const level = market.level.value
  const notes = notesOfImpact(impact, 'returns')
  const ofVolume = notesOfImpact(impact, 'volume')
  const isTold = day?.p != null && isSignificant(day.p, level)
  const held = day === undefined || day.heldBy.length === 0 ? null : day.heldBy
  return (
    <>
      <p class="finding">
        {unbroken(impact.finding[spoken.value])}
        <Signs notes={notes} />
      </p>
      {day !== undefined && (
        <dl class="headline" aria-label={text.headline}>
          <div class="figure">
            <dt title={text.arHelp}>{text.ar}</dt>
            {held !== null ? (
              <dd class="held">
                <Unavailable checks={held} />
              </dd>
            ) : (
              <dd class={isTold ? `number large strong ${(day.ar ?? 0) >= 0 ? 'up' : 'down'}` : 'number large'}>
                {write.percent(day.ar)}
                <Signs notes={notes} />
              </dd>
            )}
            {held === null && (
              <dd class="soft number">
                {text.interval95(Math.round((1 - level) * 100))}: {write.percent(day.ciLow)} …{' '}
                {write.percent(day.ciHigh)}
              </dd>
            )}
            {notes.length > 0 && (
              <dd>
                <Notes notes={notes} />
              </dd>
            )}
          </div>
          {held === null && (
            <>
              <Small name="t" value={write.statistic(day.t)} notes={notes} />
              <Small name="p" value={write.p(day.p)} notes={notes} />
            </>
          )}
          <Small
            name={text.typicalDay}
            title={text.typicalDayHelp}
            value={`±${write.spread(impact.model.sigma)}`}
            notes={notes}
          />
          {impact.volume !== null && held === null && (
            <Small name={text.volumeRatio} value={text.times(write.plain(impact.volume.ratio, 2))} notes={ofVolume}>
              <Notes notes={ofVolume} />
            </Small>
          )}
        </dl>
      )}
      <Joint impact={impact} />
      <Later loader={split} waiting={null} />
      <section>
        <h3>{text.windows}</h3>
        <Later loader={fan} waiting={<figure class="fan" />} />
        <WindowTable impact={impact} notes={notes} />
      </section>
      {(impact.confounders.length > 0 ||
        impact.overlap_counts.event + impact.overlap_counts.estimation > 0 ||
        masked) && <Later loader={confounders} waiting={null} />}
      <Candidates impact={impact} />
      <ModelLine impact={impact} />
    </>
  )
}

function Small({
  name,
  title,
  value,
  notes,
  children,
}: {
  readonly name: string
  readonly title?: string
  readonly value: string
  readonly notes: readonly Note[]
  readonly children?: ComponentChildren
}) {
  return (
    <div>
      <dt title={title}>{name}</dt>
      <dd class="number">
        {value}
        <Signs notes={notes} /> {children}
      </dd>
    </div>
  )
}

/** All items of one session: told apart as news, one thing in the statistics. */
function Joint({ impact: { cluster, cluster_size: size, event } }: { readonly impact: Measured }) {
  const text = useWords('page')
  const { select } = useTicker().selection
  const others = cluster.filter(({ event_id }) => event_id !== event.event_id)
  if (others.length === 0) return null
  return (
    <details class="joint" open={others.length <= 3}>
      <summary>
        {text.joint}: {size}
      </summary>
      <p class="soft">{text.jointNote}</p>
      <ul>
        {others.map(({ event_id, title }) => (
          <li key={event_id}>
            <button type="button" onClick={() => select(event_id)}>
              {title}
            </button>
          </li>
        ))}
        {size > cluster.length && <li>… {text.moreItems(size - cluster.length)}</li>}
      </ul>
    </details>
  )
}

function Candidates({ impact: { candidates, session } }: { readonly impact: Measured }) {
  const text = useWords('page')
  const write = useFormat()
  const others = candidates.filter(({ day0 }) => day0 !== session)
  if (others.length === 0) return null
  return (
    <section>
      <h3>{text.candidates}</h3>
      <ul>
        {others.map(({ day0, ar, t, p }) => (
          <li key={day0} class="number">
            {write.weekday(day0)}: {text.ar} {write.percent(ar)}, t {write.statistic(t)}, p {write.p(p)}
          </li>
        ))}
      </ul>
    </section>
  )
}
