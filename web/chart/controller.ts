import { type Finger, makeGestures, type PointerHandlers } from './gestures.ts'

/** Gives the pointer and the wheel over an element to the gestures. @returns what undoes it */
export function control(host: HTMLElement, handlers: PointerHandlers): () => void {
  const gestures = makeGestures(handlers, window)
  const abort = new AbortController()
  const { signal } = abort

  const local = ({ clientX, clientY }: MouseEvent) => {
    const box = host.getBoundingClientRect()
    return { x: clientX - box.left, y: clientY - box.top }
  }
  const fingerOf = (event: PointerEvent): Finger => ({
    ...local(event),
    id: event.pointerId,
    touch: event.pointerType === 'touch',
    shift: event.shiftKey,
  })

  const scrolls = () => {
    const { scrollHeight, clientHeight } = document.documentElement
    return scrollHeight > clientHeight
  }

  host.addEventListener(
    'wheel',
    (event) => {
      // With Ctrl the browser zooms; and a page that scrolls goes on scrolling until the chart is pressed or has the focus.
      if (event.ctrlKey || event.metaKey || (!host.contains(document.activeElement) && scrolls())) return
      event.preventDefault()
      gestures.wheel(local(event), { x: event.deltaX, y: event.deltaY }, event.deltaMode === 1)
    },
    { signal, passive: false },
  )
  host.addEventListener(
    'pointerdown',
    (event) => {
      // Buttons over the chart are pressed, not dragged.
      if (
        event.button !== 0 ||
        (event.target instanceof Element && event.target.closest('button, a, [role=slider]') !== null)
      )
        return
      host.setPointerCapture(event.pointerId)
      gestures.down(fingerOf(event))
    },
    { signal },
  )
  host.addEventListener('pointermove', (event) => gestures.move(fingerOf(event)), { signal })
  host.addEventListener('pointerup', (event) => gestures.up(fingerOf(event), false), { signal })
  host.addEventListener('pointercancel', (event) => gestures.up(fingerOf(event), true), { signal })
  host.addEventListener('pointerleave', (event) => gestures.leave(event.pointerType === 'touch'), { signal })

  return () => {
    abort.abort()
    gestures.end()
  }
}
