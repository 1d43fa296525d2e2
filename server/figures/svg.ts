import { below, fontOf, pathText, short } from '../../web/chart/drawnText.ts'
import type { Element } from '../../web/chart/element.ts'

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

const NONE = 'rgba(0,0,0,0)'

/** A colour as drawing programs know it: `rgb(11 111 184 / 0.1)` is older than some of them. */
function paintOf(name: 'fill' | 'stroke', colour: string): string {
  if (colour === NONE || colour === '') return ` ${name}="none"`
  const parts = /^rgb\((\d+) (\d+) (\d+) \/ ([\d.]+)\)$/.exec(colour)
  if (parts === null) return ` ${name}="${escaped(colour)}"`
  const [, red, green, blue, alpha] = parts
  return ` ${name}="rgb(${red},${green},${blue})" ${name}-opacity="${alpha}"`
}

/** One element as SVG; nothing for a path without a point. */
export function svgOf(element: Element): string {
  if (element.type === 'text') return textOf(element.style)
  if (element.shape.numbers.count === 0) return ''
  const { fill, stroke, lineWidth = 1, lineDash, lineJoin, opacity } = element.style
  const d = pathText(element.type, element.shape.numbers)
  const dash = lineDash === undefined ? '' : ` stroke-dasharray="${lineDash.join(' ')}"`
  const join = lineJoin === undefined ? '' : ` stroke-linejoin="${lineJoin}"`
  const faint = opacity === undefined ? '' : ` opacity="${opacity}"`
  return `<path d="${d}"${paintOf('fill', fill)}${paintOf('stroke', stroke)} stroke-width="${lineWidth}"${dash}${join}${faint}/>`
}

function textOf({ text, x, y, fill, font, align, verticalAlign }: Extract<Element, { type: 'text' }>['style']): string {
  const { weight, size, family } = fontOf(font)
  const baseline = y + below(size, verticalAlign)
  const anchor = align === 'center' ? ' text-anchor="middle"' : ''
  return `<text x="${short(x)}" y="${short(baseline)}" font-family="${escaped(family)}" font-size="${size}" font-weight="${weight}"${paintOf('fill', fill)}${anchor}>${escaped(text)}</text>`
}

interface Sheet {
  readonly width: number
  readonly height: number
  /** What a screen reader says of the picture. */
  readonly title: string
  readonly description: string
  readonly ground: string
  /** Drawn in this order. */
  readonly parts: readonly string[]
}

/** A whole figure: no style sheet, no script, no reference to anything outside. */
export const sheetOf = ({ width, height, title, description, ground, parts }: Sheet): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">
<title id="title">${escaped(title)}</title><desc id="description">${escaped(description)}</desc>
<rect width="${width}" height="${height}"${paintOf('fill', ground)}/>
${parts.filter((part) => part !== '').join('\n')}
</svg>
`

/** Elements of which only what lies inside a box is seen. @param id unique within the sheet */
export const clipped = (
  elements: readonly Element[],
  id: string,
  box: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
): string =>
  `<clipPath id="${id}"><rect x="${short(box.left)}" y="${short(box.top)}" width="${short(box.width)}" height="${short(box.height)}"/></clipPath><g clip-path="url(#${id})">${elements.map(svgOf).join('')}</g>`
