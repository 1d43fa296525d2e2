import { describe, expect, it } from 'vitest'
import { type Canvas, drawLayers } from '../../../web/chart/canvas.ts'
import { drawn, type Element, written } from '../../../web/chart/element.ts'
import { pathBuffer } from '../../../web/chart/path.ts'

/** What is asked of a canvas, in words, with the colour and the opacity of the moment. */
function asked(layers: Parameters<typeof drawLayers>[1]) {
  const calls: string[] = []
  const state: Record<string, unknown> = { globalAlpha: 1 }
  const to = new Proxy(state, {
    get: (_, name: string) =>
      name in state
        ? state[name]
        : (...given: readonly unknown[]) => {
            const ink = /^(fill|stroke)/.exec(name)?.[1]
            const alpha = state.globalAlpha === 1 ? [] : [state.globalAlpha]
            calls.push(
              [name, ...given.flat(), ...(ink === undefined ? [] : [state[`${ink}Style`]]), ...alpha].join(' '),
            )
          },
    set: (_, name: string, value) => {
      if (name === 'font') calls.push(`font ${value}`)
      state[name] = value
      return true
    },
  })
  drawLayers(to as unknown as Canvas, layers, 8, 100)
  return calls
}

const buffer = (...numbers: readonly [number, number, number, number]) => {
  const made = pathBuffer()
  made.put(...numbers)
  return made
}
const layer = (elements: readonly Element[], clip: { top: number; height: number } | null = null) =>
  ({ name: 'price', clip, elements }) as const

describe('drawLayers()', () => {
  it('draws boxes and straight lines box by box, in their colour and opacity, and nothing of what is empty', () => {
    const elements = [
      drawn('rects', buffer(1, 2, 3, 4), { fill: 'red', stroke: 'blue', opacity: 0.5 }),
      drawn('segments', buffer(5, 0, 5, 9), { stroke: 'green' }),
      drawn('rects', pathBuffer(), { fill: 'grey' }),
    ]
    expect(asked([layer(elements)])).toEqual([
      'fillRect 1 2 3 4 red 0.5',
      'strokeRect 1 2 3 4 blue 0.5',
      'beginPath',
      'fillRect 4.5 0 1 9 green',
      'stroke green',
    ])
  })

  it('draws glyphs one by one, all outlines over all that is filled, and dashed where they are', () => {
    const two = pathBuffer()
    two.put(10, 20, 10, 2)
    two.put(15, 20, 10, 2)
    const square = (left: number) => [
      ...['beginPath', `moveTo ${left} 11`, `lineTo ${left + 18} 11`],
      ...[`lineTo ${left + 18} 29`, `lineTo ${left} 29`, 'closePath'],
    ]
    const half = drawn('glyphs', two, { fill: 'white', stroke: 'ink', lineDash: [2, 2] })
    expect(asked([layer([half])])).toEqual([
      'setLineDash 2 2',
      ...[...square(1), 'fill white', ...square(6), 'fill white'],
      ...[...square(1), 'stroke ink', ...square(6), 'stroke ink'],
      'setLineDash',
    ])
  })

  it('clips a pane to the plot, and draws dashes as one path that leaves none behind', () => {
    const dashes = drawn('segments', buffer(1, 1, 6, 6), { stroke: 'ink', lineDash: [2, 3] })
    expect(asked([layer([dashes], { top: 20, height: 50 })])).toEqual([
      ...['save', 'beginPath', 'rect 8 20 100 50', 'clip'],
      ...['setLineDash 2 3', 'beginPath', 'moveTo 1 1', 'lineTo 6 6', 'stroke ink', 'setLineDash'],
      'restore',
    ])
  })

  it('reads a font once for many words, and again after a clip, which takes it back; what stands on a line is above it', () => {
    const word = (text: string, verticalAlign: 'middle' | 'bottom') =>
      written({ text, x: 1, y: 30, fill: 'ink', font: '600 12px Inter', verticalAlign })
    const clip = { top: 0, height: 9 }
    expect(asked([layer([word('a', 'middle'), word('b', 'bottom')], clip), layer([word('c', 'middle')])])).toEqual([
      ...['save', 'beginPath', 'rect 8 0 100 9', 'clip', 'font 600 12px Inter'],
      ...['fillText a 1 30 ink', 'fillText b 1 24 ink', 'restore'],
      ...['font 600 12px Inter', 'fillText c 1 30 ink'],
    ])
  })
})
