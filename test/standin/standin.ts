import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { type Fault, isContentFault, spoil, wrongContent } from './fault.ts'
import type { StandinSeries } from './series.ts'
import { type ChartQuery, chartAnswer, type WireAnswer } from './wire.ts'

/** Decides what goes wrong with the n-th request (from 0); null when nothing does. */
export type Script = (at: number, query: ChartQuery) => Fault | null

export interface Standin {
  readonly url: URL
  /** Every chart that was asked for, in order. */
  readonly requests: readonly ChartQuery[]
  /** Replaces what a symbol is; tests use it to restate history between two runs. */
  readonly serve: (series: StandinSeries) => void
  readonly script: (script: Script) => void
  readonly close: () => Promise<void>
}

const notFound = (response: ServerResponse) => spoil('404', response, '')

const pem = (name: string) => readFileSync(join(import.meta.dirname, `../fixtures/tls/TEST-ONLY-${name}.pem`))

/**
 * A provider on the loopback that speaks Yahoo's v8 chart format, for tests and for whoever has no internet. It behaves
 * unless a script tells it not to.
 *
 * @param secure speak TLS, with a certificate that nobody has signed
 */
export async function openStandin(all: readonly StandinSeries[], port = 0, secure = false): Promise<Standin> {
  const known = new Map(all.map((series) => [series.symbol, series]))
  const requests: ChartQuery[] = []
  let script: Script = () => null
  const listener: RequestListener = (request, response) => {
    const query = queryOf(request)
    if (query === null) return notFound(response)
    const fault = script(requests.length, query)
    requests.push(query)
    const series = known.get(query.symbol)
    if (series === undefined) return notFound(response)
    answer(response, chartAnswer(series, query), fault)
  }
  const server = secure
    ? createSecureServer({ key: pem('key'), cert: pem('certificate') }, listener)
    : createServer(listener)
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    url: new URL(`http${secure ? 's' : ''}://127.0.0.1:${(server.address() as AddressInfo).port}`),
    requests,
    serve: (series) => known.set(series.symbol, series),
    script: (next) => {
      script = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(response: ServerResponse, good: WireAnswer, fault: Fault | null): void {
  if (fault !== null && !isContentFault(fault)) spoil(fault, response, JSON.stringify(good))
  else {
    const body = fault === null ? JSON.stringify(good) : wrongContent(fault, good)
    response.writeHead(200, { 'content-type': 'application/json' }).end(body)
  }
}

function queryOf({ url }: IncomingMessage): ChartQuery | null {
  const { pathname, searchParams } = new URL(url ?? '/', 'http://127.0.0.1')
  const symbol = /^\/v8\/finance\/chart\/([^/]+)$/.exec(pathname)?.[1]
  if (symbol === undefined) return null
  return {
    symbol: decodeURIComponent(symbol),
    interval: searchParams.get('interval') ?? '1d',
    period1: Number(searchParams.get('period1')),
    period2: Number(searchParams.get('period2')),
    includePrePost: searchParams.get('includePrePost') === 'true',
    events: searchParams.get('events') ?? '',
  }
}
