import { sessionsText } from '../../core/sessionText.ts'
import { barsIn } from '../../core/ticker/axis.ts'
import { latest } from '../resource.ts'
import type { State } from '../state.ts'
import type { Compare } from './compare.ts'
import { tickerState } from './ticker.ts'

/** What a reader of the chart alone must be told: a picture, a sheet of paper, a frame elsewhere. */
export type FigureFacts = {
  readonly symbol: string
  readonly name: string | null
  /** What is drawn, of when, in what, on which basis, against what. */
  readonly line: string
  /** The finding of the selected event, or why there is none; null where no event is selected. */
  readonly finding: string | null
  /** What lies between the ends of the ruler; null where there is none. */
  readonly ruler: string | null
  /** From where, retrieved when, by which clock. */
  readonly origin: readonly string[]
  /** What hollow and filled mean. */
  readonly legend: string
  readonly laneNames: readonly string[]
  readonly periods: string
  readonly volume: string
  readonly abnormal: string
  /** Null where it is not drawn. */
  readonly strength: string | null
}

/** The facts of the chart on screen; null while its prices are not here. */
export function figureFactsOf(state: State): FigureFacts | null {
  const { market, spoken } = state
  const { viewport, clock, chart, compare, byHand } = tickerState(state)

  const [text, own, write] = [state.words('page'), state.words('figure'), state.format.value]
  const [prices, series, model] = [viewport.columns.value, viewport.series.value, chart.chartModel.value]
  if (prices === null || series === null || model === null) return null
  const { impact } = market
  const measured = latest(impact.state.value)
  const refused = impact.state.value.kind === 'failed' ? impact.state.value.failure : null
  const finding =
    measured === null
      ? refused?.kind === 'refused'
        ? `${own.notMeasured}: ${refused.detail}`
        : null
      : measured.kind === 'measured'
        ? measured.finding[spoken.value]
        : `${own.notMeasured}: ${text.reasons[measured.reason] ?? measured.detail}`
  const { first, last } = barsIn(viewport.span.value, series.axis.dates.length)
  const [from, to] = [first, last].map((at) => write.date(series.axis.dates[at] ?? ''))
  const kind =
    market.interval.value === '1d'
      ? model.style === 'line'
        ? own.closes
        : own.candles
      : prices.merged === null
        ? own.hours(market.interval.value)
        : text.merged(prices.merged.span, market.interval.value)
  const benchmark = measured?.kind === 'measured' ? measured.benchmark : null
  const retrieved = prices.retrieved_at === null ? '–' : write.instant(prices.retrieved_at, 'UTC')
  return {
    symbol: market.ticker.value ?? '',
    name: market.tickerFacts.value?.name ?? null,
    line: [
      `${kind}, ${own.span(from ?? '', to ?? '')}`,
      ...(prices.currency === null ? [] : [prices.currency]),
      own.basis,
      ...(state.view.value.over.mk ? [own.masked] : []),
      ...(benchmark === null ? [] : [own.benchmark(benchmark)]),
      ...comparedIn(state, compare),
      ...(model.overlay === null ? [] : [own.window(sessionsText(...model.overlay.window))]),
    ].join(' · '),
    finding,
    ruler: byHand.loaded.value?.inWords.value?.sentence ?? null,
    origin: [
      prices.source === null ? own.unknownSource : own.source(prices.source, `${retrieved} UTC`),
      own.clock(clock.place.value),
    ],
    legend: own.held,
    laneNames: model.lanes.map((lane) => text.rails[lane]),
    periods: text.periods,
    volume: own.volume,
    abnormal: own.abnormal,
    strength: compare.strengthName(),
  }
}

/** What is laid beside the ticker, and since when. */
function comparedIn({ words, format }: State, { loaded, asked }: Compare): readonly string[] {
  const drawn = loaded.value?.drawn.value ?? null
  if (drawn === null) return []
  const dates = loaded.value?.dates.value ?? []
  const base = drawn.base === null ? null : format.value.date(dates[drawn.base] ?? '')
  return [words('compare').told({ tickers: asked().tickers.join(', '), base })]
}
