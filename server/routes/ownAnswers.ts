import { Hono } from 'hono'
import { Problem, refusalHeaders, refusalText } from '../problem.ts'
import { backfills } from '../verbs/backfills.ts'
import { board } from '../verbs/board.ts'
import { event, events, eventVersions, facets } from '../verbs/events.ts'
import { abnormal, impact, impacts } from '../verbs/impacts.ts'
import { imports } from '../verbs/imports.ts'
import { bars, packedBars, tickers } from '../verbs/prices.ts'
import { quality } from '../verbs/quality.ts'
import { upkeep } from '../verbs/upkeep.ts'
import type { VerbContext } from '../verbs/verb.ts'
import { passport } from '../verbs/witnesses.ts'
import { world, worldImpacts } from '../verbs/world.ts'
import { answering, VERSION_HEADER } from './answering.ts'
import type { AppContext } from './context.ts'
import { headersOf, keptOf } from './keeping.ts'
import type { Queues } from './queued.ts'
import { studies } from './studies.ts'

/** What the page asks, answered within the server. */
export type OwnFetch = (to: string | URL | Request, init?: RequestInit) => Promise<Response>

interface Given {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer> | string | null
}

const HOUR = 3_600_000
/** What runs in the server is told as it is now. */
const neverKept: ReadonlySet<string> = new Set([backfills.path, upkeep.path].map((path) => `/api${path}`))
const plainly = { encoding: undefined, ifNoneMatch: undefined }

/**
 * Answers what the page asks, without a request: figures and the page that comes drawn ask the same few
 * questions again and again, and the scripts of the page ask them once more. Answers are kept where those over HTTP are.
 *
 * @param keeping where they are kept; nowhere for a command, which asks once
 */
export function ownAnswers(
  context: VerbContext,
  queues: Queues,
  keeping: Pick<AppContext, 'answers' | 'moment'> | null = null,
): OwnFetch {
  const server = new Hono()
    .onError((error) => {
      if (!(error instanceof Problem)) throw error
      return new Response(refusalText(error, ''), { status: error.status, headers: refusalHeaders(error) })
    })
    .route('/api', studies(context, queues))
    .route(
      '/api',
      new Hono()
        .get(board.path, answering(board, context))
        .get(tickers.path, answering(tickers, context))
        .get(bars.path, answering(bars, context))
        .get(packedBars.path, answering(packedBars, context))
        .get(events.path, answering(events, context))
        .get(facets.path, answering(facets, context))
        .get(event.path, answering(event, context))
        .get(eventVersions.path, answering(eventVersions, context))
        .get(passport.path, answering(passport, context))
        .get(impacts.path, answering(impacts, context))
        .get(impact.path, answering(impact, context))
        .get(world.path, answering(world, context))
        .get(worldImpacts.path, answering(worldImpacts, context))
        .get(abnormal.path, answering(abnormal, context))
        .get(quality.path, answering(quality, context))
        .get(imports.path, answering(imports, context))
        .get(backfills.path, answering(backfills, context))
        .get(upkeep.path, answering(upkeep, context)),
    )
  const ask = async (address: string, hourly: string, moment: string): Promise<Given> => {
    const response = await server.request(address)
    const type = response.headers.get('Content-Type') ?? ''
    if (response.status !== 200)
      return { status: response.status, headers: { 'Content-Type': type }, body: await response.text() }
    const answer = await keptOf(response, headersOf(response, type))
    // One that says of which data it speaks is made of the store alone, and is the answer over HTTP too.
    const isOfStore = answer.headers[VERSION_HEADER] !== undefined
    if (keeping?.moment() === moment) keeping.answers.keep(isOfStore ? address : hourly, moment, answer)
    return { status: 200, headers: answer.headers, body: answer.body }
  }
  const asking = new Map<string, Promise<Given>>()
  return async (to, init) => {
    const request = new Request(new URL(to instanceof Request ? to.url : String(to), 'http://page.invalid'), init)
    const { pathname, search } = new URL(request.url)
    const address = pathname + search
    // A study is asked with its spec in the body, and is computed each time.
    if (request.method === 'POST' || neverKept.has(pathname)) return server.request(address, request)
    const moment = keeping?.moment() ?? ''
    // How old findings are is told in days: an hour is near enough.
    const hourly = `${Math.floor(context.now() / HOUR)} ${address}`
    const found = (key: string) => keeping?.answers.find(key, moment, plainly) ?? null
    const known = found(address) ?? found(hourly)
    if (known !== null) return new Response(known.body, known)
    // Whoever asks the same meanwhile waits for the one who asked first.
    const key = `${moment} ${hourly}`
    const given = asking.get(key) ?? ask(address, hourly, moment).finally(() => asking.delete(key))
    asking.set(key, given)
    const { body, ...told } = await given
    return new Response(body, told)
  }
}
