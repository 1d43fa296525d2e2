import { createHash } from 'node:crypto'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ChartModel } from '../../web/chart/model.ts'
import { parseAddress } from '../../web/core/address.ts'
import { whenText } from '../../web/core/event/day.ts'
import { offPage } from '../../web/state/offPage.ts'
import type { PageWindow } from '../../web/state/pageWindow.ts'
import { latest, until } from '../../web/state/resource.ts'
import { makeState, type State } from '../../web/state/state.ts'
import { makeComparing } from '../../web/state/ticker/comparing.ts'
import { type FigureFacts, figureFactsOf } from '../../web/state/ticker/figureFacts.ts'
import { makeHands } from '../../web/state/ticker/hands.ts'
import { tickerState } from '../../web/state/ticker/ticker.ts'
import { Problem } from '../problem.ts'
import { coloursOf, type Scheme } from './colours.ts'
import { numbered } from './footnotes.ts'
import { around, composed, MARGIN, type SheetFacts } from './sheet.ts'

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
  const { svg, version } = await figureOfChart(ask, asked)
  return { svg, version }
}

/** The same with the state that it was drawn from, for what stands beside it. */
export async function figureOfChart(
  ask: PageWindow['fetch'],
  asked: FigureAsked,
): Promise<Figure & { readonly state: State; readonly facts: FigureFacts }> {
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
  const { state, facts, told, model } = await drawn(fetch, asked, version)
  return { svg: composed(model, told, asked), version: version(), state, facts }
}

type Failure =
  | { readonly kind: 'offline' }
  | Readonly<{ kind: 'refused'; status: number; code: string; detail: string; again?: number }>

/** What the page was refused, as the drawing is refused. */
export const errorOf = (failure: Failure, parameter: string | null = null): Error =>
  failure.kind === 'offline'
    ? new Error('Cannot ask the own server')
    : new Problem(
        failure.status as ContentfulStatusCode,
        failure.code,
        failure.detail,
        parameter,
        null,
        failure.again ?? null,
      )

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
  const state = makeState(offPage({ address, width, height, fetch }))
  await Promise.all((['page', 'figure', 'still'] as const).map(state.load))
  const { viewport, clock, marks, chart, compare, byHand } = tickerState(state)
  const { market, view } = state
  const { bars, events, impacts, impact, tickers } = market
  const asked = [bars, events, tickers, impacts, impact]
  await until(() => asked.every(({ state }) => state.value.kind !== 'loading'))
  // Which sessions are on screen is known when the bars are, and what is compared when its code is here.
  if (compare.asked().tickers.length > 0) {
    await state.load('compare')
    compare.begin(makeComparing)
  }
  if (byHand.hasRuler()) {
    await state.load('hands')
    byHand.begin(makeHands)
  }
  await until(() => state.pending.value === 0)
  for (const { state } of [bars, events, tickers]) {
    const { value } = state
    if (value.kind !== 'failed') continue
    throw errorOf(value.failure, 'ticker')
  }
  const [own, kept, write, prices] = [
    state.words('figure'),
    state.words('still'),
    state.format.value,
    latest(bars.state.value),
  ]
  const room = Math.max(200, width - 2 * MARGIN)
  viewport.size.value = { width: room, height }
  chart.theme.value = coloursOf(scheme)
  const series = viewport.series.value
  if (series === null || prices === null || viewport.rangeIsEmpty.value)
    throw new Problem(409, 'no_prices', `There are no prices of ${prices?.ticker ?? 'this ticker'} in this range`, 'r')
  const span = viewport.span.value
  const inSight = marks.clusters.value.filter(({ x }) => x >= span.from && x <= span.to)
  const titles = new Map((latest(events.state.value) ?? []).map((event) => [event.event_id, event]))
  const tell = (id: string, others: number): string => {
    const event = titles.get(id)
    const told = event === undefined ? '' : whenText(event, write, clock.zone.value)
    return `${told}  ${event?.title ?? id}${others === 0 ? '' : `, ${kept.more(others)}`}`
  }
  const refused = impact.state.value.kind === 'failed' ? impact.state.value.failure : null
  if (refused?.kind === 'refused' && refused.code === 'unknown_event')
    throw new Problem(404, 'unknown_event', refused.detail, 'ev')
  const facts = figureFactsOf(state)
  if (facts === null) throw new Error('Cannot lay out the chart')
  const { origin, legend } = facts
  const laidOut = (most: number) => {
    const { footnotes, clusters, left } = numbered(inSight, view.value.event, most, tell)
    const given = Math.max(LOWEST, height - around({ ...facts, footnotes }, width))
    viewport.size.value = { width: room, height: given }
    const model = chart.chartModel.value
    if (model === null) throw new Error('Cannot lay out the chart')
    return { footnotes, clusters, left, model, fits: model.layout.height <= given }
  }
  // Panes become only so low: then fewer places have a number.
  let most = height < LOW ? 0 : FOOTNOTES
  let laid = laidOut(most)
  while (!laid.fits && most > 0) {
    most -= 2
    laid = laidOut(most)
  }
  const { footnotes, clusters, left, model } = laid
  const told: SheetFacts = {
    ...facts,
    footnotes,
    unnumbered: left === 0 || height < LOW ? null : kept.unnumbered(left),
    foot: [...origin, own.version(version()), legend].join(' · '),
  }
  return { state, facts, told, model: { ...model, clusters } satisfies ChartModel }
}

/** Footnotes there is room for, and pixels of height below which there is none for any. */
const [FOOTNOTES, LOW] = [10, 500]
/** Pixels that the chart has at least. */
const LOWEST = 200
