import { CustomChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { graphic, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([CustomChart, GridComponent, CanvasRenderer])

/** Numbers one after another with how many of them count: buffers are reused from frame to frame. */
export type Numbers = { readonly data: Float32Array; readonly count: number }

type PathContext = {
  moveTo(x: number, y: number): void
  lineTo(x: number, y: number): void
  rect(x: number, y: number, w: number, h: number): void
  arc(x: number, y: number, r: number, from: number, to: number): void
  closePath(): void
}
const nothing: Numbers = { data: new Float32Array(0), count: 0 }

const shape = (type: string, build: (context: PathContext, data: Float32Array, count: number) => void) => {
  const made = graphic.extendShape({
    shape: { numbers: nothing },
    buildPath: (context: unknown, { numbers }: { numbers: Numbers }) =>
      build(context as PathContext, numbers.data, numbers.count),
  })
  graphic.registerShape(type, made as unknown as Parameters<typeof graphic.registerShape>[1])
}

/** x, y, width, height of any number of rectangles as one path. */
shape('rects', (context, data, count) => {
  for (let i = 0; i < count; i += 4)
    context.rect(data[i] as number, data[i + 1] as number, data[i + 2] as number, data[i + 3] as number)
})

/** x1, y1, x2, y2 of any number of lines as one path. */
shape('segments', (context, data, count) => {
  for (let i = 0; i < count; i += 4) {
    context.moveTo(data[i] as number, data[i + 1] as number)
    context.lineTo(data[i + 2] as number, data[i + 3] as number)
  }
})

/** x, y of the points of one line. */
shape('line', (context, data, count) => {
  for (let i = 0; i < count; i += 2)
    if (i === 0) context.moveTo(data[0] as number, data[1] as number)
    else context.lineTo(data[i] as number, data[i + 1] as number)
})

/** x, y of the corners of one closed area. */
shape('area', (context, data, count) => {
  for (let i = 0; i < count; i += 2)
    if (i === 0) context.moveTo(data[0] as number, data[1] as number)
    else context.lineTo(data[i] as number, data[i + 1] as number)
  if (count > 0) context.closePath()
})

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
    [0, -1.12],
    [1.12, 0.86],
    [-1.12, 0.86],
  ],
  [
    [1.05, 0],
    [0.52, 0.92],
    [-0.52, 0.92],
    [-1.05, 0],
    [-0.52, -0.92],
    [0.52, -0.92],
  ],
  // The neutral lane: a tag lying on its side, unlike any of the five.
  [
    [-1.05, -0.68],
    [0.55, -0.68],
    [1.2, 0],
    [0.55, 0.68],
    [-1.05, 0.68],
  ],
]

/** x, y, radius, shape number of any number of glyphs as one path. */
shape('glyphs', (context, data, count) => {
  for (let i = 0; i < count; i += 4) {
    const [x, y, r] = [data[i] as number, data[i + 1] as number, data[i + 2] as number]
    const points = corners[data[i + 3] as number] ?? []
    if (points.length === 0) {
      context.moveTo(x + r, y)
      context.arc(x, y, r, 0, Math.PI * 2)
    }
    for (const [k, [dx, dy]] of points.entries())
      if (k === 0) context.moveTo(x + dx * r, y + dy * r)
      else context.lineTo(x + dx * r, y + dy * r)
    context.closePath()
  }
})

export { init }
