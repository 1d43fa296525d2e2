import type { Found } from '../check.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { bySession, type Priced, undoing, unitsOf } from '../units.ts'

type Evidence = { readonly kind: 'step'; readonly values: { readonly before: number; readonly after: number } }

const run = (series: Priced): readonly Found<Evidence>[] =>
  unitsOf(series).blocks.flatMap(({ from, until }) => {
    const [first, before, last] = [series.bars[from], series.bars[from - 1], series.bars[until - 1]]
    if (first === undefined || before === undefined || last === undefined) return []
    return [
      {
        from: first.date,
        to: first.date,
        evidence: { kind: 'step', values: { before: before.close, after: first.close } },
        holds: { from: first.date, to: last.date },
        factors: { price: undoing(first.close / before.close), volume: 1 },
      },
    ]
  })

/** Prices in hundredths, or hundredfold, from a session on. */
export const unitBlock: SeriesCheck<'UNIT_BLOCK', Evidence> = {
  name: 'UNIT_BLOCK',
  scope: 'series',
  severity: 'error',
  holds: 'onward',
  about: ['prices', 'range'],
  sees: 'all',
  run,
  runWithin: (series) => bySession(series, run),
}
