import { createHash } from 'node:crypto'
import { whenText } from '../../web/core/event/day.ts'
import { sessionsText } from '../../web/core/sessionText.ts'
import { barsIn } from '../../web/core/ticker/axis.ts'
import { railOfEvent } from '../../web/core/ticker/family.ts'
import type { PageWindow } from '../../web/state/pageWindow.ts'
import { latest } from '../../web/state/resource.ts'
import type { State } from '../../web/state/state.ts'
import { tickerState } from '../../web/state/ticker/ticker.ts'
import { type FigureAsked, figureOfChart } from './chartFigure.ts'
import { type Cell, documentOf, tableOf } from './document.ts'

export interface FigurePage {
  readonly html: string
  /** Of what it was made from. */
  readonly version: string
}

/**
 * The chart of an address as one file to be kept: its drawing, the sentence, the windows and the events as tables, the
 * prices as CSV with their SHA-256. It runs no script and asks nothing of anybody; equal data give equal bytes.
 *
 * @param ask answers the page's questions
 * @throws Problem as the drawing does
 */
export async function chartPage(ask: PageWindow['fetch'], asked: FigureAsked): Promise<FigurePage> {
  const { svg, version, state, facts } = await figureOfChart(ask, asked)
  const [text, own, kept] = [state.words('page'), state.words('figure'), state.words('still')]
  const csv = pricesOf(state)
  const html = documentOf({
    language: state.spoken.value,
    scheme: asked.scheme,
    title: [facts.symbol, facts.name].filter((part) => part !== null).join(' · '),
    svg,
    parts: [
      ...(facts.finding === null ? [] : [{ title: kept.finding, quote: facts.finding }]),
      { title: kept.windows, table: windowsOf(state) },
      { title: text.events, table: eventsOf(state) },
      { title: kept.keptPrices, note: `${own.basis}. SHA-256 ${sha256(csv)}`, data: csv },
      {
        title: kept.origin,
        lines: [
          ...facts.origin,
          facts.line,
          ...(facts.ruler === null ? [] : [facts.ruler]),
          own.version(version),
          asked.address,
        ],
      },
    ],
  })
  return { html, version }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Every window of the selected event, as its card has them; null where there is none, or no figure of it. */
function windowsOf({ market, format, words }: State): string | null {
  const impact = latest(market.impact.state.value)
  if (impact?.kind !== 'measured') return null
  const [text, write] = [words('page'), format.value]
  const level = Math.round((1 - market.level.value) * 100)
  return tableOf(
    [text.window, text.car, text.interval95(level), 't', 'p'],
    impact.windows.map((window): readonly Cell[] => [
      sessionsText(window.from, window.to),
      write.percent(window.car),
      window.ciLow === null ? '–' : `${write.bound(window.ciLow)} … ${write.bound(window.ciHigh)} %`,
      write.statistic(window.tExact),
      write.p(window.pExact),
    ]),
  )
}

/** The events of the bars on the chart, each with the figures of its session. */
function eventsOf(state: State): string | null {
  const { listed, marks, clock } = tickerState(state)
  const { items } = listed.value
  if (items.length === 0) return null
  const [text, own, write] = [state.words('page'), state.words('figure'), state.format.value]
  return tableOf(
    [own.time, own.session, own.family, own.event, text.ar, 't', 'p'],
    items.map((item): readonly Cell[] => {
      const line = marks.lines.value.get(item.event_id)
      const measured = line?.kind === 'measured' ? line : null
      return [
        whenText(item, write, clock.zone.value),
        item.alignment.kind === 'aligned' ? write.date(item.alignment.day0) : '–',
        text.rails[railOfEvent(item)],
        { text: item.title, language: item.language },
        write.percent(measured?.ar ?? null),
        write.statistic(measured?.t ?? null),
        write.p(measured?.p ?? null),
      ]
    }),
  )
}

/** The bars on the chart as CSV: numbers as they are stored, points as decimal marks, `state` as in every other file. */
function pricesOf(state: State): string {
  const { viewport } = tickerState(state)
  const [prices, series] = [viewport.columns.value, viewport.series.value]
  if (prices === null || series === null) return ''
  const { first, last } = barsIn(viewport.span.value, series.axis.dates.length)
  const columns = ['open', 'high', 'low', 'close', 'volume'] as const
  const lines = [...series.row.subarray(first, last + 1)].flatMap((row) =>
    row < 0
      ? []
      : [
          [
            prices.start?.[row] ?? prices.date[row],
            ...columns.map((column) => prices[column][row] ?? ''),
            prices.state[row] ?? '',
          ].join(','),
        ],
  )
  return [[prices.start === null ? 'date' : 'start', ...columns, 'state'].join(','), ...lines, ''].join('\n')
}
