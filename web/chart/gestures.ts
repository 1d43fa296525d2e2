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
  /** A drag with Shift, from one pixel to another. */
  readonly rule: (from: number, to: number, done: boolean) => void
  /** A flick along the rails: +1 to the next event. */
  readonly swipe: (direction: 1 | -1) => void
}

/** Timers of a window. */
export type Clock = {
  readonly setTimeout: (callback: () => void, milliseconds: number) => number
  readonly clearTimeout: (timer: number) => void
  readonly requestAnimationFrame: (callback: () => void) => number
  readonly cancelAnimationFrame: (frame: number) => void
}

export type Point = { readonly x: number; readonly y: number }
export type Finger = Point & { readonly id: number; readonly touch: boolean; readonly shift?: boolean }

/** Pixels that a press may move, and a flick must. */
const CLICK = 5
const FLICK = 24
/** Milliseconds: a press that shows the crosshair, and the rest after which turning the wheel is over. */
const LONG_PRESS = 250
const WHEEL_REST = 350
/** Pixels between two fingers below which they count as that far apart. */
const CLOSE = 10

/** Many events a frame, one move a frame. */
function moves({ move, span }: PointerHandlers, clock: Clock) {
  let pending: Span | null = null
  let frame = 0
  const cancel = () => {
    clock.cancelAnimationFrame(frame)
    frame = 0
  }
  return {
    cancel,
    current: (): Span => pending ?? span(),
    to(next: Span): void {
      pending = next
      if (frame !== 0) return
      frame = clock.requestAnimationFrame(() => {
        frame = 0
        if (pending !== null) move(pending, false)
      })
    },
    finish(): void {
      cancel()
      if (pending !== null) move(pending, true)
      pending = null
    },
  }
}

/** Wheel zooms, drag pans, two fingers pinch, a long press shows the crosshair, a flick on the rails steps. */
export function makeGestures(handlers: PointerHandlers, clock: Clock) {
  const { layout, hover, leave, press, rule, swipe } = handlers
  const moving = moves(handlers, clock)
  const fingers = new Map<number, Point>()
  let start:
    | (Point & { readonly span: Span; readonly onRails: boolean; readonly rules: boolean; moved: boolean })
    | null = null
  let pinch: { readonly distance: number; readonly at: number; readonly span: Span } | null = null
  let pressing = 0
  let crosshair = false
  let turning = 0

  /** How far the first two fingers are apart, and the pixel between them. */
  const between = () => {
    const [a, b] = [...fingers.values()]
    if (a === undefined || b === undefined) return null
    return { distance: Math.max(CLOSE, Math.abs(a.x - b.x)), middle: (a.x + b.x) / 2 }
  }

  function down({ id, touch, shift = false, ...at }: Finger): void {
    fingers.set(id, at)
    const span = moving.current()
    if (fingers.size > 1) {
      clock.clearTimeout(pressing)
      const two = between()
      if (two !== null) pinch = { distance: two.distance, at: indexAt(layout(), span, two.middle), span }
      return
    }
    const { rails } = layout()
    start = { ...at, span, onRails: at.y >= rails.top && at.y <= rails.top + rails.height, rules: shift, moved: false }
    if (touch)
      pressing = clock.setTimeout(() => {
        crosshair = true
        hover(at.x, at.y)
      }, LONG_PRESS)
  }

  function move({ id, touch, shift: _, ...at }: Finger): void {
    if (!fingers.has(id)) {
      if (!touch) hover(at.x, at.y)
      return
    }
    fingers.set(id, at)
    const two = pinch === null ? null : between()
    if (pinch !== null && two !== null) moving.to(zoomed(pinch.span, pinch.at, pinch.distance / two.distance))
    else if (crosshair) hover(at.x, at.y)
    else if (start !== null) drag(start, at, touch)
  }

  function drag(from: NonNullable<typeof start>, at: Point, touch: boolean): void {
    if (Math.hypot(at.x - from.x, at.y - from.y) > CLICK) {
      from.moved = true
      clock.clearTimeout(pressing)
    }
    // On the rails a finger flicks from event to event.
    if (!from.moved || (from.onRails && touch)) return
    if (from.rules) {
      hover(at.x, at.y)
      rule(from.x, at.x, false)
      return
    }
    const by = ((from.x - at.x) / layout().width) * (from.span.to - from.span.from)
    leave()
    moving.to({ from: from.span.from + by, to: from.span.to + by })
  }

  function up({ id, touch, x, y }: Finger, cancelled: boolean): void {
    if (!fingers.delete(id)) return
    clock.clearTimeout(pressing)
    if (pinch !== null) {
      if (fingers.size < 2) pinch = null
      moving.finish()
    } else if (start?.rules && start.moved) rule(start.x, x, true)
    else if (start !== null && !cancelled) {
      if (start.moved && start.onRails && touch) {
        if (Math.abs(x - start.x) > FLICK) swipe(x < start.x ? 1 : -1)
      } else if (!start.moved && !crosshair) press(x, y, touch)
      moving.finish()
    }
    if (fingers.size > 0) return
    start = null
    crosshair = false
  }

  /** @param byLines whether the wheel counts lines and not pixels */
  function wheel(at: Point, turn: Point, byLines: boolean): void {
    const span = moving.current()
    if (Math.abs(turn.x) > Math.abs(turn.y)) {
      const by = (turn.x / layout().width) * (span.to - span.from)
      moving.to({ from: span.from + by, to: span.to + by })
    } else {
      const notch = Math.max(-120, Math.min(120, byLines ? turn.y * 30 : turn.y))
      moving.to(zoomed(span, indexAt(layout(), span, at.x), Math.exp(notch * 0.0022)))
    }
    clock.clearTimeout(turning)
    turning = clock.setTimeout(moving.finish, WHEEL_REST)
  }

  return {
    down,
    move,
    up,
    wheel,
    leave: (touch: boolean) => {
      if (!touch) leave()
    },
    end: () => {
      moving.cancel()
      clock.clearTimeout(turning)
      clock.clearTimeout(pressing)
    },
  }
}
