import { FigureQuestion, StudyFigureQuestion, TickerSubject } from '../query/questions.ts'
import { nothing } from '../query/range.ts'
import { ofMeasuring } from './failures.ts'
import { ofStudies, specBodies } from './studies.ts'
import type { Declaration } from './verb.ts'

const figure = <const Type extends 'svg' | 'png'>(type: Type) =>
  ({
    name: `figure as ${type}`,
    does: 'The chart of an address of the page as a drawing, with title, source, clock, data version and footnotes',
    method: 'get',
    path: `/figures/:ticker.${type}`,
    subject: TickerSubject,
    question: FigureQuestion,
    fails: ['no_prices', 'unknown_event', ...ofMeasuring, 'too_many'],
    gives: { kind: 'picture', type: type === 'svg' ? 'image/svg+xml' : 'image/png' },
  }) satisfies Declaration

/** The figure with all that belongs to it, as a file that needs neither a server nor a script. */
export const figureHtml = {
  ...figure('svg'),
  name: 'figure as html',
  does: 'The chart of an address of the page as one file to be kept: drawing, finding, tables, prices as CSV with their SHA-256; without scripts, without requests',
  path: '/figures/:ticker.html',
  gives: { kind: 'picture', type: 'text/html' },
} satisfies Declaration

export const figureSvg = figure('svg')
export const figurePng = figure('png')

const studyFigure = <const Type extends 'svg' | 'png'>(type: Type) =>
  ({
    name: `study figure as ${type}`,
    does: 'A plot of the study at an address of the page as a drawing, with its sentence and data version',
    method: 'get',
    path: `/studies/figure.${type}`,
    subject: nothing,
    question: StudyFigureQuestion,
    fails: ofStudies,
    gives: { kind: 'picture', type: type === 'svg' ? 'image/svg+xml' : 'image/png' },
  }) satisfies Declaration

/** The same of a spec in the body, which has no address. */
const specFigure = <const Type extends 'svg' | 'png'>(type: Type) =>
  ({
    ...studyFigure(type),
    name: `spec figure as ${type}`,
    does: 'A plot of the study that a spec in the body asks for, as a drawing; the question says which and how large',
    method: 'post',
    bodies: specBodies,
  }) satisfies Declaration

export const studyFigureSvg = studyFigure('svg')
export const studyFigurePng = studyFigure('png')
export const specFigureSvg = specFigure('svg')
export const specFigurePng = specFigure('png')
