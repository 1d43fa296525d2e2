import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import type { PlacedEvent } from '../../api.ts'
import { dayOfEvent } from '../../core/event/day.ts'
import { type Column, columns } from '../../core/events/grid.ts'
import { letterOf, railOf } from '../../core/ticker/family.ts'
import { placeName, zoneOf } from '../../core/zones.ts'
import { Link } from '../Link.tsx'
import { useFormat, usePage, useWords } from '../page.ts'
import { Glyph } from '../ticker/Glyph.tsx'
import { CellEditor } from './CellEditor.tsx'
import { useEvents } from './useEvents.ts'

/** A row of the grid; null: it is still being asked for. */
export function EventRow({ at, event }: { readonly at: number; readonly event: PlacedEvent | null }) {
  const words = useWords('events')
  const { cursor, editing } = useEvents()
  const { chosen } = cursor
  const { written } = editing
  const isChosen = event !== null && chosen.value.has(event.event_id)
  return (
    <tr
      class={`event-row${event?.status === 'rejected' ? ' rejected' : ''}`}
      aria-rowindex={at + 2}
      aria-selected={isChosen}
      style={{ '--at': `${at}` }}
    >
      {columns.map((column) => (
        <GridCell key={column} row={at} column={column}>
          {event !== null && written.value?.id === event.event_id && written.value.column === column ? (
            <CellEditor
              column={written.value.column}
              text={written.value.text}
              theirs={written.value.theirs}
              left={written.value.left}
              title={event.title}
            />
          ) : event === null ? (
            column === 'title' && <span class="soft">{words.loadingRow}</span>
          ) : (
            <Content column={column} event={event} />
          )}
        </GridCell>
      ))}
    </tr>
  )
}

function GridCell({
  row,
  column,
  children,
}: {
  readonly row: number
  readonly column: Column
  readonly children: ComponentChildren
}) {
  const { cursor, editing } = useEvents()
  const { cell, settle } = cursor
  const isHere = cell.value.row === row && cell.value.column === column
  return (
    <td
      class={`cell ${column}`}
      aria-colindex={columns.indexOf(column) + 1}
      data-cell={`${row} ${column}`}
      tabIndex={isHere ? 0 : -1}
      onFocus={() => {
        if (!isHere) settle({ row, column })
      }}
      onDblClick={() => {
        // A link inside took the focus.
        if (!isHere) settle({ row, column })
        editing.begin()
      }}
    >
      {children}
    </td>
  )
}

function Content({ column, event }: { readonly column: Column; readonly event: PlacedEvent }) {
  const words = useWords('events')
  const { cursor } = useEvents()
  const { event_id, title, language, tickers, type, status, source_name, family, is_outcome } = event
  switch (column) {
    case 'chosen':
      return (
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={words.choose(title)}
          checked={cursor.chosen.value.has(event_id)}
          onChange={() => cursor.toggle(event_id)}
        />
      )
    case 'time':
      return <Time event={event} />
    case 'title':
      return (
        <>
          <Glyph rail={railOf(family)} letter={is_outcome ? '★' : letterOf(family)} verdict="not" />
          <TitleLink id={event_id}>
            <span lang={language ?? undefined} title={title}>
              {title}
            </span>
          </TitleLink>
        </>
      )
    case 'tickers':
      return tickers.length === 0 ? (
        <span class="text caution" title={words.noTicker}>
          {words.tickerless}
        </span>
      ) : (
        <span class="text">{tickers.map(({ symbol }) => symbol).join(' ')}</span>
      )
    case 'type':
      return <span class="text">{type}</span>
    case 'status':
      return <span class={`status ${status}`}>{words.statuses[status]}</span>
    case 'source':
      return <span class="text soft">{source_name ?? ''}</span>
    case 'acts':
      return <OnChart event={event} />
  }
}

/** Milliseconds in which a second click may follow. */
const DOUBLE = 300

/** The way to the event, which waits for a second click: that one writes the title. Cards are tapped once. */
function TitleLink({ id, children }: { readonly id: string; readonly children: ComponentChildren }) {
  const { addressOf, go, page, narrow } = usePage()
  const waiting = useRef(0)
  const to = { screen: { kind: 'event', event: id }, query: '' } as const
  return (
    <a
      class="text"
      href={addressOf(to)}
      tabIndex={-1}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        page.clearTimeout(waiting.current)
        if (event.detail === 0 || narrow.peek()) go(to)
        else if (event.detail === 1) waiting.current = page.setTimeout(() => go(to), DOUBLE)
      }}
    >
      {children}
    </a>
  )
}

/** The way to the event on the chart of its first ticker; news of the whole market has none of its own. */
function OnChart({ event: { event_id, title, tickers } }: { readonly event: PlacedEvent }) {
  const words = useWords('events')
  const symbol = tickers.find((each) => each.symbol !== '*')?.symbol
  if (symbol === undefined) return null
  return (
    <Link to={{ screen: { kind: 'ticker', ticker: symbol }, event: event_id, query: '' }} tabIndex={-1}>
      {words.chart} <span class="unseen">{title}</span>
    </Link>
  )
}

/** A month, a quarter or a year is written as it is. */
const isDay = /^\d{4}-\d\d-\d\d/

/** When it was published, by the clock that was chosen; of an unknown hour the day alone. */
function Time({ event }: { readonly event: PlacedEvent }) {
  const words = useWords('events')
  const write = useFormat()
  const { view } = usePage()
  const { published_utc: published, zone } = event.alignment
  const given = event.public_at ?? event.occurred_at ?? dayOfEvent(event)
  if (published === null)
    return (
      <span class="text" title={words.hourUnknown}>
        {isDay.test(given) ? write.date(given) : given}
      </span>
    )
  const clock = zoneOf(view.value.zone, zone)
  return (
    <span class="text" title={placeName(clock)}>
      {write.instant(published, clock)} <small>{placeName(clock)}</small>
    </span>
  )
}
