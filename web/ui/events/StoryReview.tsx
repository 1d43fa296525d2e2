import './StoryReview.css'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { placeName, zoneOf } from '../../core/zones.ts'
import { latest } from '../../state/resource.ts'
import { Failed } from '../Failed.tsx'
import { Link } from '../Link.tsx'
import { useCount, useFormat, usePage, useWords } from '../page.ts'
import { useEvents } from './useEvents.ts'

/** Pairs that are shown at once: what is decided makes room for the next. */
const SHOWN = 10

/** Events that may be one story told twice: a person decides of each pair, and nothing is joined before. */
export function StoryReview({ close }: { readonly close: () => void }) {
  const words = useWords('events')
  const text = useWords('page')
  const write = useFormat()
  const count = useCount()
  const { spoken, view } = usePage()
  // A pair may be of no exchange, or of two: the home of most stands for it.
  const clock = zoneOf(view.value.zone, 'America/New_York')
  const { stories, edits } = useEvents()
  const head = useRef<HTMLHeadingElement>(null)
  useLayoutEffect(() => head.current?.focus(), [])
  const state = stories.state.value
  const found = latest(state)
  const pairs = found?.candidates ?? []
  return (
    <section class="panel story-review" aria-labelledby="review-head" aria-busy={state.kind === 'loading'}>
      <h2 id="review-head" ref={head} tabIndex={-1}>
        {words.review}
      </h2>
      <p class="soft">{words.reviewHow}</p>
      {state.kind === 'failed' && <Failed failure={state.failure} kept={found !== null} retry={stories.retry} />}
      {found === null
        ? state.kind !== 'failed' && <p class="soft">{text.loading}</p>
        : pairs.length === 0 && <p>{words.noPairs}</p>}
      <ul>
        {pairs.slice(0, SHOWN).map(({ one, other, share, words: shared }) => (
          <li key={`${one.event_id} ${other.event_id}`}>
            {[one, other].map(({ event_id, title, time, source_name: source, trustworthy }) => (
              <p key={event_id}>
                <Link to={{ screen: { kind: 'event', event: event_id }, query: '' }}>{title}</Link>
                <small class="soft">
                  {time.length > 10 ? `${write.instant(time, clock)} ${placeName(clock)}` : time}
                  {source !== null && ` · ${source}`}
                  {trustworthy && ` · ${words.trustworthy}`}
                </small>
              </p>
            ))}
            <p class="decide">
              <button
                type="button"
                class="action"
                aria-disabled={edits.isBusy.value}
                onClick={() => void edits.decide(one, other, 'same')}
              >
                {words.sameStory} <span class="unseen">{`${one.title} / ${other.title}`}</span>
              </button>{' '}
              <button
                type="button"
                class="action"
                aria-disabled={edits.isBusy.value}
                onClick={() => void edits.decide(one, other, 'different')}
              >
                {words.twoStories} <span class="unseen">{`${one.title} / ${other.title}`}</span>
              </button>{' '}
              <small class="soft" lang={spoken.value}>
                {words.shareOf(write.plain(share * 100, 0), shared.join(', '))}
              </small>
            </p>
          </li>
        ))}
      </ul>
      {pairs.length > SHOWN && (
        <p class="soft">
          {(found?.whole === false ? words.atLeast : words.andMore)(count(pairs.length - SHOWN + (found?.more ?? 0)))}
        </p>
      )}
      <p>
        <button type="button" class="action" onClick={close}>
          {text.close}
        </button>
      </p>
    </section>
  )
}
