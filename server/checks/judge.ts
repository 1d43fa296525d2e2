import type { CorporateAction } from '../market/action.ts'
import type { IntradayBar } from '../market/bar.ts'
import type { IsoDate } from '../market/day.ts'
import { type Found, finding } from './check.ts'
import { checkNamed, intradayChecks, seriesChecks } from './checks.ts'
import type { Series } from './dailySeries.ts'
import { type Finding, type FindingKey, within } from './finding.ts'
import { type Correctable, type Proposal, proposalsOf } from './proposals.ts'
import type { Intraday, SeriesCheck } from './seriesCheck.ts'

/** An action that figures leave out, and the check that says so. */
export type Unused = Pick<CorporateAction, 'date' | 'kind'> & Pick<FindingKey, 'check'>

export interface Judgement {
  readonly findings: readonly Finding[]
  /** Actions that figures must not use, and dividends to be used less the day's capital gain. */
  readonly unused: readonly Unused[]
  readonly lessGain: readonly IsoDate[]
  readonly proposals: readonly Proposal[]
}

/** Actions on the sessions of findings that their checks have figures leave out. */
export const excludedBy = (findings: readonly FindingKey[]): readonly Unused[] =>
  findings.flatMap(({ check, from }) => {
    const kind = checkNamed(check)?.excludes
    return kind === undefined ? [] : [{ date: from, kind, check }]
  })

/** Puts a whole series of daily bars through every check. Pure. */
export function judge(series: Series): Judgement {
  const seen = look(series)
  const findings = seen.map(({ finding }) => finding)
  const verdicts = seen.flatMap(({ finding: { check }, found: { actions } }) =>
    (actions ?? []).map((action) => ({ ...action, check })),
  )
  const correctable = seen.flatMap(({ finding, found: { factors } }): readonly Correctable[] =>
    factors == null || finding.holds === null ? [] : [{ ...finding, holds: finding.holds, factors }],
  )
  return {
    findings,
    unused: [
      ...verdicts.flatMap(({ date, kind, check, use }) => (use === 'none' ? [{ date, kind, check }] : [])),
      ...excludedBy(findings),
    ],
    lessGain: verdicts.flatMap(({ date, use }) => (use === 'less-gain' ? [date] : [])),
    proposals: proposalsOf(series.bars, findings, correctable, (bars) =>
      look({ ...series, bars }).map(({ finding }) => finding),
    ),
  }
}

interface Seen {
  readonly finding: Finding
  readonly found: Found
}

function look(series: Series): readonly Seen[] {
  const seen: Seen[] = []
  const run = (checks: readonly SeriesCheck[], of: Series) => {
    for (const check of checks) {
      const found = check.run(
        of,
        seen.map((each) => each.finding),
      )
      seen.push(...found.map((each) => ({ finding: finding(check, each), found: each })))
    }
  }
  run(
    seriesChecks.filter(({ sees }) => sees === 'all'),
    series,
  )
  const held = seen.flatMap(({ finding: { holds } }) => (holds === null ? [] : [holds]))
  const sound =
    held.length === 0 ? series.bars : series.bars.filter(({ date }) => !held.some((range) => within(date, range)))
  run(
    seriesChecks.filter(({ sees }) => sees === 'sound'),
    { ...series, bars: sound },
  )
  return seen
}

/**
 * Puts bars within the session through every check that has a rule for them; findings are by session.
 *
 * @param bars in any order
 * @param about currency and splits of the ticker
 */
export function judgeIntraday(
  bars: readonly IntradayBar[],
  expected: readonly IsoDate[],
  about: Pick<Series, 'actions' | 'currency'> = { actions: [], currency: null },
): readonly Finding[] {
  const inOrder = bars.every(({ start }, at) => at === 0 || start > (bars[at - 1]?.start ?? start))
  const sorted = inOrder ? bars : bars.toSorted((a, b) => a.start - b.start)
  const series: Intraday = {
    ...about,
    expected,
    bars: sorted,
    bySession: Map.groupBy(sorted, ({ date }) => date),
  }
  return intradayChecks.flatMap((check) => check.runWithin(series).map((found) => finding(check, found)))
}
