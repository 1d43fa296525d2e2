import { NONE, type PathStyle, type TextStyle } from './element.ts'
import type { Layer } from './paint.ts'
import { glyph, type Numbers, type PathContext, type ShapeName, shapes } from './shapes.ts'

/** What of a canvas layers are drawn with. */
export type Canvas = PathContext &
  Pick<
    CanvasRenderingContext2D,
    | 'beginPath'
    | 'clip'
    | 'fill'
    | 'fillRect'
    | 'fillText'
    | 'restore'
    | 'save'
    | 'setLineDash'
    | 'stroke'
    | 'strokeRect'
  > & {
    fillStyle: unknown
    strokeStyle: unknown
    font: string
    globalAlpha: number
    lineJoin: CanvasLineJoin
    lineWidth: number
    textAlign: CanvasTextAlign
    textBaseline: CanvasTextBaseline
  }

const SOLID: number[] = []

/** The font that the canvas has; null where it is not known. */
type Pen = { font: string | null }

/**
 * Draws layers one over the other.
 *
 * @param left first pixel of the plot, and `width` how many it has: what is clipped is clipped to them
 */
export function drawLayers(to: Canvas, layers: readonly Layer[], left: number, width: number): void {
  const pen: Pen = { font: null }
  to.textBaseline = 'middle'
  for (const { clip, elements } of layers) {
    if (clip !== null) {
      to.save()
      to.beginPath()
      to.rect(left, clip.top, width, clip.height)
      to.clip()
    }
    for (const element of elements)
      if (element.type === 'text') write(to, element.style, pen)
      else if (element.shape.numbers.count > 0) draw(to, element.type, element.shape.numbers, element.style)
    if (clip === null) continue
    to.restore()
    pen.font = null
  }
}

function write(to: Canvas, { text, x, y, fill, font, align, verticalAlign }: TextStyle, pen: Pen): void {
  // Reading a font costs more than writing with it.
  if (pen.font !== font) to.font = font
  pen.font = font
  to.textAlign = align ?? 'left'
  to.fillStyle = fill
  to.fillText(text, x, verticalAlign === 'middle' ? y : y - sizeOf(font) / 2)
}

const sizeOf = (font: string): number => Number.parseFloat(/[\d.]+(?=px)/.exec(font)?.[0] ?? '0')

const isSeen = (colour: string): boolean => colour !== NONE && colour !== ''

function draw(to: Canvas, type: ShapeName, numbers: Numbers, style: PathStyle): void {
  const { fill, stroke, lineWidth = 1, lineDash, lineJoin = 'miter', opacity = 1 } = style
  to.globalAlpha = opacity
  to.fillStyle = fill
  to.strokeStyle = stroke
  to.lineWidth = lineWidth
  to.lineJoin = lineJoin
  if (lineDash !== undefined) to.setLineDash([...lineDash])
  // A box that is filled has no line to be dashed.
  const oneByOne = lineDash === undefined || type === 'glyphs' ? apart[type] : undefined
  if (oneByOne === undefined) {
    to.beginPath()
    shapes[type](to, numbers)
    if (isSeen(fill)) to.fill()
    if (isSeen(stroke) && lineWidth > 0) to.stroke()
  } else oneByOne(to, numbers, style)
  if (lineDash !== undefined) to.setLineDash(SOLID)
  to.globalAlpha = 1
}

/**
 * Glyphs, boxes, and lines along the axes a pixel wide as boxes, one by one and not as one path: a browser without a graphics
 * card fills a path of hundreds of boxes many times slower, and takes half as long again to outline one of hundreds of glyphs.
 */
const apart: Readonly<Partial<Record<ShapeName, (to: Canvas, numbers: Numbers, style: PathStyle) => void>>> = {
  rects: (to, { data, count }, { fill, stroke }) => {
    const [isFilled, isOutlined] = [isSeen(fill), isSeen(stroke)]
    for (let i = 0; i < count; i += 4) {
      const [x, y, w, h] = [data[i] as number, data[i + 1] as number, data[i + 2] as number, data[i + 3] as number]
      if (isFilled) to.fillRect(x, y, w, h)
      if (isOutlined) to.strokeRect(x, y, w, h)
    }
  },
  glyphs: (to, { data, count }, { fill, stroke, lineWidth = 1 }) => {
    const [isFilled, isOutlined] = [isSeen(fill), isSeen(stroke) && lineWidth > 0]
    const trace = (i: number) => {
      to.beginPath()
      glyph(to, data[i] as number, data[i + 1] as number, data[i + 2] as number, data[i + 3] as number)
    }
    // All outlines lie over all that is filled, as those of one path do.
    for (let i = 0; isFilled && i < count; i += 4) {
      trace(i)
      to.fill()
    }
    for (let i = 0; isOutlined && i < count; i += 4) {
      trace(i)
      to.stroke()
    }
  },
  segments: (to, { data, count }, { stroke }) => {
    if (!isSeen(stroke)) return
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
    to.stroke()
  },
}
