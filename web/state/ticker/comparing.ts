import { computed } from '@preact/signals'
import type { Compared } from '../../chart/model.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { askedOf, basePlace, closesOnto } from '../../core/ticker/compare.ts'
import { type Failure, Refusal } from '../../refusal.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Marks } from './marks.ts'
import { type PriceColumns, unpacked } from './unpacked.ts'
import type { Viewport } from './viewport.ts'

/** Rows that are asked for of bars within the day. */
const MOST = '5000'

/** Another ticker beside the one on screen, or why it cannot be. */
export type Beside = {
  readonly symbol: string
  readonly closes: Float64Array
  readonly currency: string | null
  readonly calendar: string
  /** Its bars are of another span than those on screen: none can be laid beside them. */
  readonly otherSpan: boolean
}
export type Missing = { readonly symbol: string; readonly failure: Failure }

type Answer = { readonly symbol: string; readonly prices: PriceColumns } | Missing

/** Prices of the tickers that are laid beside the one on screen, on its axis. */
export function makeComparing(
  { parts, market, resource, loadApi }: State,
  { series, columns, span }: Viewport,
  { selectedMark }: Marks,
) {
  const asked = computed(() => askedOf(parts.over, market.ticker.value))
  const bars = resource(
    () => {
      const { tickers } = asked.value
      const interval = market.interval.value
      const dates = series.value?.axis.dates
      if (tickers.length === 0 || dates === undefined) return null
      // Every daily bar, so that the same answer serves however the reader moves.
      return { tickers, interval, ...(interval === '1d' ? {} : { from: dates[0], to: dates.at(-1) }) }
    },
    async ({ tickers, interval, ...days }, signal): Promise<readonly Answer[]> => {
      const api = await loadApi()
      return Promise.all(
        tickers.map(async (symbol): Promise<Answer> => {
          try {
            const within = (interval === '1d' ? {} : { max: MOST, ...days }) as Parameters<typeof api.bars>[2]
            return { symbol, prices: unpacked(await api.bars(symbol, interval, within, signal)) }
          } catch (error) {
            if (!(error instanceof Refusal) || signal.aborted) throw error
            return { symbol, failure: error.failure }
          }
        }),
      )
    },
    () => true,
  )

  const beside = computed((): readonly (Beside | Missing)[] => {
    const all = series.value
    const { tickers } = asked.value
    if (all === null) return []
    const span = columns.value?.merged?.span ?? null
    return (latest(bars.state.value) ?? [])
      .filter(({ symbol }) => tickers.includes(symbol))
      .map((answer) => {
        if (!('prices' in answer)) return answer
        const { symbol, prices } = answer
        const otherSpan = (prices.merged?.span ?? null) !== span
        const closes = otherSpan ? new Float64Array(all.axis.dates.length).fill(Number.NaN) : closesOnto(all, prices)
        return { symbol, closes, currency: prices.currency, calendar: prices.calendar.mic, otherSpan }
      })
  })
  const present = computed(() => beside.value.flatMap((each) => ('closes' in each ? [each] : [])))

  const drawn = computed((): Compared | null => {
    const all = series.value
    const own = all?.pyramid.levels[0]?.close
    if (all === null || own === undefined || present.value.length === 0) return null
    const { first, last } = barsIn(span.value, all.axis.dates.length)
    // What has no bar in sight at all cannot hold the others up.
    const seen = present.value.filter(({ closes }) => closes.subarray(first, last + 1).some(Number.isFinite))
    const event = selectedMark.value?.effective ?? null
    const columnsSeen = [own, ...seen.map(({ closes }) => closes)]
    const base = basePlace(asked.value.base, columnsSeen, { first, last }, all.axis.dates, event)
    const basePrice = base === null ? null : (own[base] ?? null)
    return {
      base,
      basePrice,
      lines: present.value.map(({ symbol, closes }) => {
        const there = base === null ? undefined : closes[base]
        const factor = basePrice !== null && there !== undefined && Number.isFinite(there) ? basePrice / there : null
        return { symbol, closes, factor }
      }),
    }
  })

  return { asked, bars, beside, drawn, dates: computed(() => series.value?.axis.dates ?? []) }
}

export type Comparing = ReturnType<typeof makeComparing>
