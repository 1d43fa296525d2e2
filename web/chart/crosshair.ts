import type { Layout } from '../core/ticker/layout.ts'
import type { Part } from './picture.ts'
import type { Theme } from './theme.ts'

/** What is pointed at, in pixels of the chart, and what stands at its edges; null: not shown. */
export type Pointed = {
  readonly x: number
  readonly y: number | null
  /** Under the lines of dates. */
  readonly moment: string | null
  /** Beside the prices. */
  readonly price: string | null
}

/** What of a canvas is needed to draw it. */
export type Sheet = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'fillRect' | 'fillText' | 'lineTo' | 'measureText' | 'moveTo' | 'setLineDash' | 'stroke'
> &
  Record<'font' | 'textAlign' | 'textBaseline' | 'fillStyle' | 'lineWidth' | 'strokeStyle', unknown>

/** Height of a plate, and pixels between its ends and its words. */
const [PLATE, PAD] = [18, 4]

/**
 * Draws two dashed lines and what they point at. On the chart's own canvas: elements that move, or change their words,
 * make the browser arrange the whole page anew with each move of the pointer.
 *
 * @returns the parts of the canvas that were drawn on
 */
export function drawCrosshair(
  to: Sheet,
  { left, width, gutter, price, axis }: Layout,
  { ink, soft, hair, surface, font }: Pick<Theme, 'ink' | 'soft' | 'hair' | 'surface' | 'font'>,
  { x, y, moment, price: value }: Pointed,
): readonly Part[] {
  const parts: Part[] = []
  const right = left + width
  const dashed = (colour: string, from: readonly [number, number], end: readonly [number, number]) => {
    to.strokeStyle = colour
    to.beginPath()
    to.moveTo(...from)
    to.lineTo(...end)
    to.stroke()
    parts.push([from[0] - 1, from[1] - 1, end[0] - from[0] + 2, end[1] - from[1] + 2])
  }
  const plate = (text: string, at: (wide: number) => number, top: number) => {
    const wide = Math.ceil(to.measureText(text).width) + 2 * PAD
    to.fillStyle = ink
    to.fillRect(at(wide), top, wide, PLATE)
    to.fillStyle = surface
    to.fillText(text, at(wide) + PAD, top + PLATE / 2 + 0.5)
    parts.push([at(wide), top, wide, PLATE])
  }
  to.font = `12px ${font}`
  to.textBaseline = 'middle'
  to.textAlign = 'left'
  to.lineWidth = 1
  to.setLineDash([3, 3])
  const [across, down] = [Math.round(x) + 0.5, Math.round(y ?? 0) + 0.5]
  if (x >= left && x <= right) dashed(soft, [across, price.top], [across, axis.top])
  if (y !== null) dashed(hair, [left, down], [right, down])
  if (y !== null && value !== null) plate(value, () => right + 2, Math.round(y) - PLATE / 2)
  // Inside the chart, however wide the words are.
  if (moment !== null)
    plate(moment, (wide) => Math.max(0, Math.min(Math.round(x - wide / 2), right + gutter - wide)), axis.top + 2)
  return parts
}
