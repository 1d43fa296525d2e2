import './EventGrid.css'
import { useSignal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { isAllEvents } from '../../core/events/address.ts'
import { columns, rowsInSight } from '../../core/events/grid.ts'
import { orderOf } from '../../state/events/listed.ts'
import { Link } from '../Link.tsx'
import { usePage, useWords } from '../page.ts'
import { EventRow } from './EventRow.tsx'
import { useEvents } from './useEvents.ts'

/** Pixels of a row, as a line of a table and as a card of a narrow screen; the style sheet places rows by the same. */
const ROW = { wide: 40, compact: 28, narrow: 116 }
/** Pixels of the head of the columns, which stays at the top. */
const HEAD = 36

/**
 * Events as a grid of which only what is in sight is drawn. It scrolls with the page, so that nothing is trapped in a box
 * of its own when there is little room.
 */
export function EventGrid() {
  const words = useWords('events')
  const { narrow, view, go, habits } = usePage()
  const { listed, cursor, editing } = useEvents()
  const { rows, height, need, isLoading } = listed
  const { cell, chosen, moves, toggleAll } = cursor
  const body = useRef<HTMLTableSectionElement>(null)
  const sight = useSignal({ top: 0, height: 900 })
  const rowHeight = narrow.value ? ROW.narrow : habits.density.value === 'compact' ? ROW.compact : ROW.wide
  const all = height.value ?? 0
  const order = orderOf(view.value)
  const { o: _, ...over } = view.value.over
  const turned = order === 'asc' ? { ...over, o: 'desc' } : over

  const look = () => {
    const top = body.current?.getBoundingClientRect().top ?? 0
    sight.value = { top: -top, height: innerHeight }
  }
  useEffect(() => {
    look()
    addEventListener('scroll', look, { passive: true })
    addEventListener('resize', look)
    return () => {
      removeEventListener('scroll', look)
      removeEventListener('resize', look)
    }
  }, [])
  // What stands above the grid may have grown or gone.
  useEffect(look, [rows.value, view.value.screen])

  const { first, end } = rowsInSight({ ...sight.value, rowHeight }, all)
  useEffect(() => need(end), [end, rows.value])

  // The keyboard went to another cell: it is brought into sight and takes the focus.
  useLayoutEffect(() => {
    if (moves.value === 0) return
    const { row, column } = cell.peek()
    const top = (body.current?.getBoundingClientRect().top ?? 0) + row * rowHeight
    const least = narrow.peek() ? 0 : HEAD
    if (top < least) scrollBy(0, top - least)
    else if (top + rowHeight > innerHeight) scrollBy(0, top + rowHeight - innerHeight)
    look()
    body.current?.querySelector<HTMLElement>(`[data-cell="${row} ${column}"]`)?.focus({ preventScroll: true })
  }, [moves.value])

  /** @returns whether the key is one of the grid's; what is written in a cell is text */
  const press = (event: KeyboardEvent): boolean => {
    const inField = event.target instanceof Element && event.target.closest('.entry') !== null
    if (inField || event.altKey) return false
    const { row, column } = cell.peek()
    const id = rows.peek()[row]?.event_id
    if (cursor.press(event, Math.max(1, Math.floor(innerHeight / rowHeight) - 2))) return true
    if (event.ctrlKey || event.metaKey || id === undefined) return false
    switch (event.key) {
      case ' ':
        cursor.toggle(id)
        return true
      case 'F2':
        return editing.begin()
      case 'Enter':
        if (column === 'chosen') cursor.toggle(id)
        else if (column === 'acts') (event.target as Element).querySelector('a')?.click()
        else editing.begin()
        return true
      case 'o':
        go({ screen: { kind: 'event', event: id }, query: '' })
        return true
      case 'Delete':
        editing.ask()
        return true
      case 'Escape':
        cursor.clear()
        return true
      default:
        return false
    }
  }

  if (height.value === 0) return <Nothing />
  const drawn = Array.from({ length: end - first }, (_, at) => first + at)
  // The cell that Tab leads to is always there.
  const { row } = cell.value
  if (all > 0 && row < first) drawn.unshift(row)
  else if (all > 0 && row >= end && row < all) drawn.push(row)
  return (
    <table
      class="event-grid"
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a grid that is a table is what it is without styles
      role="grid"
      aria-label={words.grid}
      aria-multiselectable="true"
      aria-rowcount={height.value === null ? -1 : all + 1}
      aria-colcount={columns.length}
      aria-busy={isLoading.value}
      onKeyDown={(event) => {
        if (press(event)) event.preventDefault()
      }}
    >
      <thead>
        <tr class="event-row head" aria-rowindex={1}>
          {columns.map((column, at) => (
            <th
              key={column}
              scope="col"
              class={`cell ${column}`}
              aria-colindex={at + 1}
              aria-sort={column === 'time' ? (order === 'asc' ? 'ascending' : 'descending') : undefined}
            >
              {column === 'chosen' ? (
                <input
                  type="checkbox"
                  aria-label={words.chooseAll}
                  title={words.chooseAll}
                  checked={chosen.value.size > 0 && chosen.value.size === rows.value.length}
                  indeterminate={chosen.value.size > 0 && chosen.value.size < rows.value.length}
                  onChange={toggleAll}
                />
              ) : column === 'time' ? (
                <Link to={{ over: turned }} class="sort">
                  {words.columns.time} {order === 'asc' ? '↑' : '↓'}
                  <span class="unseen">{words.turn[order]}</span>
                </Link>
              ) : (
                words.columns[column]
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="rows" ref={body} style={{ '--rows': `${all}` }}>
        {drawn.map((at) => (
          <EventRow key={rows.value[at]?.event_id ?? at} at={at} event={rows.value[at] ?? null} />
        ))}
      </tbody>
    </table>
  )
}

function Nothing() {
  const words = useWords('events')
  const { view } = usePage()
  const { listed } = useEvents()
  const shown = listed.shown.value
  const isAll = view.value.query === '' && shown !== null && isAllEvents(shown)
  return (
    <div class="event-none">
      <p>{isAll ? words.noneAtAll : words.none}</p>
      {isAll && <p class="soft">{words.noneHow}</p>}
    </div>
  )
}
