import type { PairSums } from '../stats/correlation.ts'
import { normalQuantile } from '../stats/distributions.ts'
import type { Panel } from '../stats/panel.ts'

/** Cumulative average abnormal return from the first session of the event window to `rel`, with its band. */
export interface AveragePoint {
  readonly rel: number
  /** Events with an observation so far. */
  readonly n: number
  readonly caar: number | null
  /** From the exact variances of the single CARs and the correlation between events that share sessions. */
  readonly se: number | null
  readonly ciLow: number | null
  readonly ciHigh: number | null
  /** From the spread between the events. */
  readonly seCross: number | null
  readonly rbar: number | null
}

/**
 * The path of the CAAR in event time. Its variance is sum(v_i)/n² · (1 + (n - 1) r), v_i the exact variance of the CAR
 * so far and r the average correlation of methods section 7.1: with no shared sessions the variance of MacKinlay (1997),
 * with shared ones the correction that Kolari and Pynnonen (2010) apply to Patell's test.
 */
export function averagePath({ events, settings, days, path }: Panel, pairs: PairSums): readonly AveragePoint[] {
  const N = events.length
  if (N === 0) return []
  const critical = normalQuantile(1 - settings.alpha / 2)
  // CAR of each row so far; NaN where it has none.
  const x = new Float64Array(N).fill(Number.NaN)
  return days.map((day, d): AveragePoint => {
    const rel = day.window[0]
    let [n, sum] = [0, 0]
    for (let row = 0; row < N; row++) {
      const ar = day.x[row] as number
      if (d >= (path.length[row] as number)) x[row] = Number.NaN
      else if (!Number.isNaN(ar)) x[row] = Number.isNaN(x[row]) ? ar : (x[row] as number) + ar
      const value = x[row] as number
      if (Number.isNaN(value)) continue
      n++
      sum += value
    }
    if (n === 0) return { rel, n, caar: null, se: null, ciLow: null, ciHigh: null, seCross: null, rbar: null }
    const caar = sum / n
    let squares = 0
    for (let row = 0; row < N; row++) {
      const value = x[row] as number
      if (!Number.isNaN(value)) squares += (value - caar) ** 2
    }
    const rbar = n < 2 ? 0 : (2 * pairs.weighted({ window: [settings.event[0], rel], x })) / (n * (n - 1))
    const inflation = 1 + (n - 1) * rbar
    const se = inflation > 0 ? Math.sqrt(((path.variances[d] as number) * inflation) / (n * n)) : null
    return {
      rel,
      n,
      caar,
      se,
      ciLow: se === null ? null : caar - critical * se,
      ciHigh: se === null ? null : caar + critical * se,
      seCross: n < 2 ? null : Math.sqrt(squares / (n - 1) / n),
      rbar,
    }
  })
}
