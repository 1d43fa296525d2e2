import { type Element, written } from '../../web/chart/element.ts'
import { parseAddress } from '../../web/core/address.ts'
import { sessionsText } from '../../web/core/sessionText.ts'
import { offPage } from '../../web/state/offPage.ts'
import { until } from '../../web/state/resource.ts'
import { makeState } from '../../web/state/state.ts'
import { studySentence } from '../../web/state/study/finding.ts'
import { modelTold } from '../../web/state/study/modelTold.ts'
import { plotOf, type StudyPlot } from '../../web/state/study/plots.ts'
import { type StudyAnswer, studyState } from '../../web/state/study/study.ts'
import { Problem } from '../problem.ts'
import { errorOf, type Figure, type FigureAsked } from './chartFigure.ts'
import { coloursOf } from './colours.ts'
import { linesOf, shortened } from './lines.ts'
import { marksOf } from './plotMarks.ts'
import { sheetOf, svgOf } from './svg.ts'
import { faces } from './typeface.ts'

/** Room around everything; where the finding begins, how high its lines are; what the foot takes. */
const [MARGIN, FINDING, LINE, FOOT] = [24, 70, 17, 34]

/**
 * A plot of the study that an address of the page names, as a drawing for paper: by the page's own state, with its sentence,
 * what was studied and how, and the version of the data.
 *
 * @param spec the text of a spec that is studied in place of what the address says
 * @throws Problem for another address, and whatever the page would be refused
 */
export async function studyFigure(
  ask: (to: string | URL | Request, init?: RequestInit) => Promise<Response>,
  plot: StudyPlot,
  { address, width, height, scheme }: FigureAsked,
  spec: string | null = null,
): Promise<Figure> {
  const { pathname, search } = new URL(address, 'http://page.invalid')
  if (parseAddress(pathname, search).screen.kind !== 'study')
    throw new Problem(400, 'bad_parameter', `Cannot draw ${address}: expected the address of a study, /study`)
  const state = makeState(offPage({ address, width, height, fetch: ask }))
  await Promise.all((['page', 'study', 'figure'] as const).map(state.load))
  const { study, look, load } = studyState(state)
  if (spec !== null) load({ name: '', text: spec })
  await until(() => study.state.value.kind === 'ready' || study.state.value.kind === 'failed')
  const { value } = study.state
  if (value.kind === 'failed') throw errorOf(value.failure)
  if (value.kind !== 'ready') throw new Error('Cannot draw a study that is not there')
  const answer = value.value
  const [text, page, own, write] = [
    state.words('study'),
    state.words('page'),
    state.words('figure'),
    state.format.value,
  ]
  const theme = coloursOf(scheme)
  const { settings } = answer.spec
  const room = width - 2 * MARGIN
  const regular = (size: number) => (text: string) => faces.regular.width(text, size)
  const finding = linesOf(studySentence(answer, text, write), regular(13), room, 3)
  const top = FINDING + 6 + finding.length * LINE
  const { of, lines } = look.peek()
  const { title, caption, drawing } = plotOf(
    plot,
    answer,
    {
      frame: {
        width: room,
        height: height - top - FOOT - 20,
        left: plot === 'events' ? 0 : 60,
        right: 18,
        top: 6,
        foot: 22,
      },
      fit: (text, width) => shortened(text, regular(11), width),
      of,
      lines,
    },
    text,
    write,
  )
  const benchmark =
    'benchmark' in answer.spec && answer.spec.benchmark !== null ? own.benchmark(answer.spec.benchmark) : ''
  const line = [
    tickersOf(answer),
    modelTold(settings, page),
    benchmark,
    `${text.estimation.toLowerCase()} ${sessionsText(...settings.estimation)}`,
  ]
    .filter((part) => part !== '')
    .join(' · ')
  const say: Say = (text, x, y, size, fill, weight = 400) =>
    written({ text, x, y, verticalAlign: 'middle', font: `${weight} ${size}px ${theme.font}`, fill })
  const fitting = (text: string, size: number) => shortened(text, regular(size), room)
  const foot = [own.version(answer.data_version), `Aftershock ${answer.version}`]
  if (drawing === null)
    throw new Problem(409, 'no_prices', `There is nothing to draw: ${studySentence(answer, text, write)}`)
  const svg = sheetOf({
    width,
    height,
    title,
    description: [studySentence(answer, text, write), line, caption, foot.join(' · ')].join('\n'),
    ground: theme.surface,
    parts: [
      [
        say(fitting(title, 20), MARGIN, 30, 20, theme.ink, 600),
        say(fitting(line, 11), MARGIN, 50, 11, theme.soft),
        ...finding.map((line, at) => say(line, MARGIN, FINDING + at * LINE, 13, theme.ink)),
        say(fitting(caption, 11), MARGIN, height - FOOT, 11, theme.soft),
        say(fitting(foot.join(' · '), 11), MARGIN, height - 14, 11, theme.soft),
      ]
        .map(svgOf)
        .join(''),
      `<g transform="translate(${MARGIN} ${top})">${marksOf(drawing, theme)}</g>`,
    ],
  })
  return { svg, version: answer.data_version }
}

const tickersOf = ({ single }: StudyAnswer): string => [...new Set(single.map(({ ticker }) => ticker))].join(', ')

type Say = (text: string, x: number, y: number, size: number, fill: string, weight?: number) => Element
