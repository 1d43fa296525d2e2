import { graphic, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { NONE } from './element.ts'
import { type Numbers, type PathContext, type ShapeName, shapes } from './shapes.ts'

use([CanvasRenderer])

const nothing: Numbers = { data: new Float32Array(0), count: 0 }

/** What ECharts draws a path of ours with. */
export type PathElement = InstanceType<typeof graphic.Rect>

type Make = new (given: { readonly silent: true }) => PathElement
/** What a path is built on: the canvas, or a recorder that may stand before it. */
type Path =
  | CanvasRenderingContext2D
  | ({ readonly getContext: () => CanvasRenderingContext2D | undefined } & PathContext)

/** A class of element for each shape. Its numbers are none of the shapes that the engine's types know. */
const made = Object.fromEntries(
  Object.entries(shapes).map(([name, draw]) => [
    name,
    graphic.extendShape({
      shape: { numbers: nothing },
      buildPath(this: PathElement, path: Path, { numbers }: { numbers: Numbers }) {
        const atOnce = this.style.lineDash ? undefined : boxes[name]
        const to = 'getContext' in path ? path.getContext() : path
        // Where only the bounds are asked for there is nothing to draw on.
        if (atOnce === undefined || to === undefined) draw(path, numbers)
        else atOnce(to, numbers, this.style)
      },
    } as unknown as Parameters<typeof graphic.extendShape>[0]) as unknown as Make,
  ]),
) as Record<ShapeName, Make>

/** Gives a path what it draws now. */
export function reshape(element: PathElement, numbers: Numbers): void {
  Object.assign(element.shape, { numbers })
  element.dirtyShape()
}

type Paint = Pick<PathElement['style'], 'fill' | 'stroke'>

const isSeen = (paint: Paint['fill']): paint is string => typeof paint === 'string' && paint !== NONE

/**
 * Boxes, and lines along the axes a pixel wide, as boxes one by one and not as one path: a browser without a graphics
 * card fills a path of hundreds of them many times slower.
 */
const boxes: Readonly<Record<string, (to: CanvasRenderingContext2D, numbers: Numbers, paint: Paint) => void>> = {
  rects: (to, { data, count }, { fill, stroke }) => {
    for (let i = 0; i < count; i += 4) {
      const [x, y, w, h] = [data[i] as number, data[i + 1] as number, data[i + 2] as number, data[i + 3] as number]
      if (isSeen(fill)) to.fillRect(x, y, w, h)
      if (isSeen(stroke)) to.strokeRect(x, y, w, h)
    }
  },
  segments: (to, { data, count }, { stroke }) => {
    if (!isSeen(stroke)) return
    // The engine knows what it set the colour to, so it is put back.
    const before = to.fillStyle
    to.fillStyle = stroke
    to.beginPath()
    for (let i = 0; i < count; i += 4) {
      const [x1, y1, x2, y2] = [data[i] as number, data[i + 1] as number, data[i + 2] as number, data[i + 3] as number]
      if (x1 === x2) to.fillRect(x1 - 0.5, y1, 1, y2 - y1)
      else if (y1 === y2) to.fillRect(x1, y1 - 0.5, x2 - x1, 1)
      else {
        to.moveTo(x1, y1)
        to.lineTo(x2, y2)
      }
    }
    to.fillStyle = before
  },
}

export const pathElement = (shape: ShapeName): PathElement => new made[shape]({ silent: true })
export const textElement = () => new graphic.Text({ silent: true })
export const groupElement = () => new graphic.Group({ silent: true })
export const boxElement = () => new graphic.Rect()

/** What of the engine's canvas listens and goes on by itself. */
type Busy = {
  readonly handler: { setHandlerProxy(proxy: never): void }
  readonly animation: { start(): void; stop(): void }
}

/** Hears nothing: the engine's own would look for what is under the pointer with each move. */
const unheard = { dispose: () => {}, setCursor: () => {} } as never

/** Nothing of what is drawn hears the pointer, and nothing moves by itself: the chart looks after both. */
export function still({ handler, animation }: Busy): void {
  handler.setHandlerProxy(unheard)
  animation.stop()
  animation.start = () => {}
}

export { init }
