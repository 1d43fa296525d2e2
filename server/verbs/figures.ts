import { FigureQuestion, TickerSubject } from '../query/questions.ts'
import { ofMeasuring } from './failures.ts'
import type { Declaration } from './verb.ts'

const figure = <const Type extends 'svg' | 'png'>(type: Type) =>
  ({
    name: `figure as ${type}`,
    does: 'The chart of an address of the page as a drawing, with title, source, clock, data version and footnotes',
    method: 'get',
    path: `/figures/:ticker.${type}`,
    subject: TickerSubject,
    question: FigureQuestion,
    fails: ['no_prices', ...ofMeasuring],
    gives: { kind: 'picture', type: type === 'svg' ? 'image/svg+xml' : 'image/png' },
  }) satisfies Declaration

export const figureSvg = figure('svg')
export const figurePng = figure('png')
