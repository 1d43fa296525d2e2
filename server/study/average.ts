import { pairSums } from '../stats/correlation.ts'
import { normalQuantile } from '../stats/distributions.ts'
import { panelOf } from '../stats/panel.ts'
import type { SampleEvent } from '../stats/sampleEvent.ts'
import type { Settings } from '../stats/settings.ts'

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
export function averagePath(events: readonly SampleEvent[], settings: Settings): readonly AveragePoint[] {
  const [w0, w1] = settings.event
  const windows = Array.from({ length: w1 - w0 + 1 }, (_, i) => [w0, w0 + i] as const)
  const { panel } = panelOf(events, { ...settings, windows })
  const rows = Int32Array.from(panel.events, (_, row) => row)
  if (rows.length === 0) return []
  const pairs = pairSums(panel, rows)
  const critical = normalQuantile(1 - settings.alpha / 2)
  return panel.windows.map((column): AveragePoint => {
    const rel = column.window[1]
    let [n, sum, variances] = [0, 0, 0]
    for (const row of rows) {
      const value = column.x[row] as number
      if (Number.isNaN(value)) continue
      n++
      sum += value
      variances += (column.se[row] as number) ** 2
    }
    if (n === 0) return { rel, n, caar: null, se: null, ciLow: null, ciHigh: null, seCross: null, rbar: null }
    const caar = sum / n
    let squares = 0
    for (const row of rows) {
      const value = column.x[row] as number
      if (!Number.isNaN(value)) squares += (value - caar) ** 2
    }
    const rbar = n < 2 ? 0 : (2 * pairs.weighted(column)) / (n * (n - 1))
    const inflation = 1 + (n - 1) * rbar
    const se = inflation > 0 ? Math.sqrt((variances * inflation) / (n * n)) : null
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
