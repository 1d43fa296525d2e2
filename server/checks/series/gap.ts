import type { IsoDate } from '../../market/day.ts'
import type { Found } from '../check.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Counts = { readonly missing: number; readonly sessions: number }
/** Gaps one after the other, and how many. */
type Stretch = Counts & { readonly gaps: number }
type Evidence =
  /** Sessions from the first bar on. */
  | { readonly kind: 'sessions'; readonly values: Counts }
  /** Sessions of the stretch. */
  | { readonly kind: 'stretch'; readonly values: Stretch }
  /** Of bars within the session: no bar of the regular hours. */
  | { readonly kind: 'regular-sessions'; readonly values: Counts }
  | { readonly kind: 'regular-stretch'; readonly values: Stretch }

/** Gaps that so few sessions with a bar part, and so many of them, are one stretch: a share that seldom trades has hundreds. */
const APART = 5
const MANY = 3

type Run = readonly [IsoDate, ...IsoDate[]]

/** Sessions without a bar, as runs of sessions that follow one another. */
export function gapsIn(expected: readonly IsoDate[], present: ReadonlySet<IsoDate>): readonly Run[] {
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

/** Runs by stretch. */
function stretches(runs: readonly Run[], place: ReadonlyMap<IsoDate, number>): readonly (readonly Run[])[] {
  const near: Run[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const run of runs) {
    const begin = place.get(run[0]) ?? 0
    if (begin - end - 1 <= APART) near.at(-1)?.push(run)
    else near.push([run])
    end = begin + run.length - 1
  }
  return near.flatMap((chain) => (chain.length < MANY ? chain.map((run) => [run]) : [chain]))
}

/** Gaps from the first bar on, each with the number of sessions that should have one; many near one another as one. */
function gapsFrom(dates: Iterable<IsoDate>, expected: readonly IsoDate[]) {
  const present = new Set(dates)
  const first = [...present].reduce<IsoDate | null>(
    (least, date) => (least === null || date < least ? date : least),
    null,
  )
  const sessions = first === null ? [] : expected.filter((date) => date >= first)
  const place = new Map(sessions.map((date, index) => [date, index]))
  return stretches(gapsIn(sessions, present), place).flatMap((runs) => {
    const [from, to] = [runs[0]?.[0], runs.at(-1)?.at(-1)]
    if (from === undefined || to === undefined) return []
    const missing = runs.reduce((sum, run) => sum + run.length, 0)
    const within = (place.get(to) ?? 0) - (place.get(from) ?? 0) + 1
    const stretch = runs.length === 1 ? null : { missing, sessions: within, gaps: runs.length }
    return [{ from, to, stretch, run: { missing, sessions: sessions.length } }]
  })
}

/** One finding for each run of missing sessions, or for each stretch of many. */
export const gap: SeriesCheck<'GAP', Evidence> = {
  name: 'GAP',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
  sees: 'all',
  run: ({ bars, expected }) =>
    gapsFrom(
      bars.map(({ date }) => date),
      expected,
    ).map(({ from, to, stretch, run }) => ({
      from,
      to,
      evidence: stretch === null ? { kind: 'sessions', values: run } : { kind: 'stretch', values: stretch },
    })),
  runWithin: ({ bars, expected }) =>
    regularGaps(
      bars.filter(({ phase }) => phase === 'regular').map(({ date }) => date),
      expected,
    ),
}

/** Gaps of bars within the session, by the sessions that have a bar of the regular hours. */
export const regularGaps = (dates: Iterable<IsoDate>, expected: readonly IsoDate[]): readonly Found<Evidence>[] =>
  gapsFrom(dates, expected).map(({ from, to, stretch, run }) => ({
    from,
    to,
    evidence:
      stretch === null ? { kind: 'regular-sessions', values: run } : { kind: 'regular-stretch', values: stretch },
  }))
