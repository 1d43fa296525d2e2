import { graphic, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { NONE } from './element.ts'

use([CanvasRenderer])

/** What a path is built on: the canvas, or a recorder that stands before it. */
type Path = CanvasRenderingContext2D | { readonly getContext: () => CanvasRenderingContext2D | undefined }

/**
 * An element of ECharts that draws what it is told on the engine's canvas, all of it at once: of one element there is nothing to
 * sort, to compare with the frame before or to find again.
 */
export function drawing(draw: (to: CanvasRenderingContext2D) => void) {
  const Drawing = graphic.extendShape({
    shape: {},
    buildPath(path: Path) {
      const to = 'getContext' in path ? path.getContext() : path
      // Where only the bounds are asked for there is nothing to draw on.
      if (to === undefined) return
      draw(to)
      // What the engine fills afterwards is empty.
      to.beginPath()
    },
  } as unknown as Parameters<typeof graphic.extendShape>[0]) as unknown as new (
    given: object,
  ) => InstanceType<typeof graphic.Rect>
  return new Drawing({ silent: true, style: { fill: NONE } })
}

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
