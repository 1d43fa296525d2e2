import type { Element } from '../../../web/chart/element.ts'
import { type PathContext, shapes } from '../../../web/chart/shapes.ts'

export type Point = readonly [x: number, y: number]
export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}
export interface Stroke {
  readonly points: readonly Point[]
  readonly closed: boolean
}
/** One element as a canvas would see it. */
export interface Recorded {
  readonly type: Element['type']
  readonly style: Readonly<Record<string, unknown>>
  readonly boxes: readonly Box[]
  readonly strokes: readonly Stroke[]
  readonly circles: readonly { readonly x: number; readonly y: number; readonly r: number }[]
}

/** Runs every element on a path that only writes down what is asked of it. Coordinates have the precision of the buffers. */
export const recorded = (elements: readonly Element[]): readonly Recorded[] =>
  elements.map((element) => {
    const boxes: Box[] = []
    const strokes: { points: Point[]; closed: boolean }[] = []
    const circles: { x: number; y: number; r: number }[] = []
    const context: PathContext = {
      moveTo: (x, y) => void strokes.push({ points: [[x, y]], closed: false }),
      lineTo: (x, y) => void strokes.at(-1)?.points.push([x, y]),
      rect: (x, y, w, h) => void boxes.push({ x, y, w, h }),
      arc: (x, y, r) => void circles.push({ x, y, r }),
      closePath: () => {
        const last = strokes.at(-1)
        if (last !== undefined) last.closed = true
      },
    }
    if (element.type !== 'text') shapes[element.type](context, element.shape.numbers)
    return { type: element.type, style: { ...element.style }, boxes, strokes, circles }
  })

/** The elements that draw something, by what of the style is asked for. */
export const styled = (all: readonly Recorded[], style: Readonly<Record<string, unknown>>): readonly Recorded[] =>
  all.filter((each) =>
    Object.entries(style).every(([key, value]) => JSON.stringify(each.style[key]) === JSON.stringify(value)),
  )

export const boxesOf = (all: readonly Recorded[]): readonly Box[] => all.flatMap(({ boxes }) => boxes)
export const strokesOf = (all: readonly Recorded[]): readonly Stroke[] => all.flatMap(({ strokes }) => strokes)
export const textsOf = (all: readonly Recorded[]) =>
  all.flatMap(({ type, style: { text, x, y, fill } }) => (type === 'text' ? [{ text, x, y, fill }] : []))
