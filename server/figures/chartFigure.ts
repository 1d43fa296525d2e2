import { createHash } from 'node:crypto'
import { effect } from '@preact/signals'
import type { ChartModel } from '../../web/chart/model.ts'
import { parseAddress } from '../../web/core/address.ts'
import { sessionsText } from '../../web/core/sessionText.ts'
import { barsIn } from '../../web/core/ticker/axis.ts'
import type { PageWindow } from '../../web/state/pageWindow.ts'
import { latest } from '../../web/state/resource.ts'
import { makeState } from '../../web/state/state.ts'
import { tickerState } from '../../web/state/ticker/ticker.ts'
import { Problem } from '../problem.ts'
import { coloursOf, type Scheme } from './colours.ts'
import { numbered } from './footnotes.ts'
import { offPage } from './offPage.ts'
import { around, composed, type FigureFacts, MARGIN } from './sheet.ts'

export interface FigureAsked {
  /** Path and query of the page: `/t/MSFT?r=2023-11-01..2023-12-15`. */
  readonly address: string
  /** Pixels of the drawing. */
  readonly width: number
  readonly height: number
  readonly scheme: Scheme
}

export interface Figure {
  readonly svg: string
  /** Of what it was drawn from: the versions of the answers, as one. */
  readonly version: string
}

/**
 * The chart of an address as a drawing for paper: what the page would show there, by the page's own state and painters,
 * with what a reader of the picture alone must know: what is shown, of when, from where, by which clock.
 *
 * @param ask answers the page's questions
 * @throws Problem where the address is not that of a ticker, asks for the reader's own clock, or where the server refuses
 */
export async function chartFigure(ask: PageWindow['fetch'], asked: FigureAsked): Promise<Figure> {
  const { screen, zone } = parseAddress(...partsOf(asked.address))
  if (screen.kind !== 'ticker')
    throw new Problem(400, 'bad_parameter', `Cannot draw ${asked.address}: expected the address of a chart, /t/TICKER`)
  if (zone === 'local')
    throw new Problem(
      400,
      'bad_parameter',
      'Cannot draw by the reader’s own clock, which is not known here: expected tz=ny or tz=utc',
      'tz',
    )
  const versions = new Set<string>()
  const fetch: PageWindow['fetch'] = async (to, init) => {
    const answer = await ask(to, init)
    const version = answer.headers.get('Data-Version')
    if (version !== null) versions.add(version)
    return answer
  }
  const version = () => asOne([...versions])
  const { facts, model } = await drawn(fetch, asked, version)
  return { svg: composed(model, facts, asked), version: version() }
}

const partsOf = (address: string): [path: string, search: string] => {
  const { pathname, search } = new URL(address, 'http://page.invalid')
  return [pathname, search]
}

const asOne = (versions: readonly string[]): string =>
  createHash('sha256').update(versions.toSorted().join('\n')).digest('hex').slice(0, 12)

/** Asks everything the page would ask at the address, and lays the chart out in the room that the words leave. */
async function drawn(
  fetch: PageWindow['fetch'],
  { address, width, height, scheme }: FigureAsked,
  version: () => string,
) {
  const state = makeState(offPage({ address, width, fetch }))
  await Promise.all([state.load('page'), state.load('figure')])
  const { viewport, clock, marks, chart } = tickerState(state)
  const { market, view } = state
  const { bars, events, impacts, impact, tickers } = market
  const asked = [bars, events, tickers, impacts, impact]
  await until(() => asked.every(({ state }) => state.value.kind !== 'loading'))
  for (const { state } of [bars, events, tickers]) {
    const { value } = state
    if (value.kind !== 'failed') continue
    const { failure } = value
    if (failure.kind === 'offline') throw new Error('Cannot ask the own server')
    throw new Problem(failure.status === 404 ? 404 : 422, failure.code, failure.detail, 'ticker')
  }
  const [text, own, write] = [state.words('page'), state.words('figure'), state.format.value]
  const [facts, prices, measured] = [market.tickerFacts.value, latest(bars.state.value), latest(impact.state.value)]
  const room = Math.max(200, width - 2 * MARGIN)
  viewport.size.value = { width: room, height }
  chart.theme.value = coloursOf(scheme)
  const series = viewport.series.value
  if (series === null || prices === null || viewport.rangeIsEmpty.value)
    throw new Problem(409, 'no_prices', `There are no prices of ${prices?.ticker ?? 'this ticker'} in this range`, 'r')
  const span = viewport.span.value
  const inSight = marks.clusters.value.filter(({ x }) => x >= span.from && x <= span.to)
  const titles = new Map((latest(events.state.value) ?? []).map((event) => [event.event_id, event]))
  const { footnotes, clusters, left } = numbered(inSight, view.value.event, FOOTNOTES, (id, others) => {
    const event = titles.get(id)
    const at = event?.alignment.published_utc
    const when = at == null ? write.date(event?.alignment.kind === 'aligned' ? event.alignment.day0 : '') : null
    const told = when ?? write.instant(at ?? '', clock.zone.value)
    return `${told}  ${event?.title ?? id}${others === 0 ? '' : `, ${own.more(others)}`}`
  })
  const refused = impact.state.value.kind === 'failed' ? impact.state.value.failure : null
  if (refused?.kind === 'refused' && refused.code === 'unknown_event')
    throw new Problem(404, 'unknown_event', refused.detail, 'ev')
  const finding =
    measured === null
      ? refused?.kind === 'refused'
        ? `${own.notMeasured}: ${refused.detail}`
        : null
      : measured.kind === 'measured'
        ? measured.finding[state.spoken.value]
        : `${own.notMeasured}: ${text.reasons[measured.reason] ?? measured.detail}`
  viewport.size.value = { width: room, height: Math.max(LOWEST, height - around({ finding, footnotes }, width)) }
  const model = chart.chartModel.value
  if (model === null) throw new Error('Cannot lay out the chart')
  const { first, last } = barsIn(span, series.axis.dates.length)
  const [from, to] = [series.axis.dates[first] ?? '', series.axis.dates[last] ?? ''].map((date) => write.date(date))
  const kind = view.value.interval === '1d' ? (model.style === 'line' ? own.closes : own.candles) : own.hours('1h')
  const isMeasured = measured?.kind === 'measured'
  const line = [
    `${kind}, ${own.span(from ?? '', to ?? '')}`,
    ...(prices.currency === null ? [] : [prices.currency]),
    own.basis,
    ...(isMeasured && measured.benchmark !== null ? [own.benchmark(measured.benchmark)] : []),
    ...(model.overlay === null ? [] : [own.window(sessionsText(...model.overlay.window))]),
  ].join(' · ')
  const retrieved = prices.retrieved_at === null ? '–' : write.instant(prices.retrieved_at, 'UTC')
  const told: FigureFacts = {
    symbol: market.ticker.value ?? '',
    name: facts?.name ?? null,
    line,
    finding,
    footnotes,
    unnumbered: left === 0 ? null : own.unnumbered(left),
    foot: [
      prices.source === null ? own.unknownSource : own.source(prices.source, `${retrieved} UTC`),
      own.clock(clock.place.value),
      own.version(version()),
      own.held,
    ].join(' · '),
    laneNames: model.lanes.map((lane) => text.rails[lane]),
    volume: own.volume,
    abnormal: own.abnormal,
  }
  return { facts: told, model: { ...model, clusters } satisfies ChartModel }
}

/** Footnotes there is room for. */
const FOOTNOTES = 10
/** Pixels that the chart has at least. */
const LOWEST = 200

/** Waits until signals say so. */
const until = (isSo: () => boolean): Promise<void> =>
  new Promise((done) => {
    const stop = effect(() => {
      if (!isSo()) return
      queueMicrotask(() => {
        stop()
        done()
      })
    })
  })
