import type { View } from '../address.ts'
import type { FigureLook } from '../figureAddress.ts'
import { addressOfScreen } from '../screens.ts'

/** Address of the drawing of a plot of the study on screen. */
export function studyFigureAddress({ screen }: View, plot: string, type: 'png' | 'svg', also: FigureLook): string {
  const own = addressOfScreen(screen).keys.filter(([, , isFirst]) => !isFirst)
  const keys = [['plot', plot], ...own.map(([key, value]) => [key, value]), ...Object.entries(also)] as [
    string,
    string,
  ][]
  return `/api/studies/figure.${type}?${new URLSearchParams(keys)}`
}
