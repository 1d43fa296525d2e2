import type { DailyBar } from '../../market/bar.ts'
import { type Found, on } from '../check.ts'
import { logReturns, median, ordinaryMove, splitPlaces } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { REACH, stepsBy, tolerance } from '../splits.ts'

type Evidence = {
  readonly kind: 'step'
  readonly values: { readonly before: number; readonly after: number; readonly ratio: number }
}

/** Ratios of shares that companies use. The whole ones also occur the other way round. */
const whole = [2, 3, 4, 5, 8, 10, 15, 20, 25, 30, 50]
const commonRatios = [...whole, ...whole.map((ratio) => 1 / ratio), 3 / 2, 5 / 4]

/**
 * Tolerance without a split to vouch for the step. Falls of a fifth to a third happen, so a ratio below 2 must be met as
 * nearly as a day's own move allows.
 */
const narrow = (ratio: number, sigma: number): number =>
  Math.abs(Math.log(ratio)) < Math.log(2) ? Math.max(0.05, 3 * sigma) : tolerance(ratio, sigma)

/**
 * Is the median volume of ten sessions from `at` on, over that of the ten before, within a factor 2 of `ratio`?
 * A ratio below 2 must also be nearer than 1 is, or unchanged volume would pass for a split of 3:2.
 */
function volumesStepBy(bars: readonly DailyBar[], at: number, ratio: number): boolean {
  const volumes = (from: number, until: number) =>
    median(
      bars.slice(Math.max(0, from), until).flatMap(({ volume }) => (volume === null || volume === 0 ? [] : [volume])),
    )
  const [before, after] = [volumes(at - 10, at), volumes(at, at + 10)]
  if (before === null || after === null) return false
  const times = after / before
  const off = Math.abs(Math.log(times / ratio))
  return off < Math.log(2) && (Math.abs(Math.log(ratio)) >= Math.log(2) || off < Math.abs(Math.log(times)))
}

/** Prices and volumes step like a split that nobody told us of. */
export const splitMissing: SeriesCheck<'SPLIT_MISSING', Evidence> = {
  name: 'SPLIT_MISSING',
  scope: 'series',
  severity: 'error',
  holds: 'history',
  about: ['prices', 'range', 'volume'],
  sees: 'sound',
  run: ({ bars, actions }) => {
    const sigma = ordinaryMove(logReturns(bars))
    const known = splitPlaces({ bars, actions })
    const found: Found<Evidence>[] = []
    for (let at = 1; at < bars.length; at++) {
      const [bar, before, first] = [bars[at], bars[at - 1], bars[0]]
      if (bar === undefined || before === undefined || first === undefined) continue
      const move = Math.log(bar.close / before.close)
      if (Math.abs(move) < 0.1 || known.some((split) => Math.abs(split - at) <= REACH)) continue
      const ratio = commonRatios.find(
        (candidate) =>
          Math.sign(-move) === Math.sign(Math.log(candidate)) &&
          stepsBy(bars, at, candidate, sigma, narrow(candidate, sigma)) &&
          volumesStepBy(bars, at, candidate),
      )
      if (ratio === undefined) continue
      found.push({
        ...on(bar.date),
        evidence: { kind: 'step', values: { before: before.close, after: bar.close, ratio } },
        holds: { from: first.date, to: before.date },
      })
    }
    return found
  },
}
