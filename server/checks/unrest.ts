import type { DailyBar } from '../market/bar.ts'
import { median } from './dailySeries.ts'

/** Sessions before a step that say what is usual, those after which its stir has passed, and those whose volumes are compared. */
const BEFORE = 20
const STIR = 3
const PASSED = 10
const COMPARED = 10
const LEAST = 5

/**
 * How lively trading was around a step, as natural logarithms against what is usual: 0 is as always, 0.69 twice as much. Null
 * where nothing says. Volumes count shares.
 */
export interface Unrest {
  /** The session's volume against the twenty before it. */
  readonly volume: number | null
  /** The session's range, as a part of its price, against theirs. */
  readonly range: number | null
  /** Volume of the first three sessions against that of ten sessions later on: news fades, another number of shares does not. */
  readonly fade: number | null
  /** Volume of the ten sessions from it on against that of the ten before. */
  readonly level: number | null
}

const logs = (values: readonly number[]): readonly number[] => values.filter((value) => value > 0).map(Math.log)
const difference = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a - b)

/** @param at the first bar after the step */
export function unrestAt(bars: readonly DailyBar[], at: number): Unrest {
  const volumes = (from: number, until: number) =>
    logs(bars.slice(Math.max(0, from), until).map(({ volume }) => volume ?? 0))
  const ranges = (from: number, until: number) =>
    logs(bars.slice(Math.max(0, from), until).map(({ high, low }) => high / low - 1))
  const usual = median(volumes(at - BEFORE, at))
  const later = volumes(at + PASSED, at + PASSED + BEFORE)
  return {
    volume: difference(volumes(at, at + 1)[0] ?? null, usual),
    range: difference(ranges(at, at + 1)[0] ?? null, median(ranges(at - BEFORE, at))),
    fade: later.length < LEAST ? null : difference(median(volumes(at, at + STIR)), median(later)),
    level: difference(median(volumes(at, at + COMPARED)), median(volumes(at - COMPARED, at))),
  }
}

/** What a step is taken for by the way it was traded. `unsure`: as likely news as a split. */
export type Traded = 'on' | 'unsure' | 'as-news'

interface Bounds {
  readonly volume: number
  readonly range: number
  readonly fade: number
  readonly together: number
  /** The same where nothing is known yet of the weeks after. */
  readonly atEnd: number
}

/**
 * One ordinary session in a hundred goes beyond one of these, nearly every crash does: measured on nineteen real histories of
 * 2018 to 2024 and on simulated ones (`npm run soak -- splitOrCrash`).
 */
const SURE: Bounds = { volume: 1.25, range: 1.5, fade: 1.4, together: 2.8, atEnd: 1.4 }
/** A ratio that is met by falls more often than by a split: two and a half times the volume is too much. */
const SURE_OF_RARE: Bounds = { ...SURE, volume: 0.92 }
/** Up to here a session can still be one after a split; a crash by half is traded so as well, eightfold, which is fourfold for twice the shares. */
const POSSIBLE: Bounds = { volume: 1.5, range: 1.5, fade: 1.4, together: 2.8, atEnd: 2 }
/** Closes alone have no range that vouches: volumes must be where the ratio puts them, on the session and after it, off by less in all. */
const CLOSES_ALONE = 0.7
/** Without volumes a crash to a half over an ordinary range looks like a split; one to a quarter is never as calm as three sessions of four. */
const RANGE_ALONE = { ratio: Math.log(4) - 1e-9, range: 0.7 }
/** How far volumes may lie from where another number of shares puts them: a factor of two, more where the range vouches for calm. */
const NEAR = Math.log(2)
const NEAR_IF_CALM = Math.log(2.5)

const above = (value: number | null): number => Math.max(0, value ?? 0)

const isCalmFor = ({ volume, range, fade }: Unrest, shares: number, most: Bounds): boolean => {
  const more = volume === null ? null : volume - shares
  const together = above(more) + above(range) + above(fade)
  return (
    above(more) < most.volume &&
    above(range) < most.range &&
    above(fade) < most.fade &&
    together < (fade === null ? most.atEnd : most.together)
  )
}

/** Nothing else can be: volumes are nearer to where the ratio puts them than to where they were, or as they were. */
function isSure(unrest: Unrest, shares: number, most: Bounds): boolean {
  const { volume, level, range, fade } = unrest
  if (level === null) return range !== null && range < RANGE_ALONE.range && Math.abs(shares) >= RANGE_ALONE.ratio
  const off = Math.abs(level - shares)
  const isNearer = off <= Math.abs(level)
  if (range === null) {
    if (volume === null || fade === null) return false
    return isNearer && above(volume - shares) + above(fade) + off < CLOSES_ALONE
  }
  if (isNearer && off < NEAR_IF_CALM && isCalmFor(unrest, shares, most)) return true
  return Math.abs(level) < NEAR && isCalmFor(unrest, 0, most)
}

function isPossible(unrest: Unrest, shares: number): boolean {
  const { level, range } = unrest
  if (level === null) return range !== null && isCalmFor(unrest, 0, POSSIBLE)
  if (isCalmFor(unrest, shares, POSSIBLE) && Math.abs(level - shares) < (range === null ? NEAR : NEAR_IF_CALM))
    return true
  return range !== null && isCalmFor(unrest, 0, POSSIBLE) && Math.abs(level) < NEAR
}

/**
 * Did trading go on as if nothing had happened, but for another number of shares? A crash stirs: its session is traded
 * many times as much as usual, over a wide range, and that fades. After a split volumes are where the ratio puts them; or
 * where they were, if the source counts shares on one basis and prices on two, which only a known range can vouch for.
 *
 * @param ratio new shares for an old one
 * @param isRare hardly any company uses it, and falls as deep are not so rare
 */
export function tradedAfter(unrest: Unrest, ratio: number, isRare = false): Traded {
  const shares = Math.log(ratio)
  if (isSure(unrest, shares, isRare ? SURE_OF_RARE : SURE)) return 'on'
  return isPossible(unrest, shares) ? 'unsure' : 'as-news'
}
