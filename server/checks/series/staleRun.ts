import type { DailyBar } from '../../market/bar.ts'
import type { IsoDate } from '../../market/day.ts'
import type { Found } from '../check.ts'
import { hasVolume, indexFrom } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { gapsIn } from './gap.ts'

type Evidence = { readonly kind: 'run'; readonly values: { readonly sessions: number; readonly close: number } }

/** Sessions at one price from which on a run counts: with volumes of zero, and where there are no volumes at all. */
const LEAST = 3
const LEAST_WITHOUT_VOLUME = 5

const isFlat = ({ open, high, low, close }: DailyBar, before: DailyBar | undefined): boolean =>
  before !== undefined && open === high && high === low && low === close && close === before.close

/** Bars before which a session is missing: they do not follow the one stored before them. */
function afterGaps(bars: readonly DailyBar[], expected: readonly IsoDate[]): ReadonlySet<IsoDate> {
  const runs = gapsIn(expected, new Set(bars.map(({ date }) => date)))
  return new Set(runs.flatMap((run) => bars[indexFrom(bars, run.at(-1) ?? run[0])]?.date ?? []))
}

/** The same price for days without a trade. */
export const staleRun: SeriesCheck<'STALE_RUN', Evidence> = {
  name: 'STALE_RUN',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices'],
  sees: 'all',
  run: ({ bars, expected }) => {
    const withVolume = hasVolume(bars)
    const afterGap = afterGaps(bars, expected)
    const least = withVolume ? LEAST : LEAST_WITHOUT_VOLUME
    const found: Found<Evidence>[] = []
    let start: number | null = null
    for (let at = 0; at <= bars.length; at++) {
      const bar = bars[at]
      const stale = bar !== undefined && isFlat(bar, bars[at - 1]) && (!withVolume || bar.volume === 0)
      if (stale && (start === null || !afterGap.has(bar.date))) {
        start ??= at
        continue
      }
      const [from, to] = [start === null ? undefined : bars[start], bars[at - 1]]
      if (start !== null && from !== undefined && to !== undefined && at - start >= least) {
        const values = { sessions: at - start, close: from.close }
        found.push({ from: from.date, to: to.date, evidence: { kind: 'run', values } })
      }
      start = stale ? at : null
    }
    return found
  },
}
