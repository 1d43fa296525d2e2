import { pixelOf } from '../core/ticker/layout.ts'
import { type Rail, rails } from '../core/ticker/rails.ts'
import { drawn, type Element, written } from './element.ts'
import type { ChartModel } from './model.ts'
import { type PathBuffer, pathBuffer } from './path.ts'

const frames = new Map<Rail, { filled: PathBuffer; hollow: PathBuffer; half: PathBuffer }>(
  rails.map((rail) => [rail, { filled: pathBuffer(), hollow: pathBuffer(), half: pathBuffer() }]),
)
const chosen = pathBuffer()

/** Pixels of the narrowest period with a letter, and of the lowest row with one. */
const [LETTER, LINE] = [18, 14]

/** What lasted: a bar over its time in its row, with the hue and letter of its family and the fill of its verdict. */
export function paintPeriods({ layout, span, theme, periods, selected }: ChartModel): readonly Element[] {
  chosen.clear()
  for (const each of frames.values()) for (const paths of Object.values(each)) paths.clear()
  const pane = layout.periods
  if (pane === null) return []
  const [left, right] = [layout.left, layout.left + layout.width]
  const texts: Element[] = []
  for (const { from, to, row, rail, face } of periods) {
    const x = Math.round(Math.max(left, pixelOf(layout, span, from))) + 0.5
    const end = Math.round(Math.min(right, pixelOf(layout, span, to))) - 0.5
    if (end - x < 1) continue
    const [top, height] = [Math.round(pane.top + row * pane.row) + 1.5, Math.max(2, Math.round(pane.row) - 4)]
    const { verdict } = face
    frames
      .get(rail)
      ?.[verdict === 'significant' ? 'filled' : verdict === 'not' ? 'hollow' : 'half'].put(x, top, end - x, height)
    if (face.id === selected) chosen.put(x - 2.5, top - 2.5, end - x + 5, height + 5)
    if (end - x < LETTER || pane.row < LINE) continue
    texts.push(
      written({
        text: face.letter,
        x: x + 9,
        y: top + height / 2 + 0.5,
        align: 'center',
        verticalAlign: 'middle',
        font: `600 11px ${theme.font}`,
        fill: verdict === 'significant' ? theme.surface : theme.ink,
      }),
    )
  }
  return [
    ...[...frames].flatMap(([rail, { filled, hollow, half }]) => {
      const stroke = theme.rails[rail]
      return [
        drawn('rects', hollow, { fill: theme.surface, stroke, lineWidth: 1.5 }),
        drawn('rects', half, { fill: theme.surface, stroke, lineWidth: 1.5, lineDash: [3, 3] }),
        drawn('rects', filled, { fill: stroke, stroke, lineWidth: 1.5 }),
      ]
    }),
    drawn('rects', chosen, { stroke: theme.ink, lineWidth: 2 }),
    ...texts,
  ]
}
