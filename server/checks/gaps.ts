import type { DailyBar } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import { type Finding, onSession, shown } from './finding.ts'
import { hasVolume, indexFrom, type Series } from './series.ts'

/** Sessions without a bar, as runs of sessions that follow one another. */
export function gapsIn(
  expected: readonly IsoDate[],
  present: ReadonlySet<IsoDate>,
): readonly (readonly [IsoDate, ...IsoDate[]])[] {
  const runs: [IsoDate, ...IsoDate[]][] = []
  let run: [IsoDate, ...IsoDate[]] | null = null
  for (const date of expected) {
    if (present.has(date)) run = null
    else if (run === null) {
      run = [date]
      runs.push(run)
    } else run.push(date)
  }
  return runs
}

/** GAP: one finding for each run of missing sessions. GAP_RETURN: the return over a run, marked at the bar after it. */
export function checkGaps({ bars, expected }: Series): readonly Finding[] {
  const first = bars[0]
  if (first === undefined) return []
  const present = new Set(bars.map(({ date }) => date))
  const sessions = expected.filter((date) => date >= first.date)
  const last = bars.at(-1)?.date ?? first.date
  const findings: Finding[] = []
  for (const run of gapsIn(sessions, present)) {
    const to = run.at(-1) ?? run[0]
    findings.push({
      check: 'GAP',
      severity: 'warn',
      from: run[0],
      to,
      observed: `${run.length} of ${sessions.length} sessions without a bar`,
      expected: 'a bar a session',
      holds: null,
    })
    if (to < last) {
      const after = bars.find(({ date }) => date > to)
      if (after !== undefined)
        findings.push(
          onSession('GAP_RETURN', 'warn', after.date, `a return over ${run.length + 1} sessions`, '1 session'),
        )
    }
  }
  return findings
}

const isFlat = ({ open, high, low, close }: DailyBar, before: DailyBar | undefined): boolean =>
  before !== undefined && open === high && high === low && low === close && close === before.close

/** Bars before which a session is missing. */
function afterGaps(bars: readonly DailyBar[], expected: readonly IsoDate[]): ReadonlySet<IsoDate> {
  const runs = gapsIn(expected, new Set(bars.map(({ date }) => date)))
  return new Set(runs.flatMap((run) => bars[indexFrom(bars, run.at(-1) ?? run[0])]?.date ?? []))
}

/** STALE_RUN: the same price for days without a trade: at least three sessions, five where there are no volumes. */
export function checkStale({ bars, expected }: Series): readonly Finding[] {
  const withVolume = hasVolume(bars)
  const afterGap = afterGaps(bars, expected)
  const least = withVolume ? 3 : 5
  const findings: Finding[] = []
  let start: number | null = null
  for (let at = 0; at <= bars.length; at++) {
    const bar = bars[at]
    const stale = bar !== undefined && isFlat(bar, bars[at - 1]) && (!withVolume || bar.volume === 0)
    // Sessions with one missing between them do not follow one another.
    if (stale && (start === null || !afterGap.has(bar.date))) {
      start ??= at
      continue
    }
    const [from, to] = [start === null ? undefined : bars[start], bars[at - 1]]
    if (start !== null && from !== undefined && to !== undefined && at - start >= least)
      findings.push({
        check: 'STALE_RUN',
        severity: 'warn',
        from: from.date,
        to: to.date,
        observed: `${at - start} sessions at ${shown(from.close)} without a trade`,
        expected: null,
        holds: null,
      })
    start = stale ? at : null
  }
  return findings
}

/** VOL_ZERO_MOVE: the price moved and nothing was traded. */
export function checkIdleMoves({ bars }: Series): readonly Finding[] {
  if (!hasVolume(bars)) return []
  return bars.flatMap(({ date, high, low, close, volume }, at) => {
    const before = bars[at - 1]
    const moved = before !== undefined && Math.abs(close / before.close - 1) > 0.05
    if (volume !== 0 || (high === low && !moved)) return []
    return [onSession('VOL_ZERO_MOVE', 'warn', date, `volume 0, low ${shown(low)}, high ${shown(high)}`, 'some volume')]
  })
}
