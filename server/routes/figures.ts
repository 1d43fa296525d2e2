import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { firstView, formatAddress, parseAddress, viewKeys } from '../../web/core/address.ts'
import { chartFigure, type Figure } from '../figures/chartFigure.ts'
import { pngOf } from '../figures/png.ts'
import { Problem, refusalText } from '../problem.ts'
import type { FigureQuestion, TickerSubject } from '../query/questions.ts'
import { events } from '../verbs/events.ts'
import { figurePng, figureSvg } from '../verbs/figures.ts'
import { impact, impacts } from '../verbs/impacts.ts'
import { bars, tickers } from '../verbs/prices.ts'
import type { VerbContext } from '../verbs/verb.ts'
import { answering, questionOf, subjectOf, VERSION_HEADER } from './answering.ts'
import { type Queues, queued } from './queued.ts'

/** Charts as drawings, over HTTP. */
export const figures = (context: VerbContext, { exports: queue }: Queues) =>
  new Hono()
    .get('/figures/:ticker{.+\\.svg}', queued(queue), async (c) => sent(c, 'svg', await asked(context, figureSvg, c)))
    .get('/figures/:ticker{.+\\.png}', queued(queue), async (c) => sent(c, 'png', await asked(context, figurePng, c)))

async function asked(context: VerbContext, verb: typeof figureSvg | typeof figurePng, c: Context): Promise<Figure> {
  return figureOf(context, subjectOf(verb, c).ticker, await questionOf(verb, c))
}

async function sent(c: Context, type: 'svg' | 'png', { svg, version }: Figure): Promise<Response> {
  const body = type === 'svg' ? svg : await pngOf(svg)
  const name = `${c.req.param('ticker')?.replaceAll(/[^\w.-]/g, '_')}`
  return new Response(body, {
    headers: {
      'Content-Type': type === 'svg' ? 'image/svg+xml; charset=utf-8' : 'image/png',
      'Content-Disposition': `inline; filename="${name}"`,
      [VERSION_HEADER]: version,
    },
  })
}

/**
 * The figure of a ticker as its question asks: the keys of the page's address, and a size.
 *
 * @throws Problem for a value that the page would not know, and whatever the page would be refused
 */
export async function figureOf(
  context: VerbContext,
  ticker: z.output<typeof TickerSubject>['ticker'],
  { width, height, theme, ...keys }: z.output<typeof FigureQuestion>,
): Promise<Figure> {
  const given = Object.entries(keys).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const path = formatAddress({ ...firstView, screen: { kind: 'ticker', ticker } })
  const query = `?${new URLSearchParams(given)}`
  const known = new Map(viewKeys(parseAddress(path, query)).map(([key, value]) => [key, value]))
  // The page takes what it does not know for absent; a picture that shows something else than asked for would deceive.
  for (const [key, value] of given)
    if (known.get(key) !== value)
      throw new Problem(400, 'bad_parameter', `Cannot draw ${key}=${value}: docs/url.md lists what ${key} may be`, key)
  const server = answers(context)
  const fetch = async (to: string | URL | Request, init?: RequestInit) =>
    server.request(to instanceof Request ? to : String(to), init)
  return chartFigure(fetch, { address: path + query, width, height, scheme: theme })
}

/** What a chart asks of the server, answered within it. */
const answers = (context: VerbContext) =>
  new Hono()
    .onError((error) => {
      if (!(error instanceof Problem)) throw error
      return new Response(refusalText(error, ''), { status: error.status })
    })
    .route(
      '/api',
      new Hono()
        .get(tickers.path, answering(tickers, context))
        .get(bars.path, answering(bars, context))
        .get(events.path, answering(events, context))
        .get(impacts.path, answering(impacts, context))
        .get(impact.path, answering(impact, context)),
    )
