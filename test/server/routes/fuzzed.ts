import { readFileSync } from 'node:fs'
import { createApp } from '../../../server/app.ts'
import { backfillRunner } from '../../../server/backfill/runner.ts'
import { keptAnswers } from '../../../server/http/answers.ts'
import { metrics } from '../../../server/http/metrics.ts'
import { tokenAuth } from '../../../server/http/token.ts'
import { openStore } from '../../../server/store/open.ts'
import { upkeepRunner } from '../../../server/upkeep/runner.ts'
import { verbs } from '../../../server/verbs/all.ts'
import { pragmaOf } from '../../db/tamper.ts'
import { seeded } from '../../standin/world.ts'

const NOW = Date.UTC(2026, 0, 2)
type Next = () => number

const pick = <Value>(values: readonly Value[], next: Next): Value => {
  const value = values[Math.floor(next() * values.length)]
  if (value === undefined) throw new RangeError('Cannot pick one of nothing')
  return value
}

/** Words that stand in paths, queries and bodies: right ones, near misses and hostile ones. */
const words = [
  ...[
    'MSFT',
    '^GSPC',
    'openai-20231117-altman-ousted',
    '1',
    '0',
    '-1',
    '1e999',
    '9'.repeat(30),
    '2023-11-17',
    '2023-02-30',
  ],
  ...[
    '1d',
    '1h',
    'raw',
    'total',
    'market',
    'dimson',
    '-5..5',
    '5..-5',
    '..',
    'true',
    'null',
    'NaN',
    'Infinity',
    '0x1f',
    '',
    ' ',
  ],
  ...[
    '__proto__',
    'constructor',
    "' or 1=1--",
    '%',
    '%25%00',
    '\u0000',
    '\u202e',
    '\ud800',
    '<script>',
    '../../etc/passwd',
    '=1+1',
  ],
  ...[
    'a'.repeat(3000),
    '[',
    '{"a":1}',
    'application/json',
    '٣',
    '2023-11-17T15:28:00-05:00',
    'error,warn',
    'USD',
    '\r\nX: y',
  ],
]
/** What is right under a name, so that most requests come further than their first word. */
const likely: Readonly<Record<string, readonly string[]>> = {
  ticker: ['MSFT', '^GSPC'],
  event: ['openai-20231117-altman-ousted', 'msft-20240119-midnight-blizzard'],
  from: ['2023-11-01', '2023-11-17'],
  to: ['2023-11-30', '2024-01-22'],
  interval: ['1d', '1h'],
  basis: ['raw', 'split', 'total'],
  benchmark: ['^GSPC', 'none'],
  model: ['market', 'mean', 'market-adjusted', 'dimson', 'capm'],
  windows: ['0..0', '-1..1,0..5'],
  estimation: ['-120..-11', '-250..-11'],
  limit: ['1', '7', '500'],
  max: ['50', '1000'],
  q: ['Altman', '_', '%'],
  type: ['governance', 'macro'],
  status: ['confirmed', 'open'],
  finding: ['1', '2'],
  run: ['1', '2'],
  id: ['1'],
  r: ['1m', '2023-11-01..2023-12-15'],
}

/** Bodies that are right for one route or another, to be garbled. */
const bodies = [
  'event_id,title,public_at,tickers\na,First,2023-11-17T15:28:00-05:00,MSFT\n',
  '[{"event_id":"a","title":"First","public_at":"2023-11-17T15:28:00-05:00","tickers":["MSFT"]}]',
  '{"title":"Changed","public_at":"2023-12-05T10:00:00-05:00"}',
  '{"tickers":["MSFT"],"events":["openai-20231117-altman-ousted"]}',
  '{"tickers":["MSFT"],"events":{},"detail":"light","settings":{"model":"mean"}}',
  JSON.stringify({ text: readFileSync('test/fixtures/articles/hire.html', 'utf8') }),
  JSON.stringify({
    text: readFileSync('test/fixtures/articles/twice.txt', 'utf8'),
    published: '2023-11-20',
    dry_run: false,
  }),
  '{"text":"Microsoft shares fell 3% on Nov. 17, 2023, and kemarin naik 2 persen."}',
  '{"status":"accepted","note":"seen"}',
  '{"finding":1,"action":"accept"}',
  '{"benchmark":"^GSPC"}',
  '{"to":"MSF2","into":"^GSPC","prefer":"MSFT","dry_run":true}',
]

export interface Shot {
  readonly what: string
  readonly status: number
  /** Seconds of processor time that it took. */
  readonly cpu: number
}

/**
 * A server in this process over the sample, to be asked anything. `fire` sends one request made from a seed. @throws for an
 * answer of ours, one that tells of our insides, or a refusal of another shape
 */
export async function fuzzedServer(garbled: (text: string, next: Next) => string) {
  const { db } = await openStore(':memory:', NOW)
  const faults: unknown[] = []
  let asked = 0
  const app = createApp({
    answers: keptAnswers(),
    frameOrigins: [],
    publicUrl: null,
    counted: metrics(),
    // Every question is worked out anew.
    moment: () => String(asked++),
    db,
    backfills: backfillRunner(db, { now: () => NOW, providerUrl: new URL('http://127.0.0.1:9'), report: () => {} }),
    upkeep: upkeepRunner(db, { now: () => NOW, report: () => {} }),
    page: new Map(),
    still: null,
    guard: tokenAuth(null),
    now: () => NOW,
    steady: () => performance.now(),
    newRequestId: () => 'fuzz',
    report: (_, error) => faults.push(error),
  })
  const fire = async (seed: number): Promise<Shot> => {
    const next = seeded(seed)
    const { method, path, question } = pick(verbs, next)
    // A job of another thread would go on beyond its request.
    if (/^\/(backfills|upkeep)/.test(path) && method === 'post') return { what: 'none', status: 200, cpu: 0 }
    const word = (name: string) => {
      const right = likely[name]
      if (right !== undefined && next() < 0.75) return pick(right, next)
      return next() < 0.2 ? garbled(pick(words, next) || 'x', next) : pick(words, next)
    }
    const wild = path.replaceAll(/:(\w+)/g, (_, name: string) => encoded(word(name)))
    const keys = next() < 0.1 ? [...Object.keys(question.shape), 'nonsense'] : Object.keys(question.shape)
    const query = Array.from({ length: keys.length === 0 ? 0 : Math.floor(next() * 4) }, () => pick(keys, next))
      .map((key) => `${key}=${encoded(word(key))}`)
      .join('&')
    const what = `${method.toUpperCase()} /api${wild}${query === '' ? '' : `?${query}`}`
    const body = method === 'get' ? null : next() < 0.4 ? pick(bodies, next) : garbled(pick(bodies, next), next)
    const type = body?.startsWith('event_id')
      ? 'text/csv'
      : pick(['application/json', 'application/json', 'application/json', 'text/plain', ''], next)
    const begun = process.cpuUsage()
    const answer = await app.request(
      what.slice(what.indexOf(' ') + 1),
      { method: method.toUpperCase(), headers: { 'Content-Type': type }, ...(body === null ? {} : { body }) },
      { entry: 'open', visitor: { address: '127.0.0.1', secure: false } },
    )
    const text = await answer.text()
    const { user, system } = process.cpuUsage(begun)
    const shot = { what: what.slice(0, 200), status: answer.status, cpu: (user + system) / 1e6 }
    const said = (why: string) => new Error(`Seed ${seed} of ${shot.what} is answered ${shot.status}: ${why}`)
    if (answer.status >= 500)
      throw said(`${text.slice(0, 300)} ${faults.at(-1) instanceof Error ? (faults.at(-1) as Error).stack : ''}`)
    const kind = answer.headers.get('content-type') ?? ''
    if (answer.status >= 400 && !kind.startsWith('application/problem+json'))
      throw said(`${kind} ${text.slice(0, 100)}`)
    if (/\bat \S+ \(?(file:|node:|\/)|node_modules/.test(text)) throw said('a stack')
    if (kind.includes('json') && /:(NaN|-?Infinity)\b/.test(text)) throw said('no JSON')
    if (({} as Record<string, unknown>).polluted !== undefined) throw said('a polluted prototype')
    return shot
  }
  const isWhole = () => pragmaOf(db, 'integrity_check') === 'ok'
  return { fire, isWhole, close: () => db.close() }
}

/** As it stands in an address; a half of a pair of surrogates cannot. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed())
