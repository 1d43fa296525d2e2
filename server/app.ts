import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { withoutFolder } from '../db/file/storeError.ts'
import { isScreen, screenAt } from '../web/core/screens.ts'
import { twinPath } from '../web/core/twinAddress.ts'
import { refusals } from '../web/i18n/id/refusals.ts'
import { embedHeaders, securityHeaders } from './http/headers.ts'
import type { Page, PageFile } from './http/page.ts'
import { isForAPerson, refusedPage } from './http/refusedPage.ts'
import type { Bindings } from './http/visitor.ts'
import { Problem, refusalHeaders, refusalText, tooMany } from './problem.ts'
import { WHOLE } from './routes/answering.ts'
import { type AppContext, BODY_LIMIT, verbContext } from './routes/context.ts'
import { figures } from './routes/figures.ts'
import { keeping } from './routes/keeping.ts'
import { metricsText, routeOf } from './routes/metrics.ts'
import { openapi } from './routes/openapi.ts'
import { ownAnswers } from './routes/ownAnswers.ts'
import { makeQueues } from './routes/queued.ts'
import { routes } from './routes/routes.ts'
import { type DrawnPage, hintHeaders, languagesOf, stillPages } from './routes/stillPage.ts'
import { twinResponse } from './routes/twins.ts'
import { storeProblem } from './store/storeProblem.ts'

export { knownAnswers } from './routes/keeping.ts'

/** The whole server as a function from request to response. */
export function createApp(context: AppContext) {
  const { counted, uploadLimit = BODY_LIMIT } = context
  const app = new Hono<{ Variables: { requestId: string; [WHOLE]?: true }; Bindings: Bindings }>()
  app.use(async (c, next) => {
    c.set('requestId', context.newRequestId())
    const begun = context.steady()
    await next()
    counted.count(c.req.method, routeOf(c.req.path), c.res.status, (context.steady() - begun) / 1000)
    if (c.get(WHOLE)) return
    const framed = c.req.path.startsWith('/embed/')
    for (const [name, value] of Object.entries(framed ? embedHeaders(context.frameOrigins) : securityHeaders))
      if (name !== 'Vary' || !c.res.headers.has(name)) c.res.headers.set(name, value)
    if (c.req.path.startsWith('/api') && !c.res.headers.has('ETag')) c.res.headers.set('Cache-Control', 'no-store')
  })
  const limited = bodyLimit({ maxSize: uploadLimit, onError: (c) => tooLarge(c, uploadLimit) })
  // Looking for the body of a question costs more than answering many: it has none.
  app.use('/api/*', (c, next) => (c.req.method === 'GET' ? next() : limited(c, next)))
  app.use('/api/*', async (c, next) => {
    if (c.req.path === '/api/session') return next()
    switch (c.env.entry) {
      case 'open':
      case 'known':
        return next()
      case 'too-many-tries':
        throw tooMany('too_many_tries', 'Too many wrong tokens came from this address: wait, and try again', 60)
      case 'unknown':
        throw new Problem(401, 'token_needed', 'This server answers only those who know its token')
    }
  })
  app.use('/api/*', keeping(context))
  const queues = makeQueues()
  const verbs = verbContext(context)
  const refuse = (requestId: string, error: unknown): Problem => {
    const problem = problemOf(error, context.db.file)
    if (problem.status >= 500) context.report(requestId, error)
    return problem
  }
  const ask = ownAnswers(verbs, queues, context)
  app.route('/api', routes(context, verbs, queues, refuse))
  app.route('/api', figures(ask, queues))
  app.get('/api/metrics', async (c) =>
    c.text(await metricsText(context, queues, counted), 200, {
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
    }),
  )
  let description: ReturnType<typeof openapi> | null = null
  app.get('/api/openapi.json', (c) => {
    description ??= openapi()
    return c.json(description)
  })
  app.all('/api/*', (c) => {
    throw new Problem(
      404,
      'no_such_route',
      `There is no ${c.req.method} on this path; /api/openapi.json lists what there is`,
    )
  })
  const { page, publicUrl, still } = context
  const drawn = still === null ? null : stillPages(verbs, { page, publicUrl, load: still }, ask)
  app.get('/embed/*', async (c) => {
    const path = c.req.path.slice('/embed'.length)
    if (drawn === null || !isOpen(c))
      throw new Problem(401, 'token_needed', 'This server answers only those who know its token')
    if (!isChart(path)) throw new Problem(404, 'no_such_page', 'There is no chart under this address')
    const { search, origin } = new URL(c.req.url)
    const header = (name: string) => c.req.header(name)
    return kept(sendDrawn(await drawn({ origin, path, search, header }, true), header), c)
  })
  app.get('*', async (c) => {
    const { path } = c.req
    const header = (name: string) => c.req.header(name)
    if (twinPath(path) !== null && context.page.get(path) === undefined) {
      if (!isOpen(c)) throw new Problem(401, 'token_needed', 'This server answers only those who know its token')
      const twin = await twinResponse(ask, path, new URL(c.req.url).search)
      if (twin !== null) return twin
    }
    // Whoever has not shown the token gets the page without a word of what is stored.
    if (drawn === null || !isOpen(c) || !isScreen(path)) return sendPage(context.page, path, header)
    try {
      const { search, origin } = new URL(c.req.url)
      return kept(sendDrawn(await drawn({ origin, path, search, header }), header), c)
    } catch (error) {
      context.report(c.get('requestId'), error)
      return sendPage(context.page, path, header)
    }
  })
  app.notFound(() => {
    throw new Problem(404, 'no_such_page', 'There is nothing under this address')
  })
  app.onError((error, c) => {
    const requestId = c.get('requestId') ?? context.newRequestId()
    const problem = refuse(requestId, error)
    const headers = { ...securityHeaders, ...refusalHeaders(problem) }
    if (!isForAPerson(c.req.method, c.req.header('accept')))
      return new Response(refusalText(problem, requestId), { status: problem.status, headers })
    // The page says in its links which language is read there, where what they lead to has one.
    const language = c.req.query('l') ?? languagesOf(c.req.header('accept-language'))[0]
    const sentence = language?.split('-', 1)[0] === 'id' ? refusals[problem.code] : undefined
    const inOther = sentence === undefined ? null : { language: 'id', sentence, back: 'Kembali ke Aftershock' }
    return new Response(refusedPage(problem, requestId, inOther), {
      status: problem.status,
      headers: { ...headers, 'Content-Type': 'text/html; charset=utf-8' },
    })
  })
  return app
}

/**
 * Refuses a body over the limit at once. What the client still sends is read and thrown away meanwhile, up to the
 * limit again: most clients hear an answer only when they have finished speaking.
 */
function tooLarge(c: Context, most: number): never {
  const { body } = c.req.raw
  if (body !== null && !body.locked) void discard(body, most).catch(() => undefined)
  throw new Problem(413, 'too_large', `A body may have ${most} bytes at most`)
}

async function discard(body: ReadableStream<Uint8Array>, most: number): Promise<void> {
  const reader = body.getReader()
  for (let seen = 0; seen < 2 * most; ) {
    const { done, value } = await reader.read()
    if (done) return
    seen += value.byteLength
  }
  await reader.cancel()
}

function problemOf(error: unknown, file: string): Problem {
  if (error instanceof Problem) return error
  const ofStore = storeProblem(file, error)
  if (ofStore !== null) return new Problem(ofStore.status, ofStore.code, withoutFolder(ofStore.message, file))
  // Whoever sends hung up within the body: nobody hears this, and it is no mistake of ours to be looked into.
  if (error instanceof Error && error.message === 'aborted' && (error as NodeJS.ErrnoException).code === 'ECONNRESET')
    return new Problem(400, 'bad_request', 'The body broke off before its end')
  // The framework refuses some requests itself, such as a body that is not JSON.
  if (error instanceof HTTPException)
    return new Problem(error.status, 'bad_request', error.message || 'The request cannot be read')
  return new Problem(500, 'our_mistake', 'Something went wrong on our side; nothing was changed')
}

/** A file of the page, or the page itself: where it has no screen, as a 404 that still shows it. */
function sendPage(page: Page, path: string, header: Header): Response {
  const file = page.get(path)
  if (file !== undefined && path !== '/index.html') return sendFile(file, 200, header)
  const shell = page.get('/index.html')
  if (shell === undefined) throw new Problem(503, 'no_page', 'The page has not been built: run "npm run build"')
  return sendFile(shell, isScreen(path) ? 200 : 404, header)
}

type Asked = Context<{ Variables: { requestId: string }; Bindings: Bindings }>

const isOpen = (c: Asked): boolean => c.env?.entry === 'open' || c.env?.entry === 'known'

const isChart = (path: string): boolean => screenAt(path, new URLSearchParams()).kind === 'ticker'

/** A page that holds what is stored: kept by the reader's browser alone, and where a token is set by nobody. */
function kept(response: Response, c: Asked): Response {
  for (const [name, value] of Object.entries(hintHeaders)) response.headers.set(name, value)
  response.headers.set('Cache-Control', c.env.entry === 'known' ? 'no-store' : 'private, no-cache')
  return response
}

type Header = (name: string) => string | undefined

const sendDrawn = ({ file, status }: DrawnPage, header: Header): Response => sendFile(file, status, header)

function sendFile(file: PageFile, status: number, header: Header): Response {
  const accepts = header('accept-encoding') ?? ''
  const headers = new Headers({
    'Content-Type': file.type,
    'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: file.etag,
  })
  if (status === 200 && header('if-none-match') === file.etag) return new Response(null, { status: 304, headers })
  const coded = /\bbr\b/.test(accepts)
    ? (['br', file.brotli] as const)
    : /\bgzip\b/.test(accepts)
      ? (['gzip', file.gzip] as const)
      : null
  if (coded === null || coded[1] === null) return new Response(file.body, { status, headers })
  headers.set('Content-Encoding', coded[0])
  return new Response(coded[1], { status, headers })
}
