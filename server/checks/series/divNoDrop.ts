import { isOf, on } from '../check.ts'
import { around, isDividend } from '../payments.ts'
import type { SeriesCheck } from '../seriesCheck.ts'
import { divExceeds } from './divExceeds.ts'

type Evidence = {
  readonly kind: 'drop'
  readonly values: {
    readonly amount: number
    readonly before: number
    /** Least low of the ex session and the two after it, and below what it would have had to be. */
    readonly low: number
    readonly limit: number
  }
}

/** Part of the price from which on a dividend is expected to show, and part of it that a low must lie below. */
const LARGE = 0.1
const SHOWS = 0.3
const SESSIONS = 3

/** A large dividend after which no price lies lower. */
export const divNoDrop: SeriesCheck<'DIV_NO_DROP', Evidence> = {
  name: 'DIV_NO_DROP',
  scope: 'series',
  severity: 'error',
  holds: 'nothing',
  about: ['payments'],
  sees: 'sound',
  excludes: 'dividend',
  run: ({ bars, actions }, found) => {
    const beyond = new Set(found.filter(isOf(divExceeds)).map(({ from }) => from))
    return actions.filter(isDividend).flatMap(({ date, amount }) => {
      const place = around(bars, date)
      if (place === null || beyond.has(date)) return []
      const { at, before } = place
      const share = amount / before.close
      const low = Math.min(...bars.slice(at, at + SESSIONS).map((bar) => bar.low))
      const limit = before.close * (1 - SHOWS * share)
      if (share <= LARGE || share >= 1 || low <= limit) return []
      return [
        {
          ...on(date),
          evidence: { kind: 'drop', values: { amount, before: before.close, low, limit } },
        },
      ]
    })
  },
}
