import { describe, expect, it } from 'vitest'
import { makeGestures, type PointerHandlers } from '../../../web/chart/gestures.ts'
import type { Span } from '../../../web/core/ticker/axis.ts'
import { layoutOf } from '../../../web/core/ticker/layout.ts'

/** A plot of 600 pixels from pixel 8, of the bars 0 to 60: ten pixels a bar. */
const layout = layoutOf({
  width: 708,
  height: 600,
  narrow: false,
  lanes: 6,
  periods: 0,
  volume: true,
  ar: true,
  ribbon: true,
})
const PRICE = 50
const RAILS = layout.rails.top + 5

function hands() {
  let span: Span = { from: 0, to: 60 }
  const done: string[] = []
  const say = (what: string, ...values: readonly (number | boolean)[]) =>
    void done.push(
      [what, ...values.map((value) => (typeof value === 'number' ? Number(value.toFixed(3)) : value))].join(' '),
    )
  const handlers: PointerHandlers = {
    layout: () => layout,
    span: () => span,
    move: (next, isDone) => {
      span = next
      say(isDone ? 'rest' : 'move', next.from, next.to)
    },
    hover: (x, y) => say('hover', x, y),
    leave: () => say('leave'),
    press: (x, y, touch) => say('press', x, y, touch),
    rule: (from, to, isDone) => say(isDone ? 'ruled' : 'rule', from, to),
    swipe: (direction) => say('swipe', direction),
  }
  const timers = new Map<number, () => void>()
  const frames = new Map<number, () => void>()
  let last = 0
  const gestures = makeGestures(handlers, {
    setTimeout: (callback) => timers.set(++last, callback) && last,
    clearTimeout: (timer) => void timers.delete(timer),
    requestAnimationFrame: (callback) => frames.set(++last, callback) && last,
    cancelAnimationFrame: (frame) => void frames.delete(frame),
  })
  const run = (all: Map<number, () => void>) => {
    const due = [...all.values()]
    all.clear()
    for (const callback of due) callback()
  }
  return { ...gestures, done, timers, frame: () => run(frames), elapse: () => run(timers) }
}
const mouse = (x: number, y = PRICE) => ({ id: 1, touch: false, x, y })
const shifted = (x: number) => ({ ...mouse(x), shift: true })
const finger = (id: number, x: number, y = PRICE) => ({ id, touch: true, x, y })

describe('a mouse', () => {
  it('that is dragged with Shift rules from where it was pressed, and moves nothing', () => {
    const { down, move, up, frame, done } = hands()
    down(shifted(100))
    move(shifted(103))
    move(shifted(160))
    // Shift may be let go of first.
    up(mouse(200), false)
    frame()
    expect(done).toEqual([`hover 160 ${PRICE}`, 'rule 100 160', 'ruled 100 200'])
  })
  it('that is pressed with Shift and let go at once presses', () => {
    const { down, up, done } = hands()
    down(shifted(100))
    up(shifted(101), false)
    expect(done).toEqual([`press 101 ${PRICE} false`])
  })
  it('that is dragged pans by what it moves, one move a frame, and rests when let go', () => {
    const { down, move, up, frame, done } = hands()
    down(mouse(300))
    move(mouse(320))
    move(mouse(350))
    frame()
    // 50 pixels to the right: five bars earlier.
    expect(done.filter((each) => each !== 'leave')).toEqual(['move -5 55'])
    move(mouse(400))
    up(mouse(400), false)
    expect(done.at(-1)).toBe('rest -10 50')
    frame()
    expect(done.at(-1)).toBe('rest -10 50')
  })
  it('that hardly moves presses', () => {
    const { down, move, up, done } = hands()
    down(mouse(300))
    move(mouse(303))
    up(mouse(304), false)
    expect(done).toEqual(['press 304 50 false'])
  })
  it('without a button moves the crosshair and takes it away', () => {
    const { move, leave, done } = hands()
    move(mouse(300))
    leave(false)
    leave(true)
    expect(done).toEqual(['hover 300 50', 'leave'])
  })
  it('whose press is taken away does nothing', () => {
    const { down, up, done } = hands()
    down(mouse(300))
    up(mouse(300), true)
    expect(done).toEqual([])
  })
})

describe('a wheel', () => {
  it('zooms about the bar under it', () => {
    const { wheel, frame, done } = hands()
    wheel({ x: 8 + 200, y: PRICE }, { x: 0, y: 100 }, false)
    frame()
    // Bar 20 stays: 20 bars before it and 40 after it, times e to the 0.22.
    const factor = Math.exp(0.22)
    expect(done).toEqual([`move ${(20 - 20 * factor).toFixed(3)} ${(20 + 40 * factor).toFixed(3)}`])
  })
  it('that counts lines goes thirty times as far, and no notch further than 120 pixels', () => {
    const far = hands()
    far.wheel({ x: 8, y: PRICE }, { x: 0, y: 4 }, true)
    far.frame()
    const farther = hands()
    farther.wheel({ x: 8, y: PRICE }, { x: 0, y: 4000 }, false)
    farther.frame()
    expect(far.done).toEqual(farther.done)
  })
  it('turned sideways pans, and the address follows after a rest', () => {
    const { wheel, frame, elapse, done } = hands()
    wheel({ x: 300, y: PRICE }, { x: 30, y: 2 }, false)
    frame()
    expect(done).toEqual(['move 3 63'])
    elapse()
    expect(done.at(-1)).toBe('rest 3 63')
  })
})

describe('fingers', () => {
  it('two of them zoom by how they part, about the bar between them', () => {
    const { down, move, up, frame, done } = hands()
    down(finger(1, 108))
    down(finger(2, 308))
    move(finger(1, 8))
    move(finger(2, 408))
    frame()
    // Twice as far apart: half as many bars about bar 20.
    expect(done).toEqual(['move 10 40'])
    up(finger(1, 8), false)
    expect(done.at(-1)).toBe('rest 10 40')
    expect(done.some((each) => each.startsWith('press'))).toBe(false)
  })
  it('one that rests shows the crosshair and moves it, without panning', () => {
    const { down, move, up, elapse, frame, done } = hands()
    down(finger(1, 300))
    elapse()
    move(finger(1, 350))
    frame()
    up(finger(1, 350), false)
    expect(done).toEqual(['hover 300 50', 'hover 350 50'])
  })
  it('one that moves first never shows it', () => {
    const { down, move, elapse, frame, timers, done } = hands()
    down(finger(1, 300))
    move(finger(1, 340))
    expect(timers.size).toBe(0)
    elapse()
    frame()
    expect(done).toEqual(['leave', 'move -4 56'])
  })
  it.each([
    [100, 200, -1],
    [200, 100, 1],
  ])('one that flicks along the rails from %i to %i steps by %i and does not pan', (from, to, direction) => {
    const { down, move, up, frame, done } = hands()
    down(finger(1, from, RAILS))
    move(finger(1, to, RAILS))
    frame()
    up(finger(1, to, RAILS), false)
    expect(done).toEqual([`swipe ${direction}`])
  })
  it('a flick of less than a thumb is none', () => {
    const { down, move, up, done } = hands()
    down(finger(1, 100, RAILS))
    move(finger(1, 120, RAILS))
    up(finger(1, 120, RAILS), false)
    expect(done).toEqual([])
  })
})

it('end() leaves nothing behind', () => {
  const { down, wheel, end, timers, frame, done } = hands()
  down(finger(1, 300))
  wheel({ x: 300, y: PRICE }, { x: 0, y: 10 }, false)
  end()
  frame()
  expect([timers.size, done]).toEqual([0, []])
})
