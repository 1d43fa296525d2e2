import type { DailyBar } from '../../market/bar.ts'
import { type Found, on } from '../check.ts'
import { logReturns, median, ordinaryMove, ordinaryMoveAt, type Series, splitPlaces } from '../dailySeries.ts'
import { isPaidAt, rounding } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { REACH } from '../splits.ts'
import { type Traded, tradedAfter, type Unrest, unrestAt } from '../unrest.ts'
import { untoldPayments } from './divUntold.ts'
import { priceReverts } from './priceReverts.ts'

type Step = { readonly before: number; readonly after: number; readonly ratio: number }
type Evidence =
  /** Volumes step with prices. */
  | { readonly kind: 'step'; readonly values: Step }
  /** Volumes are as before, or unknown. */
  | { readonly kind: 'prices-alone'; readonly values: Step }
  /** It may as well be news; `volume` is the session's against the usual, null where nothing says. */
  | { readonly kind: 'unsure'; readonly values: Step & { readonly volume: number | null } }

/** Ratios of shares that companies use, new for old and old for new; those in brackets of docs/data-quality.md are rare. */
const common = [2, 3, 4, 5, 8, 10, 15, 20, 25, 30, 50]
const rare = [6, 7, 9, 12, 16, 18, 35, 40, 60, 75, 80, 100]
const bothWays = (ratios: readonly number[]) => [...ratios, ...ratios.map((ratio) => 1 / ratio)]
/** Below these, falls of a fifth to a third are as common as splits: those only warn. */
const small = [3 / 2, 5 / 4]
const usual = [...bothWays(common), ...small]
/** A fall by three fifths is more often news than a split of this ratio. */
const RAREST = 5 / 2
const all = [...usual, ...bothWays(rare), RAREST, 4 / 3]

/** The size of a step that is looked at at all, and the ordinary moves that it must be. */
const LEAST = 0.1
const ORDINARY_MOVES = 6

const isSmall = (ratio: number): boolean => Math.abs(Math.log(ratio)) < Math.log(2) - 1e-9

/**
 * How far a step's log may lie from the ratio's: the day's own move, at the open as at the close, and never nearly half
 * of the ratio. Small ratios must be met more nearly, or any fall would meet one.
 */
function tolerance(ratio: number, sigma: number, isWitnessed: boolean): number {
  if (!isSmall(ratio)) return Math.min(Math.max(0.12, 4.5 * sigma), 0.45 * Math.abs(Math.log(ratio)))
  return isWitnessed ? Math.max(0.02, 2 * sigma) : Math.max(0.05, 3 * sigma)
}

/** A price of a few units of its last decimal steps by ratios every day. */
const COARSE = 0.05

/** Where ranges are known, volumes around a small ratio must lie nearer to it than this, and the session be as any other. */
const NEARLY = Math.log(1.5)
/** The market itself moved by more than so many of its ordinary days: what fell with it fell. */
const MARKET_MOVES = 5

function isMarketDay({ market }: Series, bar: DailyBar, before: DailyBar, sigma: number | null): boolean {
  const [now, then] = [market?.get(bar.date), market?.get(before.date)]
  if (now === undefined || then === undefined || sigma === null) return false
  return Math.abs(Math.log(now / then)) > MARKET_MOVES * sigma
}

/** Do adjusted closes go on where closes step, by just the ratio? Then their maker knows of the split. */
function isAdjusted({ adjClose: now, close }: DailyBar, before: DailyBar, ratio: number): boolean {
  if (now === null || before.adjClose === null || Math.min(now, before.adjClose) <= 0) return false
  const factor = before.adjClose / before.close / (now / close)
  return Math.abs(Math.log(factor * ratio)) < 2e-3
}

/** Prices step like a split that nobody told us of, and trading goes on as if nothing had happened. */
export const splitMissing: SeriesCheck<'SPLIT_MISSING', Evidence> = {
  name: 'SPLIT_MISSING',
  scope: 'series',
  severity: 'error',
  holds: 'history',
  about: ['prices', 'range', 'volume'],
  sees: 'sound',
  run: (series, earlier) => {
    const { bars, actions } = series
    const returns = logReturns(bars)
    const sigma = ordinaryMove(returns)
    const known = splitPlaces({ bars, actions })
    const marketSigma = marketMove(series)
    const paid = new Set(untoldPayments(series).map(({ date }) => date))
    const reverting = new Set(earlier.flatMap(({ check, from }) => (check === priceReverts.name ? [from] : [])))
    const found: Found<Evidence>[] = []
    for (const [at, move] of returns.entries()) {
      const [bar, before, first] = [bars[at], bars[at - 1], bars[0]]
      if (move === null || bar === undefined || before === undefined || first === undefined) continue
      if (Math.abs(move) < LEAST || Math.abs(move) <= ORDINARY_MOVES * sigma) continue
      // A session later prices were where they had been: what comes before it needs no other number of shares.
      if (reverting.has(bar.date) || reverting.has(before.date)) continue
      if (known.some((place) => Math.abs(place - at) <= REACH) || rounding(bars, at) > COARSE) continue
      const local = ordinaryMoveAt(returns, at, sigma)
      const unrest = unrestAt(bars, at)
      // Ranges that are known and calm vouch for rarer ratios and for more of the day's own noise.
      const isWitnessed = unrest.range !== null
      const gap = Math.log(bar.open / before.close)
      const isMet = (ratio: number) =>
        Math.max(offBy(ratio, move), offBy(ratio, gap)) < tolerance(ratio, local, isWitnessed)
      const near = (isWitnessed ? all : usual).filter(isMet).sort((a, b) => offBy(a, move) - offBy(b, move))
      const sure = near.find((ratio) => isAdjusted(bar, before, ratio))
      const ratio = sure ?? near[0]
      if (ratio === undefined || (sure === undefined && paid.has(bar.date))) continue
      if (isPaidAt(series, at, move, tolerance(ratio, local, isWitnessed))) continue
      const traded = isSmall(ratio) ? followsNearly(unrest, ratio) : tradedAfter(unrest, ratio, ratio === RAREST)
      if (sure === undefined && (traded === 'as-news' || isMarketDay(series, bar, before, marketSigma))) continue
      const values = { before: before.close, after: bar.close, ratio }
      if (sure === undefined && traded === 'unsure') {
        const { volume } = unrest
        const evidence = {
          kind: 'unsure',
          values: { ...values, volume: volume === null ? null : Math.exp(volume) },
        } as const
        found.push({ ...on(bar.date), severity: 'warn', evidence })
        continue
      }
      const isScaled = unrest.level !== null && Math.abs(unrest.level + move) < Math.abs(unrest.level)
      const step = { ...on(bar.date), evidence: { kind: isScaled ? 'step' : 'prices-alone', values } } as const
      if (isSmall(ratio)) found.push({ ...step, severity: 'warn' })
      else found.push({ ...step, holds: { from: first.date, to: before.date } })
    }
    return found
  },
}

const offBy = (ratio: number, move: number): number => Math.abs(move + Math.log(ratio))

/** A small ratio says little by itself: volumes must show it better than no change, and the session be as any other. */
function followsNearly({ level, volume, range, fade }: Unrest, ratio: number): Traded {
  const shares = Math.log(ratio)
  if (level === null || volume === null) return 'as-news'
  const off = Math.abs(level - shares)
  if (off >= Math.log(2) || off >= Math.abs(level)) return 'as-news'
  return range === null || (off < NEARLY && Math.max(volume - shares, range, fade ?? 0) < NEARLY) ? 'on' : 'as-news'
}

/** Size of the market's ordinary day; null where none is stored. */
function marketMove({ bars, market }: Series): number | null {
  if (market === null) return null
  const sizes = bars.flatMap(({ date }, at) => {
    const [now, then] = [market.get(date), market.get(bars[at - 1]?.date ?? date)]
    return at === 0 || now === undefined || then === undefined ? [] : [Math.abs(Math.log(now / then))]
  })
  const usual = median(sizes)
  return usual === null ? null : 1.4826 * usual
}
