import { type Numbers, type ShapeName, shapes } from './shapes.ts'

/** A hundredth of a pixel is finer than any paper. */
export const short = (value: number): string => String(Math.round(value * 100) / 100)

/** A shape of the chart as the data of an SVG path. */
export function pathText(type: ShapeName, numbers: Numbers): string {
  let d = ''
  shapes[type](
    {
      moveTo: (x, y) => {
        d += `M${short(x)} ${short(y)}`
      },
      lineTo: (x, y) => {
        d += `L${short(x)} ${short(y)}`
      },
      rect: (x, y, width, height) => {
        d += `M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`
      },
      arc: (x, y, r) => {
        d += `A${short(r)} ${short(r)} 0 1 1 ${short(x - r)} ${short(y)}A${short(r)} ${short(r)} 0 1 1 ${short(x + r)} ${short(y)}`
      },
      closePath: () => {
        d += 'z'
      },
    },
    numbers,
  )
  return d
}

/** The parts of a canvas font: `600 12px Inter`. */
export function fontOf(font: string): { readonly weight: string; readonly size: string; readonly family: string } {
  const [, weight = '400', size = '11', family = ''] = /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(font) ?? []
  return { weight, size, family }
}

/** Shares of the size by which the middle and the foot of a line of text lie above its baseline. */
const [MIDDLE, FOOT] = [0.35, -0.2]

/** Pixels from the place of a text down to its baseline. */
export const below = (size: string, align: 'middle' | 'bottom'): number =>
  Number(size) * (align === 'middle' ? MIDDLE : FOOT)
