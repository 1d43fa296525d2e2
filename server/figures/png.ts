import { renderAsync } from '@resvg/resvg-js'
import { FAMILY, faces } from './typeface.ts'

/** Pixels of the picture for one of the drawing. */
const SCALE = 2

/**
 * A figure as PNG, twice as fine as it is large; drawn with the bundled font and no other, so equal input gives equal
 * bytes. A large one takes a second: it is drawn on a thread of the library's own.
 */
export async function pngOf(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const drawn = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: SCALE },
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(faces).map(({ file }) => file),
      defaultFontFamily: FAMILY,
    },
  })
  return new Uint8Array(drawn.asPng())
}
