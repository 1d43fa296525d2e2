import { type Found, on } from '../check.ts'
import { logReturns, ordinaryMove, ordinaryMoveAt, splitPlaces } from '../dailySeries.ts'
import { isPaidAt, rounding } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { REACH } from '../splits.ts'
import { type Unrest, unrestAt } from '../unrest.ts'
import { untoldPayments } from './divUntold.ts'
import { priceReverts } from './priceReverts.ts'
import { splitMissing } from './splitMissing.ts'

/** `factor`: the close after over that before. */
type Evidence = {
  readonly kind: 'step'
  readonly values: { readonly before: number; readonly after: number; readonly factor: number }
}

/** Checks that say what a step is, on its session or on the one before. */
const explaining: ReadonlySet<string> = new Set([splitMissing, priceReverts].map(({ name }) => name))

/** Log step at the open that is looked at, and how many ordinary openings it must be. */
const LEAST = 0.04
const OPENINGS = 8
/** Fewer where volume, range and the session's own move are all close to what is usual: news of that size stirs one of them. */
const CALM_OPENINGS = 5
const USUAL = { day: 1.5, volume: 0.25, range: 0.35 }
/** From the open on the session must be as any other: its own move in ordinary ones, its volume and range in logarithms. */
const WITHIN_DAY = 2.5
const VOLUME = 0.4
/** A large step may be beside a livelier session: its own move up to this part of it, and more volume. */
const PART = 6
const MORE_VOLUME = 0.5
const FROM = 0.08
const RANGE = 0.6
/** A price of a few units of its last decimal goes to another level every day. */
const COARSE = 0.01
/** A step by half or double stands for another instrument or another number of shares: it holds the history. */
const HOLDS = Math.log(2)
/** There volumes may be of any level, as long as they stay at it; ranges as wide as in any three sessions of four. */
const STAYS = 0.6
/** A session traded three times as much as the ten from it on is news, whatever the others are. */
const OWN = Math.log(3)
const RANGE_HOLDS = 0.8

/** @param next volume of the session after, against the usual */
function isCalm({ volume, range, fade, level }: Unrest, next: number | null, size: number): boolean {
  if (volume === null || range === null) return false
  if (size >= HOLDS) return range < RANGE_HOLDS && Math.abs(fade ?? volume) < STAYS && volume - (level ?? volume) < OWN
  return range < RANGE && Math.max(volume, next ?? 0) < VOLUME + MORE_VOLUME * Math.max(0, size - FROM)
}

/** Volume of both sessions and the range of the first are known, and hardly above what is usual. */
const isQuiet = ({ volume, range }: Unrest, next: number | null): boolean =>
  volume !== null && range !== null && next !== null && Math.max(volume, next) < USUAL.volume && range < USUAL.range

/**
 * Prices go on at another level from one open to the next, and trading goes on as if nothing had happened: another
 * currency, another instrument, a spin-off that nobody told. News that moves a price so is traded.
 */
export const levelStep: SeriesCheck<'LEVEL_STEP', Evidence> = {
  name: 'LEVEL_STEP',
  scope: 'series',
  severity: 'error',
  holds: 'history',
  about: ['prices', 'range'],
  sees: 'sound',
  run: (series, earlier) => {
    const { bars, actions } = series
    const openings = bars.map(({ open }, at) => {
      const before = bars[at - 1]
      return before === undefined ? null : Math.log(open / before.close)
    })
    const days = bars.map(({ open, close }) => Math.log(close / open))
    const [opening, day] = [ordinaryMove(openings), ordinaryMove(days)]
    // Closes alone, or opens made of them, have no openings to go by.
    if (opening === 0 || day === 0) return []
    const sigma = ordinaryMove(logReturns(bars))
    const splits = splitPlaces({ bars, actions })
    const told = new Set(earlier.filter(({ check }) => explaining.has(check)).map(({ from }) => from))
    for (const { date } of untoldPayments(series)) told.add(date)
    return openings.flatMap((gap, at): readonly Found<Evidence>[] => {
      const [bar, before, first] = [bars[at], bars[at - 1], bars[0]]
      if (gap === null || bar === undefined || before === undefined || first === undefined) return []
      if (Math.abs(gap) < LEAST) return []
      const ordinary = ordinaryMoveAt(openings, at, opening)
      if (Math.abs(gap) <= CALM_OPENINGS * ordinary) return []
      const own = Math.abs(days[at] ?? 0)
      const unrest = unrestAt(bars, at)
      const next = unrestAt(bars, at + 1).volume
      const isUsual = own <= USUAL.day * ordinaryMoveAt(days, at, day) && isQuiet(unrest, next)
      if (!isUsual && Math.abs(gap) <= OPENINGS * ordinary) return []
      if (own > Math.max(WITHIN_DAY * ordinaryMoveAt(days, at, day), Math.abs(gap) / PART)) return []
      if (splits.some((place) => Math.abs(place - at) <= REACH) || rounding(bars, at) > COARSE) return []
      if (told.has(bar.date) || told.has(before.date)) return []
      if (isPaidAt(series, at, gap, 4.5 * ordinaryMoveAt(logReturns(bars), at, sigma))) return []
      if (!isCalm(unrest, next, Math.abs(gap))) return []
      const isLarge = Math.abs(gap) >= HOLDS
      const step = {
        ...on(bar.date),
        evidence: {
          kind: 'step',
          values: { before: before.close, after: bar.close, factor: bar.close / before.close },
        },
      } as const
      return [isLarge ? { ...step, holds: { from: first.date, to: before.date } } : { ...step, severity: 'warn' }]
    })
  },
}
