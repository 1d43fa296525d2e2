import { computed, type ReadonlySignal } from '@preact/signals'
import { covers, type Days, daysAround, minutesOfSpan } from '../../core/ticker/detail.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import { type PriceColumns, unpacked } from './unpacked.ts'

/** Rows that are asked for of a part of the bars. */
const MOST = '2000'

/**
 * Finer bars of what is on screen, where all bars together came merged: a reader who goes closer is shown more.
 *
 * @param whole all bars, merged where they are many
 * @param seen the days on screen
 * @returns null where there are none, or none that are finer
 */
export function makeDetail(
  { market, resource, loadApi }: State,
  whole: ReadonlySignal<PriceColumns | null>,
  seen: ReadonlySignal<Days | null>,
): ReadonlySignal<PriceColumns | null> {
  const days = computed((): Days | null => {
    const all = whole.value
    const [from, to] = [all?.date[0], all?.date.at(-1)]
    if (all === null || all.merged === null || seen.value === null || from === undefined || to === undefined)
      return null
    return daysAround(seen.value, { from, to } as Days)
  })
  const found = resource(
    () =>
      market.ticker.value === null || days.value === null
        ? null
        : { ticker: market.ticker.value, interval: market.interval.value, days: days.value },
    async ({ ticker, interval, days }, signal) => ({
      days,
      columns: unpacked(await (await loadApi()).bars(ticker, interval, { ...days, max: MOST }, signal)),
    }),
    (before, now) => before.ticker === now.ticker && before.interval === now.interval,
  )
  return computed(() => {
    const all = whole.value
    const answer = latest(found.state.value)
    if (all === null || all.merged === null || answer === null || seen.value === null) return null
    const { columns } = answer
    const isFiner = columns.merged === null || minutesOfSpan(columns.merged.span) < minutesOfSpan(all.merged.span)
    return isFiner && columns.date.length > 0 && covers(answer.days, seen.value) ? columns : null
  })
}
