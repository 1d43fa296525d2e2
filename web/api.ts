import { hc } from 'hono/client'
import type { App } from '../server/app.ts'
import type { PlacedEvent } from '../server/events/placedEvent.ts'
import type { Impact, ImpactLine } from '../server/impact/answer.ts'
import type { PriceColumns } from '../server/prices/prices.ts'
import type { tickerList } from '../server/prices/tickers.ts'
import type { qualityOf } from '../server/quality/view.ts'
import { Refusal } from './refusal.ts'

export type Ticker = Awaited<ReturnType<typeof tickerList>>[number]
export { type Failure, Refusal } from './refusal.ts'
export type { Impact, ImpactLine, PlacedEvent, PriceColumns }
export type Measured = Extract<Impact, { kind: 'measured' }>

/** Settings of a study as the server's query parameters; windows are written `a..b`. */
export type Settings = {
  readonly model: string
  readonly estimation: string
  readonly event: string
  readonly windows: string
  readonly alpha: string
}

export const client = hc<App>('/').api

export const readTickers = async (): Promise<readonly Ticker[]> =>
  (await answer<{ tickers: readonly Ticker[] }>((init) => client.tickers.$get({}, { init }))).tickers

export const readBars = (ticker: string, interval: '1d' | '1h', signal: AbortSignal): Promise<PriceColumns> =>
  answer((init) => client.bars[':ticker'].$get({ param: { ticker }, query: { interval } }, { init }), signal)

type Findings = Awaited<ReturnType<typeof qualityOf>>['findings']

/** Findings about a ticker that are shown with every figure: open ones that are more than remarks. */
export const readOpenFindings = async (ticker: string, signal: AbortSignal): Promise<Findings> =>
  (
    await answer<{ findings: Findings }>(
      (init) =>
        client.quality.$get({ query: { part: 'findings', ticker, severity: 'error,warn', status: 'open' } }, { init }),
      signal,
    )
  ).findings

export const readEvents = async (ticker: string, signal: AbortSignal): Promise<readonly PlacedEvent[]> =>
  (
    await answer<{ events: readonly PlacedEvent[] }>(
      (init) => client.events.$get({ query: { ticker } }, { init }),
      signal,
    )
  ).events

export const readImpacts = async (
  ticker: string,
  { model, estimation, event }: Settings,
  signal: AbortSignal,
): Promise<readonly ImpactLine[]> =>
  (
    await answer<{ impacts: readonly ImpactLine[] }>(
      (init) => client.impacts.$get({ query: { ticker, model, estimation, event, windows: '0..0' } }, { init }),
      signal,
    )
  ).impacts

export const readImpact = (event: string, ticker: string, settings: Settings, signal: AbortSignal): Promise<Impact> =>
  answer(
    (init) => client.impacts[':event'].$get({ param: { event }, query: { ticker, ...settings } }, { init }),
    signal,
  )

/** The answer's body. @throws Refusal when there is none */
export async function answer<T>(ask: (init: RequestInit) => Promise<unknown>, signal?: AbortSignal): Promise<T> {
  let response: Response
  try {
    response = (await ask(signal === undefined ? {} : { signal })) as Response
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Refusal({ kind: 'offline' })
  }
  const body: unknown = await response.json().catch(() => null)
  if (response.ok && body !== null) return body as T
  const { code = 'unreadable', detail = response.statusText, request_id = '' } = (body ?? {}) as Record<string, string>
  throw new Refusal({ kind: 'refused', status: response.status, code, detail, id: request_id })
}

/** Address of the CSV twin of what is on screen. */
export function csvAddress(path: string, query: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== null)
  return `/api/${path}.csv?${new URLSearchParams(given)}`
}
