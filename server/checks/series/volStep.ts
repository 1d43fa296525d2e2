import { type Found, on } from '../check.ts'
import { median } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

/** Median volumes of the weeks before and after, and how many times the one is the other. */
type Evidence = {
  readonly kind: 'volumes'
  readonly values: { readonly before: number; readonly after: number; readonly times: number }
}

/** Sessions on each side, and how far the power of ten of their ratio may lie from that of a hundred or a thousand. */
const SESSIONS = 20
const POWERS = [2, 3] as const
const NEAR = 0.25

/** Volumes go on a hundred or a thousand times as large or small: lots instead of shares, thousands instead of units. */
export const volStep: SeriesCheck<'VOL_STEP', Evidence> = {
  name: 'VOL_STEP',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['volume'],
  sees: 'all',
  run: ({ bars }) => {
    const volumes = bars.map(({ volume }) => volume ?? 0)
    const usual = (from: number, until: number) =>
      median(volumes.slice(Math.max(0, from), until).filter((volume) => volume > 0))
    const steps = volumes.flatMap((volume, at) => {
      // Cheap first: a step shows between two neighbours, though noise may hide part of it.
      const last = volumes[at - 1] ?? 0
      if (volume <= 0 || last <= 0 || Math.abs(Math.log10(volume / last)) < 1) return []
      const [before, after] = [usual(at - SESSIONS, at), usual(at, at + SESSIONS)]
      if (at < 5 || volumes.length - at < 5 || before === null || after === null) return []
      const power = Math.abs(Math.log10(after / before))
      return POWERS.some((each) => Math.abs(power - each) < NEAR) ? [{ at, before, after }] : []
    })
    return steps.flatMap(({ at, before, after }): readonly Found<Evidence>[] => {
      const bar = bars[at]
      if (bar === undefined) return []
      return [{ ...on(bar.date), evidence: { kind: 'volumes', values: { before, after, times: after / before } } }]
    })
  },
}
