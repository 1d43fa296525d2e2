import { written } from '../../web/chart/element.ts'
import type { Theme } from '../../web/chart/theme.ts'
import type { Drawing, Ink, Mark } from '../../web/core/study/plots/drawing.ts'
import { svgOf } from './svg.ts'

/** The marks of a plot as SVG in a theme's colours. */
export const marksOf = ({ marks }: Drawing, theme: Theme): string => marks.map((mark) => markOf(mark, theme)).join('')

const at = (value: number): string => String(Math.round(value * 100) / 100)

function markOf(mark: Mark, theme: Theme): string {
  switch (mark.kind) {
    case 'path':
      return `<path d="${mark.d}" ${styles[mark.ink](theme)}/>`
    case 'circle':
      return `<circle cx="${at(mark.x)}" cy="${at(mark.y)}" r="${mark.r}" ${styles[mark.ink](theme)}/>`
    case 'text': {
      const { text, x, y, anchor, ink } = mark
      const style = {
        text,
        x,
        y,
        verticalAlign: 'middle',
        font: `11px ${theme.font}`,
        fill: ink === 'name' ? theme.ink : theme.soft,
      } as const
      const svg = svgOf(written(anchor === 'middle' ? { ...style, align: 'center' } : style))
      return anchor === 'end' ? svg.replace('<text ', '<text text-anchor="end" ') : svg
    }
  }
}

const stroked = (colour: string, width: number, more = '') =>
  `fill="none" stroke="${colour}" stroke-width="${width}"${more}`

/** How each kind of mark looks on paper; the page's style sheet says the same of the screen (`StudyPlot.css`). */
const styles: Readonly<Record<Ink, (theme: Theme) => string>> = {
  grid: ({ grid }) => stroked(grid, 1),
  zero: ({ hair }) => stroked(hair, 1),
  day0: ({ hair }) => stroked(hair, 1, ' stroke-dasharray="3 3"'),
  band: ({ soft }) => `fill="${soft}" fill-opacity="0.16"`,
  thin: ({ soft }) => stroked(soft, 1, ' stroke-opacity="0.35"'),
  line: ({ ink }) => stroked(ink, 2, ' stroke-linejoin="round"'),
  mean: ({ accent }) => stroked(accent, 1.5, ' stroke-dasharray="5 3"'),
  interval: ({ soft }) => stroked(soft, 1.5),
  filled: ({ ink }) => `fill="${ink}" stroke="${ink}" stroke-width="1.5"`,
  hollow: ({ ink, surface }) => `fill="${surface}" stroke="${ink}" stroke-width="1.5"`,
  label: () => '',
  name: () => '',
}
