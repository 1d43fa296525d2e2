import { nyse } from '../../../server/calendars/nyse.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { type IsoDate, mustBeDate } from '../../../server/market/day.ts'

/**
 * Made-up histories with a known truth, by rules that know nothing of the checks: returns with clustered volatility and
 * fat tails (GARCH(1,1) with Student's t of five degrees, Bollerslev 1987), prices within the day as a random walk of
 * thirty steps, volumes that remember (half-life of some two weeks) and rise with the size of the day's move (Karpoff 1987).
 */
export const sessions: readonly IsoDate[] = sessionsBetween(
  nyse,
  mustBeDate('2018-01-02'),
  mustBeDate('2022-12-30'),
).map(({ date }) => date)

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const normal = (next: () => number): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
/** Student's t of five degrees with variance 1. */
function fat(next: () => number): number {
  const squares = Array.from({ length: 5 }, () => normal(next) ** 2).reduce((sum, value) => sum + value, 0)
  return (normal(next) / Math.sqrt(squares / 5)) * Math.sqrt(3 / 5)
}
const between = (next: () => number, low: number, high: number): number => low + (high - low) * next()

/** A session on its way: log return, the part of it that the open takes, how wide it is, and log volume. */
interface Day {
  readonly move: number
  readonly gap: number
  /** Standard deviation of the walk within the day. */
  readonly width: number
  readonly volume: number
}

/** @param next decides everything */
function ordinaryDays(next: () => number, count: number): readonly Day[] {
  const daily = between(next, 0.008, 0.035)
  const [a, b] = [0.08, 0.9]
  let variance = daily ** 2
  let memory = 0
  let last = 0
  const level = Math.log(between(next, 2e5, 5e7))
  return Array.from({ length: count }, () => {
    variance = daily ** 2 * (1 - a - b) + a * last ** 2 + b * variance
    const sigma = Math.sqrt(variance)
    const move = sigma * fat(next)
    last = move
    memory = 0.95 * memory + 0.12 * normal(next)
    const size = Math.abs(move) / sigma
    const volume = level + memory + 0.25 * Math.min(size, 6) + 0.22 * normal(next)
    return { move, gap: 0.45 * move + 0.35 * sigma * normal(next), width: 0.8 * sigma * (1 + 0.2 * size), volume }
  })
}

/** Prices of days, on two decimals; the lowest is a price of more than a few cents. */
function barsOf(days: readonly Day[], next: () => number): readonly DailyBar[] {
  let [sum, lowest] = [0, 0]
  for (const { move } of days) {
    sum += move
    lowest = Math.min(lowest, sum)
  }
  let close = Math.max(between(next, 15, 400), 3 * Math.exp(-lowest))
  return days.map(({ move, gap, width, volume }, at) => {
    const before = close
    const open = before * Math.exp(gap)
    close = before * Math.exp(move)
    // A bridge from open to close.
    let [walk, highest, lowest] = [0, 0, 0]
    const steps = Array.from({ length: 30 }, () => (width / Math.sqrt(30)) * normal(next))
    const sum = steps.reduce((total, step) => total + step, 0)
    const path = Math.log(close / open)
    for (const [place, step] of steps.entries()) {
      walk += step + (path - sum) / 30
      highest = Math.max(highest, walk)
      lowest = Math.min(lowest, walk)
      if (place === 29) walk = path
    }
    const cents = (price: number) => Math.max(0.01, Math.round(price * 100) / 100)
    const [o, c] = [cents(open), cents(close)]
    const row = {
      date: sessions[at] ?? mustBeDate('2018-01-02'),
      open: o,
      high: Math.max(o, c, cents(open * Math.exp(highest))),
      low: Math.min(o, c, cents(open * Math.exp(lowest))),
      close: c,
      volume: Math.round(Math.exp(volume)),
    }
    return { ...row, adjClose: c }
  })
}

/** News that a company does not survive unharmed, or a bid for it. */
export interface Crash {
  readonly at: number
  /** Log return of its session. */
  readonly move: number
}

/** How news is traded: many times the volume on its session, which fades; wide sessions for a while. */
function withCrash(days: readonly Day[], { at, move }: Crash, next: () => number): readonly Day[] {
  const times = Math.log(Math.max(4, 14 * Math.exp(0.6 * normal(next))))
  const stays = Math.log(between(next, 1, 2.2))
  const half = between(next, 1, 4)
  const lively = between(next, 1.5, 4)
  return days.map((day, t) => {
    if (t < at) return day
    const since = t - at
    const fading = 0.5 ** (since / half)
    const more = Math.max(Math.log(stays === 0 ? 1 : Math.exp(stays)), times * fading)
    const wider = 1 + (lively - 1) * 0.5 ** (since / 6)
    if (t > at)
      return {
        ...day,
        move: day.move * wider,
        gap: day.gap * wider,
        width: day.width * wider,
        volume: day.volume + more,
      }
    // Most of it is there at the open, the rest comes in the course of the day.
    const gap = move * between(next, 0.7, 1.1)
    return { move, gap, width: day.width * lively + 0.08 * Math.abs(move), volume: day.volume + times }
  })
}

/** Prices and volumes before a session as they were traded, which a source forgot to put on the new number of shares. */
export const withUntoldSplit = (bars: readonly DailyBar[], at: number, ratio: number): readonly DailyBar[] => {
  const cents = (price: number) => Math.max(0.01, Math.round(price * ratio * 100) / 100)
  return bars.map((bar, t) =>
    t >= at
      ? bar
      : {
          ...bar,
          open: cents(bar.open),
          high: cents(bar.high),
          low: cents(bar.low),
          close: cents(bar.close),
          adjClose: bar.adjClose === null ? null : cents(bar.adjClose),
          volume: bar.volume === null ? null : Math.max(1, Math.round(bar.volume / ratio)),
        },
  )
}

export type Truth = 'ordinary' | { readonly crash: Crash } | { readonly split: number; readonly ratio: number }
export interface Simulated {
  readonly bars: readonly DailyBar[]
  readonly truth: Truth
}

const ratios = [2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 25, 30, 50]

/** One history: as it comes, with a crash or a bid, or with a split of 2:1 and more that nobody told. */
export function simulate(seed: number, what: 'ordinary' | 'crash' | 'split'): Simulated {
  const next = chance(seed)
  const days = ordinaryDays(next, sessions.length)
  // Not only in the middle: the last month is what people look at.
  const at =
    next() < 0.15 ? sessions.length - 1 - Math.floor(next() * 20) : 40 + Math.floor(next() * (sessions.length - 60))
  if (what === 'ordinary') return { bars: barsOf(days, next), truth: 'ordinary' }
  if (what === 'crash') {
    const move = next() < 0.75 ? Math.log(1 - between(next, 0.15, 0.85)) : Math.log(1 + between(next, 0.2, 3))
    const crash = { at, move }
    return { bars: barsOf(withCrash(days, crash, next), next), truth: { crash } }
  }
  const one = ratios[Math.floor(next() * ratios.length)] ?? 2
  const ratio = next() < 0.3 ? 1 / one : one
  return { bars: withUntoldSplit(barsOf(days, next), at, ratio), truth: { split: at, ratio } }
}
