import { type Element, written } from '../../web/chart/element.ts'
import type { ChartModel } from '../../web/chart/model.ts'
import { paint } from '../../web/chart/paint.ts'
import type { FigureFacts } from '../../web/state/ticker/figureFacts.ts'
import type { Footnote } from './footnotes.ts'
import { linesOf, shortened } from './lines.ts'
import { clipped, sheetOf, svgOf } from './svg.ts'
import { faces } from './typeface.ts'

/** Room left and right of everything. */
export const MARGIN = 24
/** Where the finding begins, how high its lines and those of the footnotes are, and what is left at the foot. */
const [FINDING, LINE, NOTE, FOOT] = [70, 17, 15, 30]

/** What stands around the chart, in the reader's language. */
export type SheetFacts = Omit<FigureFacts, 'origin' | 'legend'> & {
  readonly footnotes: readonly Footnote[]
  /** Places with events that got no number. */
  readonly unnumbered: string | null
  readonly foot: string
}

const regular = (size: number) => (text: string) => faces.regular.width(text, size)
/** The sentences over the chart, the finding first, in lines. */
const sentencesOf = ({ finding, ruler }: Pick<SheetFacts, 'finding' | 'ruler'>, width: number): readonly string[] =>
  [finding, ruler].flatMap((said) => (said === null ? [] : linesOf(said, regular(13), width - 2 * MARGIN, 3)))
const chartTop = (facts: Pick<SheetFacts, 'finding' | 'ruler'>, width: number): number =>
  FINDING - 8 + sentencesOf(facts, width).length * LINE
const rowsOf = (footnotes: readonly Footnote[]): number => Math.ceil((footnotes.length + 1) / 2)

/** Pixels that the words above and below the chart take. */
export const around = (facts: Pick<SheetFacts, 'finding' | 'ruler' | 'footnotes'>, width: number): number =>
  chartTop(facts, width) + 16 + rowsOf(facts.footnotes) * NOTE + FOOT

/** Chart and words on one sheet. */
export function composed(
  model: ChartModel,
  facts: SheetFacts,
  { width, height }: { readonly width: number; readonly height: number },
): string {
  const { theme } = model
  const room = width - 2 * MARGIN
  const say = (text: string, x: number, y: number, size: number, fill: string, weight = 400): Element =>
    written({ text, x, y, verticalAlign: 'middle', font: `${weight} ${size}px ${theme.font}`, fill })
  const symbolWidth = faces.strong.width(facts.symbol, 20)
  const sentences = sentencesOf(facts, width)
  const top = chartTop(facts, width)
  const head = [
    say(facts.symbol, MARGIN, 30, 20, theme.ink, 600),
    ...(facts.name === null
      ? []
      : [
          say(
            shortened(facts.name, regular(14), room - symbolWidth - 10),
            MARGIN + symbolWidth + 10,
            31,
            14,
            theme.soft,
          ),
        ]),
    say(shortened(facts.line, regular(11), room), MARGIN, 50, 11, theme.soft),
    ...sentences.map((line, at) => say(line, MARGIN, FINDING + at * LINE, 13, theme.ink)),
  ]
  const notesTop = top + model.layout.height + 16
  return sheetOf({
    width,
    height,
    title: facts.name === null ? facts.symbol : `${facts.symbol} · ${facts.name}`,
    description: [
      facts.finding,
      facts.ruler,
      facts.line,
      ...facts.footnotes.map(({ number, text }) => `${number} ${text}`),
      facts.foot,
    ]
      .filter((part) => part !== null)
      .join('\n'),
    ground: theme.surface,
    parts: [
      head.map(svgOf).join(''),
      `<g transform="translate(${MARGIN - model.layout.left} ${top})">${chartOf(model, facts)}</g>`,
      notes(facts, { width, top: notesTop }, say, theme).map(svgOf).join(''),
      svgOf(say(shortened(facts.foot, regular(11), room), MARGIN, height - 14, 11, theme.soft)),
    ],
  })
}

/** The panes of the page, one over the other, with their scales and names. */
function chartOf(model: ChartModel, { laneNames, periods, volume, abnormal, strength }: SheetFacts): string {
  const { layout, theme } = model
  const right = layout.left + layout.width + 6
  const name = (text: string, y: number): string =>
    svgOf(
      written({
        text: shortened(text, (text) => faces.regular.width(text, 11), layout.gutter - 6),
        x: right,
        y,
        verticalAlign: 'middle',
        font: `11px ${theme.font}`,
        fill: theme.soft,
      }),
    )
  const { rails } = layout
  return [
    ...paint(model).flatMap(({ name: layer, clip, elements }) =>
      layer === 'ribbon'
        ? []
        : [
            clip === null
              ? elements.map(svgOf).join('')
              : clipped(elements, layer, { left: layout.left, width: layout.width, ...clip }),
          ],
    ),
    ...(model.merged ? [] : laneNames.map((text, lane) => name(text, rails.top + rails.row * (lane + 0.5)))),
    layout.periods === null || model.merged ? '' : name(periods, layout.periods.top + layout.periods.row / 2),
    layout.volume === null ? '' : name(volume, layout.volume.top + layout.volume.height / 2),
    layout.strength === null || strength === null
      ? ''
      : svgOf(
          written({
            text: strength,
            x: layout.left + 4,
            y: layout.strength.top + 8,
            verticalAlign: 'middle',
            font: `11px ${theme.font}`,
            fill: theme.soft,
          }),
        ),
    layout.ar === null
      ? ''
      : svgOf(
          written({
            text: abnormal,
            x: layout.left + 4,
            y: layout.ar.top - 6,
            verticalAlign: 'middle',
            font: `11px ${theme.font}`,
            fill: theme.soft,
          }),
        ),
  ].join('\n')
}

type Say = (text: string, x: number, y: number, size: number, fill: string, weight?: number) => Element

/** The footnotes in two columns, the second beginning where the first ends. */
function notes(
  { footnotes, unnumbered }: SheetFacts,
  { width, top }: { readonly width: number; readonly top: number },
  say: Say,
  { ink, soft }: ChartModel['theme'],
): readonly Element[] {
  const column = (width - 2 * MARGIN - 16) / 2
  const rows = rowsOf(footnotes)
  const measure = regular(11)
  const place = (at: number) => ({ x: MARGIN + (at < rows ? 0 : column + 16), y: top + (at % rows) * NOTE })
  const lines = footnotes.flatMap(({ number, text }, at) => {
    const { x, y } = place(at)
    return [say(String(number), x, y, 11, ink, 600), say(shortened(text, measure, column - 18), x + 18, y, 11, ink)]
  })
  if (unnumbered === null) return lines
  const { x, y } = place(footnotes.length)
  return [...lines, say(shortened(unnumbered, measure, column), x, y, 11, soft)]
}
