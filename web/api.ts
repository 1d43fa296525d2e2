import { type ClientResponse, hc } from 'hono/client'
import type { App } from '../server/app.ts'
import type { Refusal as Problem } from '../server/problem.ts'
import type { ModelName } from '../server/stats/models.ts'
import { Refusal } from './refusal.ts'

export { type Failure, Refusal } from './refusal.ts'

export const client = hc<App>('/').api

/** What a reader gives: the body of the route it asks. */
type AnswerOf<Reader extends (...given: never) => Promise<unknown>> = Awaited<ReturnType<Reader>>

export type Ticker = AnswerOf<typeof readTickers>[number]
export type PriceColumns = AnswerOf<typeof readBars>
export type PlacedEvent = AnswerOf<typeof readEvents>[number]
export type ImpactLine = AnswerOf<typeof readImpacts>[number]
export type Impact = AnswerOf<typeof readImpact>
export type Measured = Extract<Impact, { kind: 'measured' }>

/** Settings of a study as the server's query parameters; windows are written `a..b`. */
export type Settings = {
  readonly model: ModelName
  readonly estimation: string
  readonly event: string
  readonly windows: string
  readonly alpha: string
}

export const readTickers = async () => (await answer((init) => client.tickers.$get({}, { init }))).tickers

export const readBars = (ticker: string, interval: '1d' | '1h', signal: AbortSignal) =>
  answer((init) => client.bars[':ticker'].$get({ param: { ticker }, query: { interval } }, { init }), signal)

/** Findings about a ticker that are shown with every figure: open ones that are more than remarks. */
export const readOpenFindings = async (ticker: string, signal: AbortSignal) =>
  (
    await answer(
      (init) =>
        client.quality.$get({ query: { part: 'findings', ticker, severity: 'error,warn', status: 'open' } }, { init }),
      signal,
    )
  ).findings

export const readEvents = async (ticker: string, signal: AbortSignal) =>
  (await answer((init) => client.events.$get({ query: { ticker } }, { init }), signal)).events

export const readImpacts = async (ticker: string, { model, estimation, event }: Settings, signal: AbortSignal) =>
  (
    await answer(
      (init) => client.impacts.$get({ query: { ticker, model, estimation, event, windows: '0..0' } }, { init }),
      signal,
    )
  ).impacts

export const readImpact = (event: string, ticker: string, settings: Settings, signal: AbortSignal) =>
  answer(
    (init) => client.impacts[':event'].$get({ param: { event }, query: { ticker, ...settings } }, { init }),
    signal,
  )

type JsonResponse<T> = ClientResponse<T, number, 'json'>

/** The answer's body, of the type that its route gives. @throws Refusal when there is none */
export async function answer<T>(
  ask: (init: RequestInit) => Promise<JsonResponse<T>>,
  signal?: AbortSignal,
): Promise<T> {
  let response: JsonResponse<T>
  try {
    response = await ask(signal === undefined ? {} : { signal })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Refusal({ kind: 'offline' })
  }
  if (!response.ok) throw await refusalOf(response)
  const { status, statusText } = response
  return response.json().catch(() => {
    throw new Refusal({ kind: 'refused', status, code: 'unreadable', detail: statusText, id: '' })
  })
}

async function refusalOf(response: JsonResponse<unknown>): Promise<Refusal> {
  let said: Partial<Problem> | null = null
  try {
    said = JSON.parse(await response.text())
  } catch {
    // Not our server's words: a proxy's page, or none at all.
  }
  const { code = 'unreadable', detail = response.statusText, request_id: id = '' } = said ?? {}
  return new Refusal({ kind: 'refused', status: response.status, code, detail, id })
}

/** Address of the CSV twin of what is on screen. */
export function csvAddress(path: string, query: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null)
  return `/api/${path}.csv?${new URLSearchParams(given)}`
}
