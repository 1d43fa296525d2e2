import { linear, linePath, roundTicks } from '../../plotScale.ts'

/** What a mark of a plot is for; the page's style sheet and the drawing for paper say how that looks. */
export type Ink =
  | 'grid'
  | 'zero'
  | 'day0'
  | 'band'
  | 'thin'
  | 'line'
  | 'mean'
  | 'interval'
  | 'filled'
  | 'hollow'
  | 'label'
  | 'name'

export type Mark =
  | { readonly kind: 'path'; readonly d: string; readonly ink: Ink }
  | { readonly kind: 'circle'; readonly x: number; readonly y: number; readonly r: number; readonly ink: Ink }
  | {
      readonly kind: 'text'
      readonly text: string
      readonly x: number
      readonly y: number
      readonly anchor: 'start' | 'middle' | 'end'
      readonly ink: 'label' | 'name'
    }

/** An event that can be gone to from a plot. */
export type EventAt = { readonly event: string; readonly ticker: string; readonly day0: string }

/** A place of a plot that can be pointed at or stepped to. */
export type Spot = {
  readonly x: number
  readonly y: number
  /** What stands there, in words. */
  readonly says: string
  /** What is drawn over while it is looked at. */
  readonly over: string | null
  readonly event: EventAt | null
}

/** A plot of a study, for the page and for paper alike; pixels. */
export type Drawing = {
  readonly width: number
  readonly height: number
  /** In the order in which they are drawn. */
  readonly marks: readonly Mark[]
  /** Steps along the plot, and at each the places that can be looked at, what is said of the step first. */
  readonly steps: readonly { readonly at: number; readonly spots: readonly [Spot, ...Spot[]] }[]
  /** Along which side the steps go. */
  readonly along: 'x' | 'y'
}

/** The size of a plot and the room around what it shows; all in pixels. */
export type Frame = {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly foot: number
}

/** How a plot writes numbers, and shortens what has no room. */
export type Writing = {
  readonly plain: (value: number, decimals: number) => string
  /** @param width pixels at the size of a label */
  readonly fit: (text: string, width: number) => string
}

export const line = (x1: number, y1: number, x2: number, y2: number, ink: Ink): Mark => ({
  kind: 'path',
  d: linePath([
    [x1, y1],
    [x2, y2],
  ]),
  ink,
})

/** A box as path data. */
export const box = (x1: number, y1: number, x2: number, y2: number): string =>
  `${linePath([
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ])}Z`

export const label = (
  text: string,
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end' = 'middle',
  ink: 'label' | 'name' = 'label',
): Mark => ({ kind: 'text', text, x, y, anchor, ink })

/** Round percentages between and beyond two fractions, with their scale over pixels, and each as it is written. */
export function percentScale(
  [low, high]: readonly [number, number],
  pixels: readonly [number, number],
  count: number,
  write: Writing,
) {
  const ticks = roundTicks(Math.min(0, low), Math.max(0, high), count)
  return {
    to: linear([ticks[0] ?? 0, ticks.at(-1) ?? 0], pixels),
    ticks: ticks.map((value) => ({ value, text: percentTick(value, ticks, write) })),
  }
}

/** Pixels of a letter of a label, about. */
const LETTER = 7

/** The values of a scale along the foot whose labels do not touch: all of them, or zero and every second, third … from there. */
export function apart({ to, ticks }: ReturnType<typeof percentScale>): ReturnType<typeof percentScale>['ticks'] {
  const zero = ticks.findIndex(({ value }) => value === 0)
  const room = to(ticks[1]?.value ?? 0) - to(ticks[0]?.value ?? 0)
  const step = Math.ceil((Math.max(...ticks.map(({ text }) => text.length)) * LETTER + LETTER) / (room || 1))
  return ticks.filter((_, i) => (i - zero) % step === 0)
}

/** A value of a scale in percent, with the decimals that its steps need: 0.25 %, 0.5 %, 2 %. */
export function percentTick(value: number, ticks: readonly number[], write: Writing): string {
  const step = ((ticks[1] ?? 1) - (ticks[0] ?? 0)) * 100
  const decimals = [0, 1, 2, 3].find((count) => Math.abs(step * 10 ** count - Math.round(step * 10 ** count)) < 1e-6)
  return `${write.plain(value * 100, decimals ?? 4)} %`
}

/** The step, and its place, that lie nearest to a point. @param reach pixels within which a place counts as meant */
export function nearest(
  { steps, along }: Drawing,
  x: number,
  y: number,
  reach: number,
): readonly [step: number, spot: number] | null {
  const at = along === 'x' ? x : y
  let step = -1
  for (const [i, { at: place }] of steps.entries())
    if (step < 0 || Math.abs(place - at) < Math.abs((steps[step]?.at ?? 0) - at)) step = i
  const spots = steps[step]?.spots
  if (spots === undefined) return null
  let spot = 0
  let distance = reach
  for (const [i, place] of spots.entries()) {
    const away = Math.hypot(place.x - x, place.y - y)
    if (away < distance) [spot, distance] = [i, away]
  }
  return [step, spot]
}

/** Nearest step on a key; null for a key that moves nothing. */
export function stepped(
  { steps, along }: Drawing,
  [step, spot]: readonly [number, number],
  key: string,
): readonly [number, number] | null {
  const [back, on, up, down] =
    along === 'x'
      ? (['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const)
      : (['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const)
  const last = steps.length - 1
  const within = (at: number): readonly [number, number] => {
    const to = Math.min(Math.max(at, 0), last)
    return [to, Math.min(spot, (steps[to]?.spots.length ?? 1) - 1)]
  }
  const count = steps[step]?.spots.length ?? 1
  switch (key) {
    case back:
      return within(step - 1)
    case on:
      return within(step + 1)
    case 'Home':
      return within(0)
    case 'End':
      return within(last)
    case up:
      return [step, (spot + 1) % count]
    case down:
      return [step, (spot - 1 + count) % count]
    default:
      return null
  }
}
