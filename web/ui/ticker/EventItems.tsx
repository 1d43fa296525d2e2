import { useSignal } from '@preact/signals'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { PlacedEvent } from '../../api.ts'
import { whenText } from '../../core/event/day.ts'
import { letterOfEvent, railOfEvent } from '../../core/ticker/family.ts'
import { notesOfLine } from '../../core/ticker/notes.ts'
import type { Verdict } from '../../core/ticker/rails.ts'
import { zoneOf } from '../../core/zones.ts'
import { useFormat, usePage, useWords } from '../page.ts'
import { Glyph } from './Glyph.tsx'
import { Signs, Unavailable } from './Notes.tsx'
import { useTicker } from './useTicker.ts'

type Line =
  ReturnType<ReturnType<typeof useTicker>['marks']['lines']['peek']> extends ReadonlyMap<string, infer L> ? L : never

/** Lines that are made at first, and each time that more of them are wanted. */
const MORE = 60

/** @param chosen the line to be in it, -1 for none */
const partAround = (chosen: number) => {
  const from = Math.max(0, chosen - MORE / 2)
  return { from, to: from + MORE }
}

/** The lines of the list: of many, those around the selected one and what has been scrolled to. */
export function EventItems() {
  const text = useWords('page')
  const write = useFormat()
  const box = useRef<HTMLUListElement>(null)
  const { parts, market } = usePage()
  const { listed, marks, selection } = useTicker()
  const { lines, verdictOfEvent } = marks
  const { select } = selection
  const { items, nearest } = listed.value
  const { event, zone } = parts
  const clock = zoneOf(zone, market.zoneOfExchange.value)
  const chosen = items.findIndex(({ event_id }) => event_id === event)
  const part = useSignal(partAround(chosen))
  useMemo(() => {
    part.value = partAround(chosen)
  }, [items, event])
  useEffect(() => {
    let frame = 0
    // Lines that come into sight have their true height a frame later.
    const again = (times: number) => {
      if (box.current !== null) reveal(box.current)
      if (times > 0) frame = requestAnimationFrame(() => again(times - 1))
    }
    again(2)
    return () => cancelAnimationFrame(frame)
  }, [event, items])
  const end = useRef<HTMLLIElement>(null)
  const more = (by: { readonly from?: number; readonly to?: number }) => {
    const { from, to } = part.peek()
    part.value = { from: Math.max(0, from - (by.from ?? 0)), to: to + (by.to ?? 0) }
  }
  // Reaching the end of what is there brings more, whoever scrolls: the list, or on a phone the page.
  useEffect(() => {
    if (end.current === null) return
    const watch = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && more({ to: MORE }),
    )
    watch.observe(end.current)
    return () => watch.disconnect()
  }, [part.value, items])
  if (items.length === 0)
    return (
      <div class="empty">
        {market.events.state.value.kind === 'loading' ? (
          <p>{text.loading}</p>
        ) : (
          <p>{parts.query !== '' ? text.noMatches : text.noEventsInRange}</p>
        )}
        {nearest !== null && (
          <button type="button" class="action" onClick={() => select(nearest.event_id)}>
            {text.nearest(`${write.date(nearest.day)} · ${nearest.title}`)}
          </button>
        )}
      </div>
    )
  // What hit one session has one move of the price: it is told once.
  const onDay = Map.groupBy(items, sessionOf)
  const held = items.some(({ event_id }) => event_id === event) ? event : items[0]?.event_id
  return (
    <ul class="items" ref={box} onKeyDown={rove}>
      {part.value.from > 0 && (
        <li class="beyond">
          <button type="button" onClick={() => more({ from: MORE })}>
            {text.earlier(write.plain(part.value.from, 0))}
          </button>
        </li>
      )}
      {items.slice(part.value.from, part.value.to).map((item, at) => {
        const i = part.value.from + at
        const { event_id, title, is_outcome, language, status } = item
        const line = lines.value.get(event_id)
        const day = sessionOf(item)
        const group = day === null ? [item] : (onDay.get(day) ?? [])
        const isFirst = at === 0 || group[0] === item
        const together = group.length
        const verdict = verdictOfEvent(event_id)
        // What is rejected is not measured among the others: an event that is tells the move of the session.
        const first = group.find((each) => lines.value.has(each.event_id)) ?? item
        return (
          <li
            key={event_id}
            class={together > 1 ? 'together' : undefined}
            aria-setsize={items.length}
            aria-posinset={i + 1}
          >
            {isFirst && day !== null && together > 1 && (
              <p class="session">
                <span>
                  <b>{write.weekday(day)}</b> · {text.oneSession(together)}
                </span>
                <Figures line={lines.value.get(first.event_id)} verdict={verdictOfEvent(first.event_id)} />
              </p>
            )}
            <button
              type="button"
              aria-current={event_id === event ? 'true' : undefined}
              tabIndex={event_id === held ? 0 : -1}
              onClick={() => select(event_id)}
            >
              <Glyph rail={railOfEvent(item)} letter={is_outcome ? '★' : letterOfEvent(item)} verdict={verdict} />
              <span class="when">
                {whenText(item, write, clock)}
                {status !== 'confirmed' && ` · ${text.statuses[status]}`}
              </span>
              <span class="title" lang={language ?? undefined}>
                {title}
              </span>
              {status === 'rejected' ? null : together > 1 ? (
                <span class="unseen">{text.verdicts[verdict]}</span>
              ) : (
                <Figures line={line} verdict={verdict} />
              )}
            </button>
          </li>
        )
      })}
      {part.value.to < items.length && (
        <li class="beyond" ref={end}>
          <button type="button" onClick={() => more({ to: MORE })}>
            {text.later(write.plain(items.length - part.value.to, 0))}
          </button>
        </li>
      )}
    </ul>
  )
}

/** The session that an event hit; null for what hit none, such as a month. */
const sessionOf = ({ alignment }: PlacedEvent): string | null => (alignment.kind === 'aligned' ? alignment.day0 : null)

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

/** Scrolls the list, and only the list, to the selected line. */
function reveal(box: HTMLElement): void {
  const line = box.querySelector('[aria-current]')?.parentElement?.getBoundingClientRect()
  if (line === undefined) return
  const { top, bottom } = box.getBoundingClientRect()
  const [above, below] = [line.top - top, line.bottom - bottom]
  if (above < 0) box.scrollTop += above
  // A fraction of a pixel is no reason to move what stands.
  else if (below > 1) box.scrollTop += Math.min(above, below)
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
