import { connect } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { command } from './command.ts'
import { connectionFaults, contentFaults, type Fault, transportFaults } from './fault.ts'
import { sampleSeries } from './series.ts'
import { openStandin, type Standin } from './standin.ts'
import type { WireAnswer } from './wire.ts'

const path = '/v8/finance/chart/MSFT?interval=1d&period1=1698796800&period2=1701388800'
let standin: Standin
beforeAll(async () => {
  standin = await openStandin(sampleSeries())
})
afterAll(() => standin.close())

interface Wire {
  readonly head: string
  readonly body: Buffer
  /** How the connection ended: `open` when it had not, but enough had come or `patience` was over. */
  readonly end: 'end' | 'open' | string
}

/** What comes over the wire, byte by byte. */
function heard(fault: Fault, enough: (text: string) => boolean = () => false, patience = 20_000): Promise<Wire> {
  standin.script(() => fault)
  return new Promise((resolve) => {
    const socket = connect(Number(standin.url.port), '127.0.0.1')
    const pieces: Buffer[] = []
    const done = (end: string) => {
      clearTimeout(timer)
      socket.destroy()
      const all = Buffer.concat(pieces)
      const at = all.indexOf('\r\n\r\n')
      resolve({ head: all.toString('latin1', 0, Math.max(0, at)), body: all.subarray(at < 0 ? 0 : at + 4), end })
    }
    const timer = setTimeout(() => done('open'), patience)
    socket.on('data', (piece: Buffer) => {
      pieces.push(piece)
      if (enough(Buffer.concat(pieces).toString('latin1'))) done('open')
    })
    socket.on('end', () => done('end'))
    socket.on('error', (error: NodeJS.ErrnoException) => done(error.code ?? ''))
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n`)
  })
}

const lengthSaid = (head: string): number => Number(/content-length: (\d+)/i.exec(head)?.[1])

async function good(): Promise<string> {
  standin.script(() => null)
  return (await fetch(new URL(path, standin.url))).text()
}

async function told(fault: Fault): Promise<WireAnswer> {
  standin.script(() => fault)
  return (await (await fetch(new URL(path, standin.url))).json()) as WireAnswer
}

describe('the stand-in on the wire', () => {
  it('sends a whole answer when nothing is to go wrong', async () => {
    const { chart } = JSON.parse(await good()) as WireAnswer
    expect(chart.result?.[0]?.timestamp).toHaveLength(21)
  })

  it('slow sends a byte a second', async () => {
    const { body, end } = await heard('slow', (text) => /\r\n\r\n(1\r\n.\r\n){2}/.test(text))
    expect([body.toString(), end]).toEqual(['1\r\n{\r\n1\r\n"\r\n', 'open'])
  })

  it('hang-headers sends nothing', async () =>
    expect(await heard('hang-headers', () => true, 100)).toEqual({ head: '', body: Buffer.alloc(0), end: 'open' }))

  it('hang-body sends the beginning and then nothing', async () => {
    const { head, body, end } = await heard('hang-body', (text) => text.endsWith('[\r\n'))
    expect(head).toMatch(/^HTTP\/1\.1 200 /)
    expect([body.toString(), end]).toEqual(['14\r\n{"chart":{"result":[\r\n', 'open'])
  })

  it('reset ends the connection by force', async () =>
    expect(await heard('reset')).toMatchObject({ head: '', end: 'ECONNRESET' }))

  it.each<[Fault, number | null]>([
    ['cut', null],
    ['cut-0', 0],
    ['cut-1', 1],
    ['cut-1000', 1000],
  ])('%s ends within its body', async (fault, bytes) => {
    const whole = Buffer.byteLength(await good())
    const { head, body, end } = await heard(fault)
    expect([lengthSaid(head), body.length, end]).toEqual([whole, bytes ?? Math.floor(whole / 2), 'end'])
  })

  it('wrong-length says that more comes', async () => {
    const { head, body, end } = await heard('wrong-length')
    expect([body.toString(), end]).toEqual([await good(), 'end'])
    expect(lengthSaid(head) - body.length).toBe(100)
  })

  it('gzip-bomb unpacks to a thousand times its size', async () => {
    const { head, body } = await heard('gzip-bomb')
    expect(head).toMatch(/content-encoding: gzip/i)
    const packed = head.match(/transfer-encoding: chunked/i) ? unchunked(body) : body
    expect(packed.length).toBeLessThan(100_000)
    expect(gunzipSync(packed)).toHaveLength(64 * 1024 * 1024)
  })

  it('redirect-away sends on to another host', async () =>
    expect((await heard('redirect-away')).head).toMatch(
      /^HTTP\/1\.1 301 [\s\S]*location: http:\/\/elsewhere\.invalid\//i,
    ))

  it.each<[Fault, number, RegExp, RegExp]>([
    ['401', 401, /^/, /Invalid Crumb/],
    ['403', 403, /^/, /Forbidden/],
    ['404', 404, /^/, /"No data found, symbol may be delisted"/],
    ['422', 422, /^/, /must be within the last 730 days/],
    ['429', 429, /^(?![\s\S]*retry-after)/i, /^Too Many Requests\r\n$/],
    ['429-seconds', 429, /retry-after: 3600\r\n/i, /^Too Many Requests/],
    [
      '429-date',
      429,
      /retry-after: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\r\n/i,
      /^Too Many Requests/,
    ],
    ['500', 500, /^/, /"Internal"/],
    ['503-html', 503, /content-type: text\/html/i, /<html>.*Unavailable/],
    ['999', 999, /^/, /error 999/],
    ['consent', 200, /content-type: text\/html/i, /<form action="\/consent">/],
    ['html', 200, /content-type: text\/html/i, /<!doctype html>/],
  ])('%s answers with status %i', async (fault, status, headers, words) => {
    const { head, body } = await heard(fault)
    expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(`${head}\r\n`).toMatch(headers)
    expect(/chunked/i.test(head) ? unchunked(body).toString() : body.toString()).toMatch(words)
  })

  it.each<[Fault, (answer: NonNullable<WireAnswer['chart']['result']>[number]) => unknown, unknown]>([
    ['other-symbol', ({ meta }) => meta.symbol, 'WRONG'],
    ['other-interval', ({ meta }) => meta.dataGranularity, '1wk'],
    ['other-currency', ({ meta }) => meta.currency, 'GBp'],
    ['null-row', ({ indicators }) => indicators.quote[0].close?.filter((close) => close === null).length, 1],
    ['short-array', ({ timestamp, indicators }) => [timestamp?.length, indicators.quote[0].close?.length], [21, 20]],
    [
      'duplicate-row',
      ({ timestamp = [] }) => [timestamp.length, (timestamp[21] ?? 0) - (timestamp[20] ?? 0)],
      [22, 60],
    ],
    ['live-row', ({ meta, timestamp }) => timestamp?.at(-1) === meta.regularMarketTime, true],
    ['missing-session', ({ timestamp }) => timestamp?.length, 20],
    ['renamed-key', (result) => [result.timestamp, 'stamps' in result], [undefined, true]],
    ['descending', ({ timestamp = [] }) => (timestamp[0] ?? 0) > (timestamp[1] ?? 0), true],
    // 2023-11-01 closed at 346.07 with 28,158,800 shares; 2023-11-15, the middle of the month, at 369.67.
    [
      'split-restated',
      ({
        indicators: {
          quote: [quote],
        },
      }) => [quote.close?.[0]?.toFixed(3), quote.volume?.[0]],
      ['173.035', 56_317_600],
    ],
    [
      'dividend-restated',
      ({
        indicators: {
          quote: [quote],
        },
      }) => quote.close?.[0]?.toFixed(2),
      '346.07',
    ],
    [
      'value-revised',
      ({
        indicators: {
          quote: [quote],
        },
      }) => quote.close?.[10]?.toFixed(2),
      '373.37',
    ],
  ])('%s tells it so', async (fault, look, expected) => {
    const { chart } = await told(fault)
    expect(chart.result?.map(look)).toEqual([expected])
  })

  it('dividend-restated lowers the adjusted closes alone, by half a percent', async () => {
    const adjusted = (answer: WireAnswer) => answer.chart.result?.[0]?.indicators.adjclose?.[0].adjclose[0] ?? 0
    expect(adjusted(await told('dividend-restated')) / adjusted(JSON.parse(await good()))).toBeCloseTo(0.995, 9)
  })

  it('serve.ts --help names everything that can go wrong', async () => {
    const { code, said } = await command('test/standin/serve.ts', ['--help'])
    expect(code).toBe(0)
    const names = new Set(said.split(/[\s,.]+/))
    expect([...transportFaults, ...contentFaults, ...connectionFaults].filter((name) => !names.has(name))).toEqual([])
  })

  it('serve.ts refuses a certificate for one request alone', async () =>
    expect(await command('test/standin/serve.ts', ['--fault', '2=unknown-certificate'])).toMatchObject({ code: 2 }))
})

function unchunked(body: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (let at = 0; ; ) {
    const end = body.indexOf('\r\n', at)
    const size = Number.parseInt(body.toString('latin1', at, end), 16)
    if (!(size > 0)) return Buffer.concat(pieces)
    pieces.push(body.subarray(end + 2, end + 2 + size))
    at = end + 4 + size
  }
}
