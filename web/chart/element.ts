import type { PathBuffer } from './path.ts'
import type { Numbers, ShapeName } from './shapes.ts'

/** Something to draw: a path of many things, or a text. */
export type Element =
  | {
      readonly type: ShapeName
      readonly shape: { readonly numbers: Numbers }
      readonly style: PathStyle
    }
  | { readonly type: 'text'; readonly style: TextStyle }

export type PathStyle = {
  readonly fill: string
  readonly stroke: string
  readonly lineWidth?: number
  readonly lineDash?: readonly number[]
  readonly lineJoin?: 'round'
  readonly opacity?: number
}
export type TextStyle = {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly fill: string
  readonly font: string
  readonly align?: 'center'
  readonly verticalAlign: 'middle' | 'bottom'
}

/** The colour of what is not drawn. */
export const NONE = 'rgba(0,0,0,0)'

/** What is put into a buffer, as one path; fill or stroke that is not named is none. */
export const drawn = (type: ShapeName, buffer: PathBuffer, style: Partial<PathStyle>): Element => ({
  type,
  shape: { numbers: buffer.numbers() },
  style: { fill: NONE, stroke: NONE, ...style },
})

export const written = (style: TextStyle): Element => ({ type: 'text', style })
