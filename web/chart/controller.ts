import { type Span, zoomed } from '../core/ticker/axis.ts'
import { indexAt, type Layout } from '../core/ticker/layout.ts'

/** What the pointer can do to a chart. Pixels are those of the host. */
export type PointerHandlers = {
  readonly layout: () => Layout
  readonly span: () => Span
  readonly move: (span: Span, done: boolean) => void
  readonly hover: (x: number, y: number) => void
  readonly leave: () => void
  readonly press: (x: number, y: number, touch: boolean) => void
  /** A flick along the rails: +1 to the next event. */
  readonly swipe: (direction: 1 | -1) => void
}

const CLICK = 5
const LONG_PRESS = 250
const SETTLED = 350

/** Wheel zooms, drag pans, two fingers pinch, a long press shows the crosshair. Returns what undoes it. */
export function control(host: HTMLElement, handlers: PointerHandlers): () => void {
  const abort = new AbortController()
  const { signal } = abort
  const fingers = new Map<number, { x: number; y: number }>()
  let start: { x: number; y: number; span: Span; onRails: boolean; moved: boolean } | null = null
  let pinch: { distance: number; at: number; span: Span } | null = null
  let pressing = 0
  let crosshair = false
  let pending: Span | null = null
  let frame = 0
  let settle = 0

  // Many events a frame, one drawing a frame.
  const move = (span: Span) => {
    pending = span
    if (frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = 0
      if (pending !== null) handlers.move(pending, false)
    })
  }
  const finish = () => {
    cancelAnimationFrame(frame)
    frame = 0
    if (pending !== null) handlers.move(pending, true)
    pending = null
  }
  const local = (event: { clientX: number; clientY: number }) => {
    const box = host.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const current = () => pending ?? handlers.span()

  host.addEventListener(
    'wheel',
    (event) => {
      // A page that zooms or scrolls sideways is left to the browser.
      if (event.ctrlKey && event.deltaMode !== 0) return
      event.preventDefault()
      const { x } = local(event)
      const span = current()
      const size = span.to - span.from
      if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        const by = (event.deltaX / handlers.layout().width) * size
        move({ from: span.from + by, to: span.to + by })
      } else {
        const notch = event.deltaMode === 1 ? event.deltaY * 30 : event.deltaY
        move(zoomed(span, indexAt(handlers.layout(), span, x), Math.exp(Math.max(-120, Math.min(120, notch)) * 0.0022)))
      }
      clearTimeout(settle)
      settle = window.setTimeout(finish, SETTLED)
    },
    { signal, passive: false },
  )

  host.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0 || (event.target as Element).closest('button, a') !== null) return
      const at = local(event)
      fingers.set(event.pointerId, at)
      host.setPointerCapture(event.pointerId)
      const { rails } = handlers.layout()
      const onRails = at.y >= rails.top && at.y <= rails.top + rails.height
      if (fingers.size === 1) {
        start = { ...at, span: current(), onRails, moved: false }
        if (event.pointerType === 'touch')
          pressing = window.setTimeout(() => {
            crosshair = true
            handlers.hover(at.x, at.y)
          }, LONG_PRESS)
      } else {
        clearTimeout(pressing)
        const [a, b] = [...fingers.values()]
        if (a !== undefined && b !== undefined)
          pinch = {
            distance: Math.max(10, Math.abs(a.x - b.x)),
            at: indexAt(handlers.layout(), current(), (a.x + b.x) / 2),
            span: current(),
          }
      }
    },
    { signal },
  )

  host.addEventListener(
    'pointermove',
    (event) => {
      const at = local(event)
      if (!fingers.has(event.pointerId)) {
        if (event.pointerType !== 'touch') handlers.hover(at.x, at.y)
        return
      }
      fingers.set(event.pointerId, at)
      if (pinch !== null) {
        const [a, b] = [...fingers.values()]
        if (a === undefined || b === undefined) return
        move(zoomed(pinch.span, pinch.at, pinch.distance / Math.max(10, Math.abs(a.x - b.x))))
        return
      }
      if (crosshair) {
        handlers.hover(at.x, at.y)
        return
      }
      if (start === null) return
      if (Math.hypot(at.x - start.x, at.y - start.y) > CLICK) {
        start.moved = true
        clearTimeout(pressing)
      }
      if (!start.moved || (start.onRails && event.pointerType === 'touch')) return
      const by = ((start.x - at.x) / handlers.layout().width) * (start.span.to - start.span.from)
      handlers.leave()
      move({ from: start.span.from + by, to: start.span.to + by })
    },
    { signal },
  )

  const up = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId)) return
    clearTimeout(pressing)
    const at = local(event)
    if (pinch !== null) {
      if (fingers.size < 2) pinch = null
      finish()
    } else if (start !== null && event.type === 'pointerup') {
      const touch = event.pointerType === 'touch'
      if (start.moved && start.onRails && touch) {
        if (Math.abs(at.x - start.x) > 24) handlers.swipe(at.x < start.x ? 1 : -1)
      } else if (!start.moved && !crosshair) handlers.press(at.x, at.y, touch)
      finish()
    }
    if (fingers.size === 0) {
      start = null
      crosshair = false
    }
  }
  host.addEventListener('pointerup', up, { signal })
  host.addEventListener('pointercancel', up, { signal })
  host.addEventListener('pointerleave', (event) => event.pointerType !== 'touch' && handlers.leave(), { signal })

  return () => {
    abort.abort()
    cancelAnimationFrame(frame)
    clearTimeout(settle)
    clearTimeout(pressing)
  }
}
