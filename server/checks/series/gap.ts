import type { IsoDate } from '../../market/day.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Counts = { readonly missing: number; readonly sessions: number }
type Evidence =
  | { readonly kind: 'sessions'; readonly values: Counts }
  /** Of bars within the session: no bar of the regular hours. */
  | { readonly kind: 'regular-sessions'; readonly values: Counts }

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

/** Gaps from the first bar on, each with the number of sessions that should have one. */
function gapsFrom(dates: Iterable<IsoDate>, expected: readonly IsoDate[]) {
  const present = new Set(dates)
  const first = [...present].reduce<IsoDate | null>(
    (least, date) => (least === null || date < least ? date : least),
    null,
  )
  const sessions = first === null ? [] : expected.filter((date) => date >= first)
  return gapsIn(sessions, present).map((run) => ({
    from: run[0],
    to: run.at(-1) ?? run[0],
    values: { missing: run.length, sessions: sessions.length },
  }))
}

/** One finding for each run of missing sessions. */
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
    ).map(({ from, to, values }) => ({ from, to, evidence: { kind: 'sessions', values } })),
  runWithin: ({ bars, expected }) =>
    gapsFrom(
      bars.filter(({ phase }) => phase === 'regular').map(({ date }) => date),
      expected,
    ).map(({ from, to, values }) => ({ from, to, evidence: { kind: 'regular-sessions', values } })),
}
