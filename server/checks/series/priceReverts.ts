import { type Found, on } from '../check.ts'
import { logReturns, ordinaryMove, ordinaryMoveAt, splitPlaces } from '../dailySeries.ts'
import { paidOn } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { type Unrest, unrestAt } from '../unrest.ts'

/** Closes of the session before, of this one and of the next. */
type Evidence = {
  readonly kind: 'closes'
  readonly values: { readonly before: number; readonly close: number; readonly after: number }
}

/** Log move that is looked at, how many ordinary moves it must be there, and at most how many it may miss on the way back. */
const LEAST = 0.06
const ORDINARY_MOVES = 5
/** Fewer where both sessions were as any other by their volumes and ranges: a swing that large is traded. Those only warn. */
const CALM_MOVES = 3
const CALM = Math.log(1.5)
const BACK = 2
/** So many and so nearly that no swing of an untraded session does it: held. */
const HELD_MOVES = 7
const HELD_BACK = 1.5
/** A close of three times or a third of those on both sides of it is none that was traded, however lively the session. */
const SURE = Math.log(3)
/** A true swing is traded: beyond twice the usual volume on either session, or over a wide range, it only warns. */
const VOLUME = Math.log(2)
const RANGE = Math.log(4)

/** Known to be no livelier than usual. */
const isCalm = ({ volume, range }: Unrest): boolean =>
  volume !== null && range !== null && volume < CALM && range < CALM

/** A close that is taken back in full the next session: a price of another time or instrument, or a slip. */
export const priceReverts: SeriesCheck<'PRICE_REVERTS', Evidence> = {
  name: 'PRICE_REVERTS',
  scope: 'series',
  severity: 'error',
  holds: 'session',
  about: ['prices'],
  sees: 'sound',
  run: (series) => {
    const { bars, actions } = series
    const returns = logReturns(bars)
    const sigma = ordinaryMove(returns)
    const splits = splitPlaces({ bars, actions })
    const found: Found<Evidence>[] = []
    for (const [at, there] of returns.entries()) {
      const [before, bar, after] = [bars[at - 1], bars[at], bars[at + 1]]
      const back = returns[at + 1] ?? null
      if (there === null || back === null || before === undefined || bar === undefined || after === undefined) continue
      if (Math.abs(there) < LEAST || paidOn(series, at) > before.close * LEAST) continue
      if (splits.some((place) => place === at || place === at + 1)) continue
      const local = ordinaryMoveAt(returns, at, sigma)
      const [now, next] = [unrestAt(bars, at), unrestAt(bars, at + 1)]
      const moves = isCalm(now) && isCalm(next) ? CALM_MOVES : ORDINARY_MOVES
      if (Math.abs(there) <= moves * local || Math.abs(there + back) > BACK * local) continue
      const { range } = now
      const volumes = [now.volume, next.volume]
      const isUnknown = volumes.every((volume) => volume === null)
      const isTraded = isUnknown || volumes.some((volume) => (volume ?? 0) >= VOLUME) || (range ?? 0) >= RANGE
      const values = { before: before.close, close: bar.close, after: after.close }
      const reverts = { ...on(bar.date), evidence: { kind: 'closes', values } } as const
      const isDoubtful = Math.abs(there) <= HELD_MOVES * local || Math.abs(there + back) > HELD_BACK * local
      const isSure = Math.abs(there) >= SURE && !isDoubtful
      found.push(
        !isSure && (isTraded || isDoubtful) ? { ...reverts, severity: 'warn' } : { ...reverts, holds: on(bar.date) },
      )
    }
    return found
  },
}
