import { returnNoise } from './fit.ts'
import type { Panel } from './panel.ts'

/** How far a window's figures move when any one event is left out. */
export type LeaveOneOut = {
  readonly from: number
  readonly to: number
  readonly meanLow: number
  readonly meanHigh: number
  readonly tCrossLow: number | null
  readonly tCrossHigh: number | null
  readonly tBmpLow: number | null
  readonly tBmpHigh: number | null
  /** The event whose absence moves the mean most. */
  readonly mostInfluential: string
}

/** Mean and tests of every window without each of its events in turn; none with fewer than four. */
export function leaveOneOut(panel: Panel): readonly LeaveOneOut[] {
  return panel.windows.flatMap((column) => {
    const present = [...panel.events.keys()].filter((row) => !Number.isNaN(column.x[row] as number))
    const n = present.length
    if (n < 4) return []
    const x = present.map((row) => column.x[row] as number)
    const z = present.map((row) => (column.x[row] as number) / (column.se[row] as number))
    const plain = withoutEach(x, returnNoise)
    const standardised = withoutEach(z, 1e-10)
    const mean = x.reduce((sum, value) => sum + value, 0) / n
    let most = 0
    for (let i = 1; i < n; i++) if (Math.abs((x[i] as number) - mean) > Math.abs((x[most] as number) - mean)) most = i
    return [
      {
        from: column.window[0],
        to: column.window[1],
        meanLow: plain.meanLow,
        meanHigh: plain.meanHigh,
        tCrossLow: plain.tLow,
        tCrossHigh: plain.tHigh,
        tBmpLow: standardised.tLow,
        tBmpHigh: standardised.tHigh,
        mostInfluential: panel.events[present[most] as number]?.id ?? '',
      },
    ]
  })
}

/** Smallest and largest mean and cross-sectional t over the samples that lack one value each. */
function withoutEach(values: readonly number[], noise: number) {
  const n = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  let [meanLow, meanHigh] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  let [tLow, tHigh]: [number | null, number | null] = [null, null]
  for (const value of values) {
    const rest = mean + (mean - value) / (n - 1)
    const left = Math.max(0, squares - ((value - mean) ** 2 * n) / (n - 1))
    meanLow = Math.min(meanLow, rest)
    meanHigh = Math.max(meanHigh, rest)
    const sd = Math.sqrt(left / (n - 2))
    if (!(sd > noise)) continue
    const t = rest / (sd / Math.sqrt(n - 1))
    tLow = tLow === null ? t : Math.min(tLow, t)
    tHigh = tHigh === null ? t : Math.max(tHigh, t)
  }
  return { meanLow, meanHigh, tLow, tHigh }
}
