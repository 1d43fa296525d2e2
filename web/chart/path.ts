import type { Numbers } from './shapes.ts'

/** A growing buffer of coordinates that is emptied, not thrown away, between frames. */
export type PathBuffer = {
  /** A point, or a thing of four numbers. */
  readonly put: (a: number, b: number, c?: number, d?: number) => void
  readonly clear: () => void
  readonly numbers: () => Numbers
}

export function pathBuffer(): PathBuffer {
  let data = new Float32Array(256)
  let count = 0
  return {
    put: (a, b, c, d) => {
      if (count + 4 > data.length) {
        const larger = new Float32Array(data.length * 2)
        larger.set(data)
        data = larger
      }
      data[count++] = a
      data[count++] = b
      if (c === undefined || d === undefined) return
      data[count++] = c
      data[count++] = d
    },
    clear: () => {
      count = 0
    },
    numbers: () => ({ data, count }),
  }
}

/** The middle of a device pixel, so that a line of one pixel is one pixel wide. */
export const crisp = (pixel: number): number => Math.round(pixel - 0.5) + 0.5
