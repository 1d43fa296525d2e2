import { designOf } from './design.ts'
import { type EventDay, type Excluded, type Measured, measureEvent } from './event.ts'
import { fitModel } from './fit.ts'
import { type DatedEvent, inOrder, maskFor } from './overlap.ts'
import type { Column } from './returns.ts'
import { estimationLength, type Settings } from './settings.ts'

/** When a bar of the regular session ran. Instants are UTC milliseconds. */
export type BarTime = {
  readonly starts: number
  readonly ends: number
  /** The exchange's date. */
  readonly day: string
  /** The exchange's clock at the start, such as `15:30`: bars of one slot are compared with one another. */
  readonly slot: string
}

export type IntradayBar = EventDay & {
  readonly starts: number | null
  /** First bar of its session: its return holds the overnight move. */
  readonly overnight: boolean
  /** Estimation residuals of the same clock slot, and their root mean square. */
  readonly slotN: number
  readonly slotRms: number | null
  /** Abnormal return in units of its slot's own spread. */
  readonly zSlot: number | null
}
export type IntradayStudy =
  | (Omit<Measured, 'days'> & { readonly bar0: number; readonly bars: readonly IntradayBar[] })
  | Excluded

export type IntradaySeries = { readonly times: readonly BarTime[]; readonly asset: Column; readonly market: Column }

/** Index of bar 0: the first bar that ends strictly after the instant; -1 when none does. */
export const barZero = (times: readonly BarTime[], instant: number): number =>
  times.findIndex(({ ends }) => ends > instant)

/**
 * An event on bars: windows of `settings` count bars, returns run from bar to bar.
 * Variance depends on the clock, so beside the pooled t every bar is measured against its own slot.
 *
 * @param instant when the news came, UTC milliseconds
 * @param otherNews when other news of the security came, UTC milliseconds
 * @param unusable 1 for bars that may not serve for estimation; null: all may
 * @see Rinaudo and Saha (2014) for bands by clock slot
 */
export function studyIntraday(
  series: IntradaySeries,
  instant: number,
  settings: Settings,
  otherNews: readonly { readonly id: string; readonly at: number }[] = [],
  unusable: Uint8Array | null = null,
): IntradayStudy {
  const { times, asset, market } = series
  const design = designOf({ calendar: times.map(({ day, slot }) => `${day} ${slot}`), asset, market }, settings)
  const bar0 = barZero(times, instant)
  const others = inOrder(
    otherNews.flatMap(({ id, at }): readonly DatedEvent[] => {
      const day0 = barZero(times, at)
      return day0 < 0 ? [] : [{ id, day0 }]
    }),
  )
  const study = measureEvent(design, bar0, settings, { others, unusable })
  if (study.kind === 'excluded') return study
  const from = bar0 + settings.estimation[0]
  const residuals = new Float64Array(estimationLength(settings))
  const masked = maskFor(times.length, bar0, settings, others, unusable)
  fitModel(design, { from, to: bar0 + settings.estimation[1], masked }, 0, residuals)
  const slots = new Map<string, { n: number; squares: number }>()
  for (const [i, residual] of residuals.entries()) {
    const slot = times[from + i]?.slot
    if (slot === undefined || Number.isNaN(residual) || design.span[from + i] !== 1) continue
    const seen = slots.get(slot) ?? { n: 0, squares: 0 }
    slots.set(slot, { n: seen.n + 1, squares: seen.squares + residual ** 2 })
  }
  const { days, ...rest } = study
  const bars = days.map((day): IntradayBar => {
    const time = times[bar0 + day.rel]
    const before = times[bar0 + day.rel - 1]
    const { n, squares } = slots.get(time?.slot ?? '') ?? { n: 0, squares: 0 }
    const slotRms = n === 0 ? null : Math.sqrt(squares / n)
    return {
      ...day,
      starts: time?.starts ?? null,
      overnight: time !== undefined && time.day !== before?.day,
      slotN: n,
      slotRms,
      zSlot: day.ar === null || slotRms === null || slotRms === 0 ? null : day.ar / slotRms,
    }
  })
  return { ...rest, bar0, bars }
}

/** Fractions; null where a price is missing, or where there was nothing to move in. */
export type SplitOfDay = {
  /** From the previous close to the last bar that ended by the instant. */
  readonly before: number | null
  /** From there to the close. */
  readonly after: number | null
  /** From the close to the last post-market price. */
  readonly afterHours: number | null
  /** The price the split is made at, and when its bar ended. */
  readonly priceAtNews: number | null
  readonly pricedAt: number | null
}

export type DayOfNews = {
  readonly previousClose: number | null
  readonly close: number | null
  /** Bars of the day of the news with their closes; `ends` in UTC milliseconds. */
  readonly bars: readonly {
    readonly ends: number
    readonly close: number | null
    readonly session: 'regular' | 'post'
  }[]
  readonly instant: number
}

/**
 * How much of a session's move came before the news and how much after. The daily abnormal return mixes both.
 * With news before the first bar ends there is no price between: `before` and `after` are null.
 */
export function splitDay({ previousClose, close, bars, instant }: DayOfNews): SplitOfDay {
  let at: { ends: number; close: number } | null = null
  let post: { ends: number; close: number } | null = null
  for (const { ends, close: price, session } of bars) {
    if (price === null) continue
    if (session === 'regular' && ends <= instant && (at === null || ends > at.ends)) at = { ends, close: price }
    if (session === 'post' && (post === null || ends > post.ends)) post = { ends, close: price }
  }
  const move = (from: number | null, to: number | null) =>
    from === null || to === null || !(from > 0) ? null : to / from - 1
  const price = at?.close ?? null
  return {
    before: move(previousClose, price),
    after: move(price, close),
    afterHours: move(close, post?.close ?? null),
    priceAtNews: price,
    pricedAt: at?.ends ?? null,
  }
}
