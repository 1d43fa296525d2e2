import './Sheet.css'
import { useEffect, useRef } from 'preact/hooks'
import { usePage, useWords } from '../page.ts'
import { EventCard } from './EventCard.tsx'
import { EventList } from './EventList.tsx'

const FLICK = 30

/** On a narrow screen list and card lie in a sheet under the chart; a tap or a flick on its handle draws it over it. */
export function Sheet() {
  const start = useRef(0)
  const box = useRef<HTMLElement>(null)
  const text = useWords('page')
  const { view, panels } = usePage()
  const { sheetUp } = panels
  const { event } = view.value
  // A line of the list was pressed: its card begins above, perhaps out of sight.
  useEffect(() => {
    if (event === null || box.current === null) return
    for (const part of box.current.children) part.scrollTop = 0
    if (box.current.getBoundingClientRect().top < 0) box.current.scrollIntoView()
  }, [event])
  return (
    <aside ref={box} class={sheetUp.value ? 'sheet up' : 'sheet'} aria-label={text.events}>
      <button
        type="button"
        class="handle"
        aria-expanded={sheetUp.value}
        aria-label={text.events}
        onPointerDown={({ clientY }) => {
          start.current = clientY
        }}
        onClick={({ clientY }) => {
          const by = clientY - start.current
          sheetUp.value = Math.abs(by) > FLICK && clientY !== 0 ? by < 0 : !sheetUp.value
        }}
      />
      <div class="sheet-body">
        {event !== null && <EventCard />}
        <EventList />
        {event === null && <EventCard />}
      </div>
    </aside>
  )
}
