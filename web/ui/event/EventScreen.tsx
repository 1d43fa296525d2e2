import './EventScreen.css'
import { useSignal } from '@preact/signals'
import { useLayoutEffect } from 'preact/hooks'
import { csvAddress, type PlacedEvent } from '../../api.ts'
import { formOf } from '../../core/events/form.ts'
import { letterOf, railOf } from '../../core/ticker/family.ts'
import { webAddress } from '../../core/webAddress.ts'
import { eventState } from '../../state/event/event.ts'
import { answered } from '../../state/resource.ts'
import type { State } from '../../state/state.ts'
import type { Loader } from '../brought.ts'
import { EventForm } from '../events/EventForm.tsx'
import { useEvents } from '../events/useEvents.ts'
import { Failed } from '../Failed.tsx'
import { Later } from '../Later.tsx'
import { Link } from '../Link.tsx'
import { listenToUndo } from '../listenToUndo.ts'
import { usePage, useWords } from '../page.ts'
import { Glyph } from '../ticker/Glyph.tsx'
import { Times } from '../ticker/Times.tsx'
import { useTitle } from '../useTitle.ts'
import { History } from './History.tsx'
import { Impacts } from './Impacts.tsx'
import { Provenance } from './Provenance.tsx'
import { Story } from './Story.tsx'
import { useEvent } from './useEvent.ts'

export { EventScreen as Part }

/** The article beside the event comes in with words of its own. */
const article: Loader = {
  words: ['article'],
  load: async () => ({ Part: (await import('./EventArticle.tsx')).EventArticle }),
}

/** Waits until everything that the page shows is known. */
export async function settle(state: State): Promise<void> {
  eventState(state)
  await answered(state)
}

export const isMissing = (state: State): boolean => isUnknown(eventState(state).event.state.value)

/** Did the server answer that there is no such event? */
const isUnknown = (state: ReturnType<typeof eventState>['event']['state']['value']): boolean =>
  state.kind === 'failed' && state.failure.kind === 'refused' && state.failure.status === 404

/** One event: when the world knew, its story, what it did to each ticker, and from where all that is known. */
function EventScreen() {
  const words = useWords('event')
  const text = useWords('page')
  const { event, stored } = useEvent()
  const { edits } = useEvents()
  const found = stored.value
  useTitle(found?.title ?? words.event)
  useLayoutEffect(() => listenToUndo(edits), [])
  const state = event.state.value
  const failure = state.kind === 'failed' ? state.failure : null
  if (found === null)
    return (
      <main class="page-note" id="content" tabIndex={-1}>
        {failure === null ? (
          <h1 class="quiet">{text.loading}</h1>
        ) : isUnknown(state) ? (
          <>
            <h1>{text.eventGone}</h1>
            <p>
              <Link class="action" to={{ screen: words.allEvents.screen }}>
                {words.allEvents.name}
              </Link>
            </p>
          </>
        ) : (
          <>
            <h1>{words.event}</h1>
            <Failed failure={failure} kept={false} retry={event.retry} />
          </>
        )}
      </main>
    )
  return (
    <main class="event-page" id="content" tabIndex={-1}>
      <Head event={found} />
      {failure !== null && <Failed failure={failure} kept retry={event.retry} />}
      <div class="event-columns">
        <div class="event-side">
          <section class="panel" aria-labelledby="known-head">
            <h2 id="known-head">{words.known}</h2>
            <Times event={found} />
          </section>
          <Impacts />
          <Story />
        </div>
        <div class="event-side">
          <Source event={found} />
          <Provenance event={found} />
          <History event={found} />
        </div>
      </div>
      <Later loader={article} waiting={null} />
      <p class="soft">{text.disclaimer}</p>
    </main>
  )
}

function Head({ event }: { readonly event: PlacedEvent }) {
  const words = useWords('event')
  const text = useWords('page')
  const own = useWords('events')
  const { edits } = useEvents()
  const { spoken } = usePage()
  const isWriting = useSignal(false)
  const { event_id: id, title, family, is_outcome: isOutcome, language, status, type, tickers } = event
  const first = tickers.find(({ symbol }) => symbol !== '*')?.symbol
  const last = edits.done.value.at(-1)
  return (
    <>
      <header class="event-head">
        <p class="kind">
          <Glyph rail={railOf(family)} letter={isOutcome ? '★' : letterOf(family)} verdict="not" />
          {isOutcome ? text.milestone : text.rails[railOf(family)]} · {type} ·{' '}
          <b class={`status ${status}`}>{own.statuses[status]}</b>
        </p>
        <h1 lang={language ?? undefined}>{title}</h1>
        {isOutcome && <p class="caution">{text.milestoneNote}</p>}
        <p class="acts">
          {first !== undefined && (
            <Link class="action" to={{ screen: { kind: 'ticker', ticker: first }, event: id, query: '' }}>
              {words.onChart(first)}
            </Link>
          )}
          <a class="action" href={csvAddress(`impacts/${encodeURIComponent(id)}`, { l: spoken.value })}>
            CSV
          </a>
          <button type="button" class="action" onClick={() => (isWriting.value = !isWriting.value)}>
            {words.edit}
          </button>
          {last !== undefined && (
            <button type="button" class="action" aria-disabled={edits.isBusy.value} onClick={() => void edits.undo()}>
              {own.undo} <span class="soft">{last.what}</span>
            </button>
          )}
        </p>
      </header>
      {isWriting.value && (
        <EventForm key={id} of={event} first={formOf(event)} close={() => (isWriting.value = false)} />
      )}
    </>
  )
}

/** Who told it, and what they said, in the language of the source. */
function Source({ event }: { readonly event: PlacedEvent }) {
  const words = useWords('event')
  const text = useWords('page')
  const { summary, notes, language, source_name: name, source_url: url, tickers, relation_note: why, tags } = event
  const { go } = usePage()
  const address = webAddress(url)
  return (
    <section class="panel" aria-labelledby="source-head">
      <h2 id="source-head">{text.source}</h2>
      <p>
        {address === null ? (
          (name ?? text.noSource)
        ) : (
          <>
            <a href={address.href} target="_blank" rel="noopener noreferrer">
              {name ?? address.host} ↗
            </a>{' '}
            <span class="soft">{address.host}</span>
          </>
        )}
      </p>
      {summary !== null && <p lang={language ?? undefined}>{summary}</p>}
      {notes !== null && (
        <p class="soft">
          <b>{text.notes}:</b> {notes}
        </p>
      )}
      <h3>{words.tickers}</h3>
      {tickers.length === 0 ? (
        <p class="caution">{words.noTicker}</p>
      ) : (
        <ul>
          {tickers.map(({ symbol, role }) => (
            <li key={symbol}>
              <b>{symbol === '*' ? words.wholeMarket : symbol}</b> <span class="soft">{words.roles[role]}</span>
            </li>
          ))}
        </ul>
      )}
      {why !== null && <p class="soft">{why}</p>}
      {tags.length > 0 && (
        <p class="tags">
          {tags.map((tag) => (
            <button
              key={tag}
              type="button"
              class="action"
              onClick={() => go({ screen: words.allEvents.screen, query: tag })}
            >
              {tag}
            </button>
          ))}
        </p>
      )}
    </section>
  )
}
