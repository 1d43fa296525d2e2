import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { firstView, formatAddress, parseAddress, viewKeys } from '../../web/core/address.ts'
import { formKeys, parseForm } from '../../web/core/study/form.ts'
import { lookKeys, parseLook } from '../../web/core/study/look.ts'
import type { Figure, FigureAsked } from '../figures/chartFigure.ts'
import type { FigurePage } from '../figures/chartPage.ts'
import { Problem } from '../problem.ts'
import type { FigureQuestion, StudyFigureQuestion, TickerSubject } from '../query/questions.ts'
import {
  figureHtml,
  figurePng,
  figureSvg,
  specFigurePng,
  specFigureSvg,
  studyFigurePng,
  studyFigureSvg,
} from '../verbs/figures.ts'
import { questionOf, subjectOf, VERSION_HEADER } from './answering.ts'
import type { OwnFetch } from './ownAnswers.ts'
import { type Queues, queued } from './queued.ts'

/** Charts as drawings, over HTTP. What draws them, a good part of the page, is loaded with the first. */
export const figures = (ask: OwnFetch, { exports: queue }: Queues) =>
  new Hono()
    .get('/figures/:ticker{.+\\.svg}', queued(queue), async (c) => sent(c, 'svg', await asked(ask, figureSvg, c)))
    .get('/figures/:ticker{.+\\.png}', queued(queue), async (c) => sent(c, 'png', await asked(ask, figurePng, c)))
    .get('/figures/:ticker{.+\\.html}', queued(queue), async (c) => {
      const { ticker } = subjectOf(figureHtml, c)
      return kept(c, await pageOf(ask, ticker, await questionOf(figureHtml, c)))
    })
    .get(studyFigureSvg.path, queued(queue), async (c) =>
      sent(c, 'svg', await studyFigureOf(ask, await questionOf(studyFigureSvg, c))),
    )
    .get(studyFigurePng.path, queued(queue), async (c) =>
      sent(c, 'png', await studyFigureOf(ask, await questionOf(studyFigurePng, c))),
    )
    .post(specFigureSvg.path, queued(queue), async (c) =>
      sent(c, 'svg', await studyFigureOf(ask, await questionOf(specFigureSvg, c), await c.req.text())),
    )
    .post(specFigurePng.path, queued(queue), async (c) =>
      sent(c, 'png', await studyFigureOf(ask, await questionOf(specFigurePng, c), await c.req.text())),
    )

/** A figure, how fine a picture of it was asked for, and whether it is to be kept. */
type Asked = Figure & { readonly scale: number; readonly isKept: boolean }

async function asked(ask: OwnFetch, verb: typeof figureSvg | typeof figurePng, c: Context): Promise<Asked> {
  return figureOf(ask, subjectOf(verb, c).ticker, await questionOf(verb, c))
}

async function sent(c: Context, type: 'svg' | 'png', { svg, version, scale, isKept }: Asked): Promise<Response> {
  const body = type === 'svg' ? svg : await (await import('../figures/png.ts')).pngOf(svg, scale)
  return new Response(body, {
    headers: {
      'Content-Type': type === 'svg' ? 'image/svg+xml; charset=utf-8' : 'image/png',
      'Content-Disposition': `${isKept ? 'attachment' : 'inline'}; filename="${fileName(c, type)}"`,
      [VERSION_HEADER]: version,
    },
  })
}

/** A file to be kept: as a page of this server it would be another page than ours, so it is not opened here. */
const kept = (c: Context, { html, version }: FigurePage): Response =>
  new Response(html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName(c, 'html')}"`,
      [VERSION_HEADER]: version,
    },
  })

const fileName = (c: Context, type: string): string =>
  (c.req.param('ticker') ?? `study.${type}`).replaceAll(/[^\w.-]/g, '_')

/** The same as one file with its words and numbers. @throws Problem as `figureOf` */
export async function pageOf(
  ask: OwnFetch,
  ticker: z.output<typeof TickerSubject>['ticker'],
  question: z.output<typeof FigureQuestion>,
): Promise<FigurePage> {
  const { chartPage } = await import('../figures/chartPage.ts')
  return chartPage(ask, askedOf(ticker, question))
}

/** What is drawn where. @throws Problem for a value that the page would not know */
function askedOf(
  ticker: z.output<typeof TickerSubject>['ticker'],
  { width, height, theme, scale: _, save: __, ...keys }: z.output<typeof FigureQuestion>,
): FigureAsked {
  const path = formatAddress({ ...firstView, screen: { kind: 'ticker', ticker } })
  return { address: addressWith(path, keys), width, height, scheme: theme }
}

/**
 * The figure of a ticker as its question asks: the keys of the page's address, and a size.
 *
 * @throws Problem for a value that the page would not know, and whatever the page would be refused
 */
export async function figureOf(
  ask: OwnFetch,
  ticker: z.output<typeof TickerSubject>['ticker'],
  question: z.output<typeof FigureQuestion>,
): Promise<Asked> {
  const { chartFigure } = await import('../figures/chartFigure.ts')
  const { scale, save } = question
  return { ...(await chartFigure(ask, askedOf(ticker, question))), scale: Number(scale), isKept: save === '1' }
}

/**
 * A plot of a study as its question asks: the keys of the address of `/study`, which plot, and a size.
 *
 * @param spec studied in place of what the address says, as text
 * @throws Problem as above
 */
export async function studyFigureOf(
  ask: OwnFetch,
  { plot, width, height, theme, scale, save, ...keys }: z.output<typeof StudyFigureQuestion>,
  spec: string | null = null,
): Promise<Asked> {
  const { studyFigure } = await import('../figures/studyFigure.ts')
  const address = addressWith('/study', keys)
  const figure = await studyFigure(ask, plot, { address, width, height, scheme: theme }, spec)
  return { ...figure, scale: Number(scale), isKept: save === '1' }
}

/** The address of the page with keys. @throws Problem for a value that the page would take for absent */
function addressWith(path: string, keys: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(keys).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const query = `?${new URLSearchParams(given)}`
  const view = parseAddress(path, query)
  const ofStudy =
    view.screen.kind === 'study'
      ? [...formKeys(parseForm(view.screen.asked)), ...lookKeys(parseLook(view.screen.asked))]
      : []
  const known = new Map<string, string>([...viewKeys(view), ...ofStudy].map(([key, value]) => [key, value]))
  // The page takes what it does not know for absent; a picture that shows something else than asked for would deceive.
  for (const [key, value] of given)
    if (known.get(key) !== value)
      throw new Problem(400, 'bad_parameter', `Cannot draw ${key}=${value}: docs/url.md lists what ${key} may be`, key)
  return path + query
}
