import { createHash } from 'node:crypto'
import type { Page } from 'playwright-core'

/** A channel that differs by less is the same ink. */
const INK = 8

/**
 * The share of pixels in which two pictures differ; 1 where their sizes do.
 *
 * @param page any page: its browser reads the pictures
 */
export const difference = (page: Page, a: Buffer, b: Buffer): Promise<number> =>
  page.evaluate(
    async ([one, other, ink]) => {
      const pixelsOf = async (text: string) => {
        const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
        const canvas = new OffscreenCanvas(image.width, image.height)
        const context = canvas.getContext('2d')
        context?.drawImage(image, 0, 0)
        return {
          width: image.width,
          data: context?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray(),
        }
      }
      const [first, second] = [await pixelsOf(one), await pixelsOf(other)]
      if (first.width !== second.width || first.data.length !== second.data.length) return 1
      let differing = 0
      for (let i = 0; i < first.data.length; i += 4)
        if ([0, 1, 2].some((k) => Math.abs((first.data[i + k] ?? 0) - (second.data[i + k] ?? 0)) >= ink)) differing++
      return differing / (first.data.length / 4)
    },
    [a.toString('base64'), b.toString('base64'), INK] as const,
  )

/**
 * What pictures depend on beside the page: the browser's major version, and how it draws the page's letters on this
 * machine. Pictures taken where either is another cannot be compared pixel by pixel.
 */
export async function drawnWith(page: Page): Promise<{ readonly chromium: string; readonly letters: string }> {
  const pixels = await page.evaluate(() => {
    const { fontFamily } = getComputedStyle(document.body)
    const canvas = document.createElement('canvas')
    ;[canvas.width, canvas.height] = [600, 120]
    const context = canvas.getContext('2d')
    for (const [row, font] of ['12px', '600 13px', '14px', '700 20px'].entries()) {
      if (context === null) break
      context.font = `${font} ${fontFamily}`
      context.fillText('Aftershock −1,98 % ⇄ ✕ ± β σ [−1, +1] …', 2, 24 + row * 28)
    }
    return canvas.toDataURL()
  })
  const version = page.context().browser()?.version() ?? ''
  return {
    chromium: version.split('.')[0] ?? '',
    letters: createHash('sha256').update(pixels).digest('hex').slice(0, 16),
  }
}
