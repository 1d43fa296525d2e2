import './Sheet.css'
import { useEffect, useRef } from 'preact/hooks'
import { sessionOf } from '../../core/ticker/session.ts'
import { type SheetStop, sheetHeights, stopAfterDrag, stopAfterTap, stopBeside } from '../../core/ticker/sheetStops.ts'
import { usePage, useWords } from '../page.ts'
import { EventCard } from './EventCard.tsx'
import { EventList } from './EventList.tsx'

/**
 * On a narrow screen list and card lie in a sheet over the foot of the window: it is dragged to three stops by its
 * handle, or sent there by a tap and the arrow keys. A window too low for that has them under the chart.
 */
export function Sheet() {
  const box = useRef<HTMLElement>(null)
  const body = useRef<HTMLDivElement>(null)
  const drag = useRef<{ readonly y: number; readonly height: number } | null>(null)
  const text = useWords('page')
  const { view, panels } = usePage()
  const { sheet } = panels
  // An event, or a session by itself.
  const event = view.value.event ?? sessionOf(view.value.over)
  const before = useRef(event)
  useEffect(() => {
    const hadNone = before.current === null
    before.current = event
    if (event === null || body.current === null) return
    body.current.scrollTop = 0
    if (isInFlow(box.current)) {
      if (body.current.getBoundingClientRect().top < 0) body.current.scrollIntoView()
      return
    }
    // The first event that is chosen shows its card beside the chart, not over it.
    if (hadNone && sheet.peek() === 'peek') sheet.value = 'half'
  }, [event])
  const stop = useRef(sheet.value)
  useEffect(() => {
    // There is room for both once the sheet has taken its half.
    if (stop.current === 'peek' && sheet.value === 'half') document.getElementById('plot')?.scrollIntoView()
    stop.current = sheet.value
  }, [sheet.value])
  const rest = (stop: SheetStop) => {
    drag.current = null
    box.current?.classList.remove('held')
    box.current?.style.removeProperty('height')
    sheet.value = stop
  }
  return (
    <aside ref={box} class={`sheet ${sheet.value}`} aria-label={text.events}>
      <button
        type="button"
        class="handle"
        aria-expanded={sheet.value !== 'peek'}
        aria-label={text.events}
        onPointerDown={(press) => {
          const { current } = box
          if (press.button !== 0 || current === null || isInFlow(current)) return
          press.currentTarget.setPointerCapture(press.pointerId)
          current.classList.add('held')
          drag.current = { y: press.clientY, height: current.getBoundingClientRect().height }
        }}
        onPointerMove={({ clientY }) => {
          if (drag.current === null) return
          const { peek, full } = sheetHeights(innerHeight)
          const height = drag.current.height + drag.current.y - clientY
          box.current?.style.setProperty('height', `${Math.max(peek, Math.min(full, height))}px`)
        }}
        onPointerUp={({ clientY }) => {
          if (drag.current !== null) rest(stopAfterDrag(sheet.peek(), drag.current.y - clientY, innerHeight))
        }}
        onPointerCancel={() => rest(sheet.peek())}
        // A pointer has told already; this is the keyboard, or a program that presses for somebody.
        onClick={({ detail }) => detail === 0 && rest(stopAfterTap(sheet.peek()))}
        onKeyDown={(press) => {
          const by = press.key === 'ArrowUp' ? 1 : press.key === 'ArrowDown' ? -1 : 0
          if (by === 0) return
          press.preventDefault()
          press.stopPropagation()
          rest(stopBeside(sheet.peek(), by))
        }}
      />
      <div class="sheet-body" ref={body}>
        {event !== null && <EventCard />}
        <EventList />
        {event === null && <EventCard />}
      </div>
    </aside>
  )
}

const isInFlow = (sheet: HTMLElement | null): boolean => sheet === null || getComputedStyle(sheet).position !== 'fixed'
