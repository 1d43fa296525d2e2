import type { ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { WireAnswer, WireResult } from './wire.ts'

/** Everything the stand-in can do wrong. Those of the first group spoil the answer on its way. */
export const transportFaults = [
  'slow',
  'hang-headers',
  'hang-body',
  'reset',
  'cut',
  'wrong-length',
  'gzip-bomb',
  'redirect-away',
  '401',
  '403',
  '404',
  '422',
  '429',
  '429-seconds',
  '429-date',
  '500',
  '503-html',
  '999',
  'consent',
  'html',
] as const
/** Those of the second group spoil its content. The last three are right but for today: history told otherwise. */
export const contentFaults = [
  'other-symbol',
  'other-interval',
  'other-currency',
  'null-row',
  'short-array',
  'duplicate-row',
  'live-row',
  'missing-session',
  'renamed-key',
  'error-inside',
  'two-results',
  'not-finite',
  'milliseconds',
  'descending',
  'split-restated',
  'dividend-restated',
  'value-revised',
] as const
/** What goes wrong before there is a request: the whole stand-in has it or not. */
export const connectionFaults = ['unknown-certificate'] as const
export type TransportFault = (typeof transportFaults)[number]
export type ContentFault = (typeof contentFaults)[number]
/** The body ends after that many bytes. */
type CutFault = `cut-${number}`
export type Fault = TransportFault | ContentFault | CutFault | (typeof connectionFaults)[number]

const named: readonly string[] = [...transportFaults, ...contentFaults, ...connectionFaults]
export const isFault = (text: string): text is Fault => named.includes(text) || /^cut-\d{1,9}$/.test(text)
export const isContentFault = (fault: Fault): fault is ContentFault =>
  (contentFaults as readonly string[]).includes(fault)

const isCut = (fault: Fault): fault is CutFault => fault.startsWith('cut-')

const statuses: Readonly<Record<string, string>> = {
  '401': '{"finance":{"result":null,"error":{"code":"Unauthorized","description":"Invalid Crumb"}}}',
  '403': 'Forbidden',
  '404': '{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found, symbol may be delisted"}}}',
  '422':
    '{"chart":{"result":null,"error":{"code":"Unprocessable Entity","description":"1h data not available for startTime=1 and endTime=2. The requested range must be within the last 730 days."}}}',
  '500': '{"chart":{"result":null,"error":{"code":"Internal","description":"try again"}}}',
  '999': 'Unable to process request at this time -- error 999',
}

let packed: Buffer | null = null
/** Sixty-four kilobytes that unpack to as many megabytes. */
function bomb(): Buffer {
  packed ??= gzipSync(Buffer.alloc(64 * 1024 * 1024, ' '))
  return packed
}

/** Sends a spoiled answer. `body` is what a good one would have been. */
export function spoil(fault: Exclude<Fault, ContentFault>, response: ServerResponse, body: string): void {
  const json = { 'content-type': 'application/json' }
  const cutAt = (bytes: number) => {
    response.writeHead(200, { ...json, 'content-length': Buffer.byteLength(body) }).flushHeaders()
    response.write(Buffer.from(body).subarray(0, bytes), () => response.socket?.destroySoon())
  }
  if (isCut(fault)) {
    cutAt(Number(fault.slice('cut-'.length)))
    return
  }
  switch (fault) {
    case 'unknown-certificate':
      throw new TypeError('Cannot give one request another certificate than the others: open the stand-in with one')
    case 'hang-headers':
      return
    case 'hang-body':
      response.writeHead(200, json).write(body.slice(0, 20))
      return
    case 'slow': {
      response.writeHead(200, json)
      let at = 0
      const drip = setInterval(() => response.write(body[at++] ?? ' '), 1000)
      response.on('close', () => clearInterval(drip))
      return
    }
    case 'reset':
      response.socket?.resetAndDestroy()
      return
    case 'cut':
      cutAt(Math.floor(Buffer.byteLength(body) / 2))
      return
    case 'wrong-length':
      response.writeHead(200, { ...json, 'content-length': Buffer.byteLength(body) + 100 })
      response.write(body, () => response.socket?.end())
      return
    case 'gzip-bomb':
      response.writeHead(200, { ...json, 'content-encoding': 'gzip' }).end(bomb())
      return
    case 'redirect-away':
      response.writeHead(301, { location: 'http://elsewhere.invalid/v8/finance/chart/MSFT' }).end()
      return
    case '429':
      response.writeHead(429).end('Too Many Requests\r\n')
      return
    case '429-seconds':
      response.writeHead(429, { 'retry-after': '3600' }).end('Too Many Requests\r\n')
      return
    case '429-date':
      response
        .writeHead(429, { 'retry-after': new Date(Date.now() + 7_200_000).toUTCString() })
        .end('Too Many Requests\r\n')
      return
    case '503-html':
      response.writeHead(503, { 'content-type': 'text/html' }).end('<html><body>Service Unavailable</body></html>')
      return
    case 'consent':
      response
        .writeHead(200, { 'content-type': 'text/html' })
        .end('<html><form action="/consent">consent</form></html>')
      return
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Hello</title>')
      return
    case '401':
    case '403':
    case '404':
    case '422':
    case '500':
    case '999':
      response.writeHead(Number(fault), json).end(statuses[fault])
  }
}

/** The text of an answer whose content is wrong. */
export function wrongContent(fault: ContentFault, answer: WireAnswer): string {
  const [result] = answer.chart.result ?? []
  if (result === undefined) return JSON.stringify(answer)
  switch (fault) {
    case 'other-symbol':
      result.meta.symbol = 'WRONG'
      break
    case 'other-interval':
      result.meta.dataGranularity = '1wk'
      break
    case 'other-currency':
      result.meta.currency = 'GBp'
      break
    case 'renamed-key':
      return JSON.stringify(answer).replace('"timestamp"', '"stamps"')
    case 'error-inside':
      return JSON.stringify({ chart: { result: null, error: { code: 'Internal', description: 'something' } } })
    case 'two-results':
      answer.chart.result?.push(result)
      break
    case 'not-finite':
      return JSON.stringify(answer).replace(/"close":\[[^,\]]+/, '"close":[1e999')
    case 'milliseconds':
      result.timestamp = (result.timestamp ?? []).map((stamp) => stamp * 1000)
      break
    case 'null-row':
      for (const column of columns(result)) column[Math.floor(column.length / 2)] = null
      break
    case 'short-array':
      result.indicators.quote[0].close?.pop()
      break
    case 'duplicate-row':
      repeatLast(result, 60)
      break
    case 'live-row':
      if (result.timestamp !== undefined) result.timestamp[result.timestamp.length - 1] = result.meta.regularMarketTime
      break
    case 'missing-session':
      for (const column of [...columns(result), result.timestamp ?? []]) column.splice(Math.floor(column.length / 2), 1)
      break
    case 'split-restated':
      for (const column of priceColumns(result)) column.forEach(scaleBy(column, 0.5))
      result.indicators.quote[0].volume?.forEach(scaleBy(result.indicators.quote[0].volume, 2))
      break
    case 'dividend-restated':
      for (const { adjclose } of result.indicators.adjclose ?? []) adjclose.forEach(scaleBy(adjclose, 0.995))
      break
    case 'value-revised': {
      const { close = [], high = [] } = result.indicators.quote[0]
      const at = Math.floor(close.length / 2)
      const [was, most] = [close[at], high[at]]
      if (typeof was !== 'number') break
      close[at] = Math.fround(was * 1.01)
      high[at] = Math.fround(Math.max(was * 1.01, most ?? 0))
      break
    }
    case 'descending':
      for (const column of [...columns(result), result.timestamp ?? []]) column.reverse()
      break
  }
  return JSON.stringify(answer)
}

type Column = (number | null)[]

function priceColumns({ indicators }: WireResult): readonly Column[] {
  const [{ open, high, low, close }] = indicators.quote
  return [open, high, low, close, indicators.adjclose?.[0].adjclose].filter((column) => column !== undefined)
}

const columns = (result: WireResult): readonly Column[] => {
  const { volume } = result.indicators.quote[0]
  return volume === undefined ? priceColumns(result) : [...priceColumns(result), volume]
}

const scaleBy = (column: Column, factor: number) => (value: number | null, at: number) => {
  column[at] = value === null ? null : value * factor
}

function repeatLast(result: WireResult, later: number): void {
  const stamps = result.timestamp ?? []
  for (const column of columns(result)) column.push(column.at(-1) ?? null)
  stamps.push((stamps.at(-1) ?? 0) + later)
  const volumes = result.indicators.quote[0].volume
  if (volumes !== undefined && volumes.length > 0) volumes[volumes.length - 1] = (volumes.at(-1) ?? 0) + 13_779
}
