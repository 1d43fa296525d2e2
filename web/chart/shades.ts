import type { Theme } from './theme.ts'

/** How much of the page's colour lies over what is off screen, and pixels of the edge of what is on it. */
const [VEIL, EDGE] = [0.72, 2]

/** Shades what lies before and after a part of the whole, whose ends are shares of it, over all of a canvas. */
export function drawShades(
  canvas: HTMLCanvasElement,
  [from, to]: readonly [number, number],
  { page, accent }: Pick<Theme, 'page' | 'accent'>,
): void {
  const { clientWidth: wide, clientHeight: high } = canvas
  const sheet = canvas.getContext('2d')
  if (sheet === null) return
  const [width, height] = [Math.round(wide * devicePixelRatio), Math.round(high * devicePixelRatio)]
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  sheet.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
  sheet.clearRect(0, 0, wide, high)
  sheet.globalAlpha = VEIL
  sheet.fillStyle = page
  sheet.fillRect(0, 0, from * wide, high)
  sheet.fillRect(to * wide, 0, wide - to * wide, high)
  sheet.globalAlpha = 1
  sheet.fillStyle = accent
  sheet.fillRect(from * wide - EDGE, 0, EDGE, high)
  sheet.fillRect(to * wide, 0, EDGE, high)
}
