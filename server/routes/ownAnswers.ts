import { Hono } from 'hono'
import { Problem, refusalText } from '../problem.ts'
import { board } from '../verbs/board.ts'
import { event, events, eventVersions } from '../verbs/events.ts'
import { abnormal, impact, impacts } from '../verbs/impacts.ts'
import { keeping } from '../verbs/kept.ts'
import { bars, tickers } from '../verbs/prices.ts'
import { quality } from '../verbs/quality.ts'
import type { VerbContext } from '../verbs/verb.ts'
import { passport } from '../verbs/witnesses.ts'
import { world, worldImpacts } from '../verbs/world.ts'
import { answering } from './answering.ts'
import type { Queues } from './queued.ts'
import { studies } from './studies.ts'

/** What the page asks, answered within the server. */
export type OwnFetch = (to: string | URL | Request, init?: RequestInit) => Promise<Response>

interface Kept {
  readonly status: number
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
}

const HOUR = 3_600_000
/** Answers kept; a page of prices or events has 10,000 lines at most. */
const MOST = 48

/**
 * Answers what the page of a ticker asks, without a request: figures and the page that comes drawn ask the same few
 * questions again and again, so answers are kept for as long as nothing is written.
 */
export function ownAnswers(context: VerbContext, queues: Queues): OwnFetch {
  const server = new Hono()
    .onError((error) => {
      if (!(error instanceof Problem)) throw error
      return new Response(refusalText(error, ''), { status: error.status })
    })
    .route('/api', studies(context, queues))
    .route(
      '/api',
      new Hono()
        .get(board.path, answering(board, context))
        .get(tickers.path, answering(tickers, context))
        .get(bars.path, answering(bars, context))
        .get(events.path, answering(events, context))
        .get(event.path, answering(event, context))
        .get(eventVersions.path, answering(eventVersions, context))
        .get(passport.path, answering(passport, context))
        .get(impacts.path, answering(impacts, context))
        .get(impact.path, answering(impact, context))
        .get(world.path, answering(world, context))
        .get(worldImpacts.path, answering(worldImpacts, context))
        .get(abnormal.path, answering(abnormal, context))
        .get(quality.path, answering(quality, context)),
    )
  const kept = keeping<Kept>(MOST)
  return async (to, init) => {
    const request = new Request(new URL(to instanceof Request ? to.url : String(to), 'http://page.invalid'), init)
    const { pathname, search } = new URL(request.url)
    // A study is asked with its spec in the body, and is computed each time.
    if (request.method === 'POST') return server.request(pathname + search, request)
    const ask = async (): Promise<Kept> => {
      const answer = await server.request(pathname + search)
      return { status: answer.status, headers: [...answer.headers], body: await answer.text() }
    }
    // How old findings are is told in days: an hour is near enough.
    const key = `${Math.floor(context.now() / HOUR)} ${pathname}${search}`
    const { status, headers, body } = await kept(context, key, ask)
    return new Response(body, { status, headers: headers.map(([name, value]) => [name, value]) })
  }
}
