import { describe, expect, it } from 'vitest'
import { drawCrosshair, type Pointed, type Sheet } from '../../../web/chart/crosshair.ts'
import { themeOf } from '../../../web/chart/theme.ts'
import { layoutOf } from '../../../web/core/ticker/layout.ts'

const layout = layoutOf({
  ...{ width: 1000, height: 600, narrow: false, lanes: 6, periods: 0 },
  ...{ volume: true, ar: true, ribbon: true },
})

/** What is written where, and how far each line goes; letters are seven pixels wide. */
function drawn(pointed: Pointed) {
  const [words, plates, lines]: [[string, number][], number[][], number[][]] = [[], [], []]
  const to: Sheet = {
    ...{ font: '', textAlign: '', textBaseline: '', fillStyle: '', lineWidth: 0, strokeStyle: '' },
    ...{ beginPath: () => {}, stroke: () => {}, setLineDash: () => {} },
    moveTo: (x, y) => void lines.push([x, y]),
    lineTo: (x, y) => void lines.at(-1)?.push(x, y),
    fillRect: (...box) => void plates.push(box),
    fillText: (text, x) => void words.push([text, x]),
    measureText: (text) => ({ width: text.length * 7 }) as TextMetrics,
  }
  const theme = themeOf((name) => name, 'serif')
  const parts = drawCrosshair(to, layout, theme, pointed)
  return { words, plates, lines, parts }
}

describe('drawCrosshair()', () => {
  it('says the moment under the axis and the price beside the plot, at lines through what is pointed at', () => {
    const { left, width, price, axis } = layout
    const { words, plates, lines, parts } = drawn({ x: 300, y: 40.4, moment: '17 Nov', price: '370' })
    expect(lines).toEqual([
      [300.5, price.top, 300.5, axis.top],
      [left, 40.5, left + width, 40.5],
    ])
    // Three letters and four pixels on either side; six letters about the line.
    expect(plates).toEqual([
      [left + width + 2, 31, 29, 18],
      [275, axis.top + 2, 50, 18],
    ])
    expect(words).toEqual([
      ['370', left + width + 6],
      ['17 Nov', 279],
    ])
    // What is put back afterwards: the lines with a pixel around them, and the plates.
    expect(parts).toEqual([
      [299.5, price.top - 1, 2, axis.top - price.top + 2],
      [left - 1, 39.5, width + 2, 2],
      ...plates,
    ])
  })

  it('keeps the moment inside the chart, and draws no line for the keyboard or for what is out of sight', () => {
    expect(drawn({ x: 10, y: null, moment: '17 Nov', price: '370' })).toMatchObject({
      words: [['17 Nov', 4]],
      lines: [[10.5, layout.price.top, 10.5, layout.axis.top]],
    })
    expect(drawn({ x: 999, y: null, moment: '17 Nov', price: null })).toMatchObject({
      words: [['17 Nov', 954]],
      lines: [],
    })
  })
})
