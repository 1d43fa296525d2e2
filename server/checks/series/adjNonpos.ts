import type { IsoDate } from '../../market/day.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

type Evidence =
  | { readonly kind: 'value'; readonly values: { readonly adjusted: number } }
  /** Bars one after another: the lowest and the highest of theirs. */
  | { readonly kind: 'run'; readonly values: { readonly bars: number; readonly low: number; readonly high: number } }
  /** What an answer had in its place: the store keeps no such number. */
  | { readonly kind: 'no-number'; readonly values: { readonly told: string } }

export const adjNonpos: SeriesCheck<'ADJ_NONPOS', Evidence> = {
  name: 'ADJ_NONPOS',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['adjusted'],
  sees: 'all',
  run: ({ bars }) => runsOf(bars).map(foundIn),
  stands: ({ kind }, from, adjusted) => kind === 'no-number' && !adjusted.has(from),
}

interface Low {
  readonly date: IsoDate
  readonly adjClose: number
}

/** Bars without a price above zero, those that follow one another together. */
function runsOf(
  bars: readonly { readonly date: IsoDate; readonly adjClose: number | null }[],
): readonly (readonly Low[])[] {
  const runs: Low[][] = []
  let isOpen = false
  for (const { date, adjClose } of bars) {
    const isLow = adjClose !== null && adjClose <= 0
    if (isLow && isOpen) runs.at(-1)?.push({ date, adjClose })
    else if (isLow) runs.push([{ date, adjClose }])
    isOpen = isLow
  }
  return runs
}

function foundIn(run: readonly Low[]) {
  const [first, last] = [run[0] as Low, run.at(-1) as Low]
  const values = run.map(({ adjClose }) => adjClose)
  const evidence: Evidence =
    run.length === 1
      ? { kind: 'value', values: { adjusted: first.adjClose } }
      : {
          kind: 'run',
          values: {
            bars: run.length,
            low: values.reduce((a, b) => Math.min(a, b)),
            high: values.reduce((a, b) => Math.max(a, b)),
          },
        }
  return { from: first.date, to: last.date, evidence }
}
