import { renderAsync } from '@resvg/resvg-js'
import { FAMILY, faces } from './typeface.ts'

/**
 * A figure as PNG; drawn with the bundled font and no other, so equal input gives equal
 * bytes. A large one takes a second: it is drawn on a thread of the library's own.
 *
 * @param scale pixels of the picture for one of the drawing
 */
export async function pngOf(svg: string, scale: number): Promise<Uint8Array<ArrayBuffer>> {
  const drawn = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: {
      loadSystemFonts: false,
      fontFiles: Object.values(faces).map(({ file }) => file),
      defaultFontFamily: FAMILY,
    },
  })
  return new Uint8Array(drawn.asPng())
}
