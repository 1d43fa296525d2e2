/** Numbers one after another with how many of them count: buffers are reused from frame to frame. */
export type Numbers = { readonly data: Float32Array; readonly count: number }

/** What a shape draws on: the part of a canvas path that is used. */
export type PathContext = {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  rect(x: number, y: number, w: number, h: number): void
  arc(x: number, y: number, r: number, from: number, to: number): void
  closePath(): void
}

type Shape = (context: PathContext, numbers: Numbers) => void

/** The points of one line, NaN where it breaks off; a single one draws nothing. */
const line: Shape = (context, { data, count }) => {
  for (let i = 0; i < count; i += 2)
    if (Number.isNaN(data[i])) continue
    else if (i === 0 || Number.isNaN(data[i - 2])) context.moveTo(data[i] as number, data[i + 1] as number)
    else context.lineTo(data[i] as number, data[i + 1] as number)
}

/** Corners of the glyph shapes on a unit circle; a circle has none. */
const corners: readonly (readonly (readonly [number, number])[])[] = [
  [],
  [
    [0, -1.15],
    [1.15, 0],
    [0, 1.15],
    [-1.15, 0],
  ],
  [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  [
    [0, -1.3],
    [1.28, 0.9],
    [-1.28, 0.9],
  ],
  [
    [1.05, 0],
    [0.52, 0.92],
    [-0.52, 0.92],
    [-1.05, 0],
    [-0.52, -0.92],
    [0.52, -0.92],
  ],
  // Earnings, without a hue: a shield, pointing down.
  [
    [-0.95, -0.95],
    [0.95, -0.95],
    [0.95, 0.35],
    [0, 1.15],
    [-0.95, 0.35],
  ],
  // The neutral lane: a tag lying on its side, unlike any of the five.
  [
    [-1.05, -0.68],
    [0.55, -0.68],
    [1.2, 0],
    [0.55, 0.68],
    [-1.05, 0.68],
  ],
  // The world: an octagon, without a hue.
  [
    [-0.45, -1.05],
    [0.45, -1.05],
    [1.05, -0.45],
    [1.05, 0.45],
    [0.45, 1.05],
    [-0.45, 1.05],
    [-1.05, 0.45],
    [-1.05, -0.45],
  ],
]

/** A glyph of a radius around a point. @param shape its number */
export function glyph(context: PathContext, x: number, y: number, r: number, shape: number): void {
  const points = corners[shape] ?? []
  if (points.length === 0) {
    context.moveTo(x + r, y)
    context.arc(x, y, r, 0, Math.PI * 2)
  }
  for (const [k, [dx, dy]] of points.entries())
    if (k === 0) context.moveTo(x + dx * r, y + dy * r)
    else context.lineTo(x + dx * r, y + dy * r)
  context.closePath()
}

/** Each draws any number of things as one path. */
export const shapes = {
  /** x, y, width, height of each. */
  rects: (context, { data, count }) => {
    for (let i = 0; i < count; i += 4)
      context.rect(data[i] as number, data[i + 1] as number, data[i + 2] as number, data[i + 3] as number)
  },
  /** x1, y1, x2, y2 of each. */
  segments: (context, { data, count }) => {
    for (let i = 0; i < count; i += 4) {
      context.moveTo(data[i] as number, data[i + 1] as number)
      context.lineTo(data[i + 2] as number, data[i + 3] as number)
    }
  },
  line,
  /** The corners of one closed area. */
  area: (context, numbers) => {
    line(context, numbers)
    if (numbers.count > 0) context.closePath()
  },
  /** x, y, radius, number of the shape of each. */
  glyphs: (context, { data, count }) => {
    for (let i = 0; i < count; i += 4)
      glyph(context, data[i] as number, data[i + 1] as number, data[i + 2] as number, data[i + 3] as number)
  },
} as const satisfies Readonly<Record<string, Shape>>

export type ShapeName = keyof typeof shapes
