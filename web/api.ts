import { type ClientResponse, hc } from 'hono/client'
import type { Interval } from '../server/market/bar.ts'
import type { Refusal as Problem } from '../server/problem.ts'
import type { Routes } from '../server/routes/routes.ts'
import type { ModelName } from '../server/stats/models.ts'
import { type Fault, Refusal } from './refusal.ts'

export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>

/** The server's routes with the types that they declare. */
export const makeClient = (fetch: Fetch) => hc<Routes>('/api', { fetch })
export type Client = ReturnType<typeof makeClient>

/** Settings of a study as the server's query parameters; windows are written `a..b`. */
export type Settings = {
  readonly model: ModelName
  readonly estimation: string
  readonly event: string
  readonly windows: string
  readonly alpha: string
  readonly mask?: 'confounders'
}

/** Lines the page asks for at once where it needs every one. */
const MANY = '10000'

/** Every page of a list, in their order. */
export async function everyPage<Page extends { readonly next: string | null }>(
  ask: (paging: { readonly limit: string; readonly cursor?: string }) => Promise<Page>,
): Promise<readonly [Page, ...Page[]]> {
  const first = await ask({ limit: MANY })
  const pages: [Page, ...Page[]] = [first]
  for (let next = first.next; next; ) {
    const page: Page = await ask({ limit: MANY, cursor: next })
    pages.push(page)
    next = page.next
  }
  return pages
}

/** The questions of the ticker screen. Each gives the body of its route and throws a Refusal when there is none. */
export function makeApi(client: Client) {
  return {
    client,

    tickers: async () =>
      (await everyPage((query) => answer((init) => client.tickers.$get({ query }, { init })))).flatMap(
        ({ tickers }) => tickers,
      ),

    /** Bars, merged until `max` rows are enough: by `unpacked` they are as they were. */
    bars: (
      ticker: string,
      interval: Interval,
      query: { readonly max?: string; readonly from?: string; readonly to?: string },
      signal: AbortSignal,
    ) =>
      answer(
        (init) => client.bars[':ticker'].packed.$get({ param: { ticker }, query: { interval, ...query } }, { init }),
        signal,
      ),

    /** Findings about a ticker that are shown with every figure: open ones that are more than remarks. */
    openFindings: async (ticker: string, signal: AbortSignal) => {
      const query = { part: 'findings', ticker, severity: 'error,warn', status: 'open' } as const
      const pages = await everyPage((paging) =>
        answer((init) => client.quality.$get({ query: { ...query, ...paging } }, { init }), signal),
      )
      return pages.flatMap(({ findings }) => findings)
    },

    events: async (ticker: string, signal: AbortSignal) => {
      const pages = await everyPage((paging) =>
        answer((init) => client.events.$get({ query: { ticker, ...paging } }, { init }), signal),
      )
      return pages.flatMap(({ events }) => events)
    },

    impacts: async (ticker: string, { windows: _, alpha: __, ...settings }: Settings, signal: AbortSignal) => {
      const query = { ticker, ...settings, windows: '0..0' }
      const pages = await everyPage((paging) =>
        answer((init) => client.impacts.$get({ query: { ...query, ...paging } }, { init }), signal),
      )
      return pages.flatMap(({ impacts }) => impacts)
    },

    impact: (event: string, ticker: string, settings: Settings, signal: AbortSignal) => {
      const query = { ticker, ...settings }
      return answer((init) => client.impacts[':event'].$get({ param: { event }, query }, { init }), signal)
    },
  }
}
export type Api = ReturnType<typeof makeApi>

/** What a question is answered with. */
export type AnswerOf<Ask extends (...given: never) => Promise<unknown>> = Awaited<ReturnType<Ask>>

export type Ticker = AnswerOf<Api['tickers']>[number]
export type PackedPrices = AnswerOf<Api['bars']>
export type PlacedEvent = AnswerOf<Api['events']>[number]
export type Impact = AnswerOf<Api['impact']>
export type Confounder = Impact['confounders'][number]
export type Measured = Extract<Impact, { kind: 'measured' }>

type JsonResponse<T> = ClientResponse<T, number, 'json'>

type AnyResponse = Pick<Response, 'ok' | 'status' | 'statusText' | 'headers' | 'text'>

/** What the server sent. @throws Refusal when it did not, or sent why not */
export async function sent<Sent extends AnyResponse>(
  ask: (init: RequestInit) => Promise<Sent>,
  signal?: AbortSignal,
): Promise<Sent> {
  let response: Sent
  try {
    response = await ask(signal === undefined ? {} : { signal })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Refusal({ kind: 'offline' })
  }
  if (!response.ok) throw await refusalOf(response)
  return response
}

/** The answer's body, of the type that its route gives. @throws Refusal when there is none */
export async function answer<T>(
  ask: (init: RequestInit) => Promise<JsonResponse<T>>,
  signal?: AbortSignal,
): Promise<T> {
  const response = await sent(ask, signal)
  return response.json().catch(() => {
    throw unreadable(response)
  })
}

export const unreadable = ({ status, statusText }: Pick<Response, 'status' | 'statusText'>): Refusal =>
  new Refusal({ kind: 'refused', status, code: 'unreadable', detail: statusText, id: '' })

/** Why an answer is none, by its body and headers. */
export async function refusalOf(response: Omit<AnyResponse, 'ok'>): Promise<Refusal> {
  let said: Partial<Problem> | null = null
  try {
    said = JSON.parse(await response.text())
  } catch {
    // Not our server's words: a proxy's page, or none at all.
  }
  const {
    code = 'unreadable',
    detail = response.statusText,
    request_id: id = '',
    report,
    report_left_out: leftOut,
  } = said ?? {}
  const seconds = Number(response.headers.get('Retry-After') ?? '')
  const again = seconds > 0 ? { again: seconds } : {}
  const faults =
    report === undefined ? {} : { report: report as readonly Fault[], ...(leftOut === undefined ? {} : { leftOut }) }
  return new Refusal({ kind: 'refused', status: response.status, code, detail, id, ...faults, ...again })
}

/** Address of the CSV twin of what is on screen. */
export function csvAddress(path: string, query: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null)
  return `/api/${path}.csv?${new URLSearchParams(given)}`
}
