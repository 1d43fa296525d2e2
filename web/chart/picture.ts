/** A part of a canvas in pixels of the page. */
export type Part = readonly [x: number, y: number, width: number, height: number]

/**
 * The picture of a canvas without what is drawn over it, which moves: on a sheet of its own that would be mixed with the chart pixel
 * by pixel in a browser without a graphics card.
 *
 * @param ratio pixels of the canvas for one of the page
 */
export function keptPicture(sheet: HTMLCanvasElement, ratio: number) {
  const copy = document.createElement('canvas')
  let isKept = false
  let covered: readonly Part[] = []
  return {
    /** The canvas was drawn anew, with nothing over it. */
    changed(): void {
      isKept = false
      covered = []
    },
    /** Keeps what is on the canvas now, with nothing over it, unless it is kept. */
    keep(): void {
      if (isKept) return
      const { width, height } = sheet
      if (copy.width !== width || copy.height !== height) Object.assign(copy, { width, height })
      copy.getContext('2d', { alpha: false })?.drawImage(sheet, 0, 0)
      isKept = true
    },
    /** Parts were drawn over. */
    cover(parts: readonly Part[]): void {
      covered = parts
    },
    /** Puts back what was there. @returns false where it was not kept */
    uncover(): boolean {
      if (covered.length === 0) return true
      const to = isKept ? sheet.getContext('2d') : null
      if (to === null) return false
      to.save()
      to.setTransform(1, 0, 0, 1, 0, 0)
      for (const part of covered) {
        const [x, y, width, height] = inOwnPixels(part, sheet, ratio)
        if (width > 0 && height > 0) to.drawImage(copy, x, y, width, height, x, y, width, height)
      }
      to.restore()
      covered = []
      return true
    },
  }
}

/** Whole pixels of a canvas that a part touches, with one more around it, as far as the canvas goes. */
function inOwnPixels(
  [x, y, width, height]: Part,
  sheet: { readonly width: number; readonly height: number },
  ratio: number,
): Part {
  const [left, top] = [x, y].map((from) => Math.max(0, Math.floor(from * ratio) - 1)) as [number, number]
  const right = Math.min(sheet.width, Math.ceil((x + width) * ratio) + 1)
  const foot = Math.min(sheet.height, Math.ceil((y + height) * ratio) + 1)
  return [left, top, right - left, foot - top]
}
