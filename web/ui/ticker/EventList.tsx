import './EventList.css'
import { useEffect, useRef } from 'preact/hooks'
import type { PlacedEvent } from '../../api.ts'
import { letterOf, railOf } from '../../core/ticker/family.ts'
import { notesOfLine } from '../../core/ticker/notes.ts'
import { rails, type Verdict } from '../../core/ticker/rails.ts'
import { zoneOf } from '../../core/zones.ts'
import { dayOfEvent } from '../../state/ticker/listed.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { Glyph } from './Glyph.tsx'
import { Signs, Unavailable } from './Notes.tsx'
import { useTicker } from './useTicker.ts'

type Line =
  ReturnType<ReturnType<typeof useTicker>['marks']['lines']['peek']> extends ReadonlyMap<string, infer L> ? L : never

/** Events in view, or every event that the search finds; the same families as the rails. */
export function EventList() {
  const text = useWords('page')
  const write = useFormat()
  const { view, go } = usePage()
  const { query, rails: switched, onlySignificant } = view.value
  const { listed, clock, selection } = useTicker()
  const { select } = selection
  const { items, searching } = listed.value
  return (
    <section class="event-list" aria-labelledby="events-title">
      <div class="list-head">
        <h2 id="events-title">
          {text.events}
          <small>
            {searching ? text.matches(items.length) : text.inView(write.plain(items.length, 0))} · {clock.label}
          </small>
        </h2>
        <button
          type="button"
          class="toggle"
          aria-pressed={onlySignificant}
          onClick={() => go({ onlySignificant: !onlySignificant })}
        >
          {text.onlySignificant}
        </button>
      </div>
      <div class="filters">
        <input
          class="entry"
          id="search"
          type="search"
          placeholder={text.search}
          aria-label={text.search}
          value={query}
          onKeyDown={(event) => {
            const [first] = items
            if (event.key === 'Enter' && first !== undefined) select(first.event_id)
            else if (event.key === 'ArrowDown') focusFirst()
            else return
            event.preventDefault()
          }}
          onInput={({ currentTarget }) => go({ query: currentTarget.value }, 'replace')}
        />
        <fieldset class="families" aria-label={text.families}>
          {rails.map((rail) => (
            <button
              key={rail}
              type="button"
              aria-pressed={switched.includes(rail)}
              aria-label={text.rails[rail]}
              title={text.rails[rail]}
              onClick={() => go({ rails: rails.filter((each) => switched.includes(each) !== (each === rail)) })}
            >
              <Glyph rail={rail} letter={letterOf(rail)} verdict="not" />
            </button>
          ))}
        </fieldset>
      </div>
      <Items />
    </section>
  )
}

function Items() {
  const text = useWords('page')
  const write = useFormat()
  const box = useRef<HTMLUListElement>(null)
  const { view, market } = usePage()
  const { listed, marks, selection } = useTicker()
  const { lines, verdictOfEvent } = marks
  const { select } = selection
  const { items, nearest } = listed.value
  const { event, zone } = view.value
  const clock = zoneOf(zone, market.zoneOfExchange.value)
  useEffect(() => {
    if (box.current !== null) reveal(box.current)
  }, [event, items])
  if (items.length === 0)
    return (
      <div class="empty">
        {market.events.state.value.kind === 'loading' ? (
          <p>{text.loading}</p>
        ) : (
          <p>{view.value.query !== '' ? text.noMatches : text.noEventsInRange}</p>
        )}
        {nearest !== null && (
          <button type="button" class="action" onClick={() => select(nearest.event_id)}>
            {text.nearest(`${write.date(nearest.day)} · ${nearest.title}`)}
          </button>
        )}
      </div>
    )
  // What hit one session has one move of the price: it is told once.
  const onDay = new Map([...Map.groupBy(items, dayOfEvent)].map(([day, { length }]) => [day, length]))
  const held = items.some(({ event_id }) => event_id === event) ? event : items[0]?.event_id
  return (
    <ul class="items" ref={box} onKeyDown={rove}>
      {items.map((item, i) => {
        const { event_id, title, family, is_outcome, language } = item
        const line = lines.value.get(event_id)
        const day = dayOfEvent(item)
        const isFirst = i === 0 || dayOfEvent(items[i - 1] as PlacedEvent) !== day
        const together = onDay.get(day) ?? 1
        const verdict = verdictOfEvent(event_id)
        const published = item.alignment.published_utc
        return (
          <li key={event_id} class={together > 1 ? 'together' : undefined}>
            {isFirst && together > 1 && (
              <p class="session">
                <span>
                  <b>{write.weekday(day)}</b> · {text.oneSession(together)}
                </span>
                <Figures line={line} verdict={verdict} />
              </p>
            )}
            <button
              type="button"
              aria-current={event_id === event ? 'true' : undefined}
              tabIndex={event_id === held ? 0 : -1}
              onClick={() => select(event_id)}
            >
              <Glyph rail={railOf(family)} letter={is_outcome ? '★' : letterOf(family)} verdict={verdict} />
              <span class="when">
                {published === null ? write.date(dayOfEvent(item)) : write.instant(published, clock)}
              </span>
              <span class="title" lang={language ?? undefined}>
                {title}
              </span>
              {together > 1 ? (
                <span class="unseen">{text.verdicts[verdict]}</span>
              ) : (
                <Figures line={line} verdict={verdict} />
              )}
            </button>
          </li>
        )
      })}
    </ul>
  )
}

/** The abnormal return of a session and how sure it is; it has the colour of its direction only where it is distinguishable. */
function Figures({ line, verdict }: { readonly line: Line | undefined; readonly verdict: Verdict }) {
  const text = useWords('page')
  const write = useFormat()
  if (line?.state === 'held')
    return (
      <span class="figures">
        <Unavailable checks={line.heldBy} />
      </span>
    )
  if (line?.kind !== 'measured') return <span class="figures">{text.verdicts.unknown}</span>
  const tone = verdict !== 'significant' ? '' : (line.ar ?? 0) >= 0 ? ' up strong' : ' down strong'
  return (
    <span class="figures">
      <span class={`number${tone}`}>
        {text.ar} {write.percent(line.ar)}
        <Signs notes={notesOfLine('', line)} />
      </span>{' '}
      <span class="number">t {write.statistic(line.t)}</span> <span class="unseen">{text.verdicts[verdict]}</span>
    </span>
  )
}

const focusFirst = () => document.querySelector<HTMLElement>('.items button')?.focus()

/** Scrolls the list, and only the list, to the selected line. */
function reveal(box: HTMLElement): void {
  const line = box.querySelector('[aria-current]')?.parentElement
  if (line == null) return
  const top = line.offsetTop - box.offsetTop
  if (top < box.scrollTop) box.scrollTop = top
  else if (top + line.offsetHeight > box.scrollTop + box.clientHeight)
    box.scrollTop = top + line.offsetHeight - box.clientHeight
}

/** Up and down go through the list, as one tab stop. */
function rove(event: KeyboardEvent): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const buttons = [...(event.currentTarget as HTMLElement).querySelectorAll('button')]
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement)
  if (at === 0 && event.key === 'ArrowUp') {
    document.getElementById('search')?.focus()
    event.preventDefault()
    return
  }
  const next = buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (next === undefined) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
}
