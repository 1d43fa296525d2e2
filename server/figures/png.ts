import { Resvg } from '@resvg/resvg-js'
import { FAMILY, faces } from './typeface.ts'

/** Pixels of the picture for one of the drawing. */
const SCALE = 2

/** A figure as PNG, twice as fine as it is large; drawn with the bundled font and no other, so equal input gives equal bytes. */
export const pngOf = (svg: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(
    new Resvg(svg, {
      fitTo: { mode: 'zoom', value: SCALE },
      font: {
        loadSystemFonts: false,
        fontFiles: Object.values(faces).map(({ file }) => file),
        defaultFontFamily: FAMILY,
      },
    })
      .render()
      .asPng(),
  )
