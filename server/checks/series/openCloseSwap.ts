import type { DailyBar } from '../../market/bar.ts'
import type { Found } from '../check.ts'
import { median } from '../dailySeries.ts'
import type { SeriesCheck } from '../seriesCheck.ts'

/** Sessions, and medians of the move from a close to the next open and from an open to the next close, in logarithms. */
type Evidence = {
  readonly kind: 'moves'
  readonly values: { readonly sessions: number; readonly overnight: number; readonly across: number }
}

/** Sessions of one look, the step to the next, and how many times the move over night must be that from an open to the next close. */
const SESSIONS = 40
const STEP = 10
const TIMES = 1.6

/**
 * Opens and closes in each other's place. A night moves a price less than two days and the night between them: where it is
 * the other way round for weeks, what is called open is the close.
 */
export const openCloseSwap: SeriesCheck<'OPEN_CLOSE_SWAP', Evidence> = {
  name: 'OPEN_CLOSE_SWAP',
  scope: 'series',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range'],
  sees: 'sound',
  run: ({ bars }) => {
    const found: Found<Evidence>[] = []
    let start = 0
    for (let at = 1; at + SESSIONS <= bars.length; at += STEP) {
      const [first, last] = [bars[at], bars[at + SESSIONS - 1]]
      const { overnight, across } = movesOf(bars, at)
      if (first === undefined || last === undefined || overnight === null || across === null) continue
      if (overnight <= TIMES * across) continue
      // A look that overlaps the one before is the same stretch, which goes on.
      const open = found.at(-1)
      const goesOn = open !== undefined && open.to >= first.date
      if (goesOn) found.pop()
      else start = at
      const values = goesOn ? open.evidence.values : { overnight, across }
      found.push({
        from: goesOn ? open.from : first.date,
        to: last.date,
        evidence: { kind: 'moves', values: { ...values, sessions: at + SESSIONS - start } },
      })
    }
    return found
  },
}

function movesOf(bars: readonly DailyBar[], from: number) {
  const nights: number[] = []
  const days: number[] = []
  for (let at = from; at < from + SESSIONS; at++) {
    const [bar, before] = [bars[at], bars[at - 1]]
    if (bar === undefined || before === undefined) continue
    nights.push(Math.abs(Math.log(bar.open / before.close)))
    days.push(Math.abs(Math.log(bar.close / before.open)))
  }
  return { overnight: median(nights), across: median(days) }
}
