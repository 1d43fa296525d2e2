import { CustomChart } from 'echarts/charts'
import { GridComponent } from 'echarts/components'
import { graphic, init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { type Numbers, type PathContext, shapes } from './shapes.ts'

use([CustomChart, GridComponent, CanvasRenderer])

const nothing: Numbers = { data: new Float32Array(0), count: 0 }

for (const [name, draw] of Object.entries(shapes)) {
  const made = graphic.extendShape({
    shape: { numbers: nothing },
    buildPath: (context: PathContext, { numbers }: { numbers: Numbers }) => draw(context, numbers),
  })
  // The registry's type asks for a class, what is given it here is one that the library made itself.
  graphic.registerShape(name, made as unknown as Parameters<typeof graphic.registerShape>[1])
}

export { init }
