import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { findTicker } from '../../../db/tickers.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestKind } from '../../../server/ingest/names.ts'
import { ingestQueue } from '../../../server/ingest/queue.ts'
import { dayOf, mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { read } from '../../../server/query/read.ts'
import { openStore } from '../../../server/store/open.ts'
import { studyQueue } from '../../../server/study/queue.ts'
import { versionedStudy } from '../../../server/study/version.ts'
import { setBenchmark } from '../../../server/tickers/benchmark.ts'
import { events } from '../../../server/verbs/events.ts'
import { abnormal, eventSeries, impact, impacts, moves, robustness } from '../../../server/verbs/impacts.ts'
import { bars, tickers } from '../../../server/verbs/prices.ts'
import { decideFinding, quality } from '../../../server/verbs/quality.ts'
import type { VerbContext } from '../../../server/verbs/verb.ts'
import { addCorrection, setBarState } from '../../db/tamper.ts'
import { emptyWorld } from '../../filledStore.ts'
import { exportQuery, exportTable } from '../tables.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
const ousted = 'openai-20231117-altman-ousted'

const contextOf = (db: Db): VerbContext => ({
  db,
  backfills: { running: () => null } as unknown as VerbContext['backfills'],
  upkeep: undefined as never,
  ingests: ingestQueue(db),
  studies: studyQueue(db),
  now: () => NOW,
})
const take = async (db: Db, name: string, text: string, kind: IngestKind, now: number = NOW) => {
  const done = await ingest(db, { name, bytes: Buffer.from(text) }, { now: now as Instant, kind })
  expect(done.report.filter(({ severity }) => severity === 'error')).toEqual([])
}

interface Asking {
  readonly subject: Parameters<typeof read>[0]
  readonly question: Parameters<typeof read>[0]
  readonly ask: (context: VerbContext, question: never, subject: never) => Promise<{ readonly version: string | null }>
}
const asked = (verb: Asking, question: object, subject: object) => async (db: Db) =>
  (await verb.ask(contextOf(db), read(verb.question, question) as never, read(verb.subject, subject) as never)).version
const spec = (settings: object) => JSON.stringify({ tickers: ['MSFT'], events: { from: '2023-11-01' }, settings })
const november = { from: '2023-11-01', to: '2023-11-30' }

/** Questions about Microsoft, each with the version of its answer. */
const questions: Readonly<Record<string, (db: Db) => Promise<string | null>>> = {
  bars: asked(bars, {}, { ticker: 'MSFT' }),
  november: asked(bars, november, { ticker: 'MSFT' }),
  novemberTotal: asked(bars, { ...november, basis: 'total' }, { ticker: 'MSFT' }),
  hours: asked(bars, { interval: '1h' }, { ticker: 'MSFT' }),
  events: asked(events, { ticker: 'MSFT' }, {}),
  impacts: asked(impacts, { ticker: 'MSFT' }, {}),
  threeFactors: asked(impacts, { ticker: 'MSFT', model: 'ff3' }, {}),
  impact: asked(impact, {}, { event: ousted }),
  robustness: asked(robustness, {}, { event: ousted }),
  abnormal: asked(abnormal, { ticker: 'MSFT' }, {}),
  moves: asked(moves, {}, { ticker: 'MSFT' }),
  series: asked(eventSeries, {}, { event: ousted }),
  study: async (db) => (await versionedStudy(spec({}), async () => db)).version,
}
const figures = ['impacts', 'threeFactors', 'impact', 'robustness', 'abnormal', 'moves', 'series', 'study']

const session = (date: string, close: number) => `${date},${close},${close + 1},${close - 1},${close},1000`
const other = (first: number) =>
  [
    'date,open,high,low,close,volume',
    session('2023-11-14', first),
    session('2023-11-15', 52),
    session('2023-11-16', 51),
  ].join('\n')
const days = Array.from({ length: 520 }, (_, at) => new Date(Date.UTC(2022, 5, 1 + at)).toISOString().slice(0, 10))
const factors = (smb: number) =>
  [
    'date,mkt_rf,smb,hml,rf',
    ...days.map((date, i) => `${date},${Math.sin(i)},${smb * Math.cos(i)},${Math.sin(i * 2.3)},0.01`),
  ].join('\n')

const sessions = (mic: string) =>
  `mic,date,open,close,break_start,break_end\n${mic},2028-01-03,2028-01-03T14:30Z,2028-01-03T21:00Z,,\n`

/** One changed cell of the bundled prices. */
async function changeBar(db: Db, symbol: string, date: string): Promise<void> {
  const { id } = (await findTicker(db, mustBeTicker(symbol))) ?? { id: 0 }
  setBarState(db, id, mustBeDate(date), 'provisional')
}

describe('data version', { timeout: 120_000 }, () => {
  let db: Db
  let before: Record<string, string | null>
  const versions = async (of: Db) =>
    Object.fromEntries(
      await Promise.all(Object.entries(questions).map(async ([name, ask]) => [name, await ask(of)] as const)),
    )
  /** Names of the questions whose answer has another version than when this was last asked. */
  const changed = async () => {
    const now = await versions(db)
    const names = Object.keys(now).filter((name) => now[name] !== before[name])
    before = now
    return names.sort()
  }
  beforeAll(async () => {
    db = (await openStore(':memory:', NOW)).db
    await take(db, 'factors.csv', factors(1), 'factors')
    await take(db, 'OTHER.csv', other(50), 'prices')
    before = await versions(db)
  })
  afterAll(() => db.close())

  it('is twelve hexadecimal digits, others for other questions', () => {
    for (const version of Object.values(before)) expect(version).toMatch(/^[0-9a-f]{12}$/)
    expect(new Set([before.bars, before.november, before.hours, before.events, before.threeFactors]).size).toBe(5)
    // The same data, however they are looked at.
    expect(before.impacts).toBe(before.moves)
  })

  it('is that of another store that was told the same in another order, at another time', async () => {
    const again = (await openStore(':memory:', NOW + 1e9)).db
    await take(again, 'OTHER.csv', other(50), 'prices', NOW + 2e9)
    await take(again, 'factors.csv', factors(1), 'factors', NOW + 2e9)
    expect(await versions(again)).toEqual(before)
    again.close()
    const reversed = await emptyWorld()
    const lines = ['a,x,2023-11-17,MSFT', 'b,y,2023-11-20,MSFT']
    const header = 'event_id,title,public_at,tickers'
    await take(reversed, 'events.csv', [header, ...lines.toReversed(), ''].join('\n'), 'events')
    const straight = await emptyWorld()
    await take(straight, 'events.csv', [header, ...lines, ''].join('\n'), 'events')
    expect(await questions.events?.(reversed)).toBe(await questions.events?.(straight))
  })

  it('stays when the same is told again, and when others change', async () => {
    await take(db, 'OTHER.csv', other(50), 'prices', NOW + 1e6)
    await take(db, 'factors.csv', factors(1), 'factors', NOW + 1e6)
    await take(db, 'OTHER.csv', other(49), 'prices')
    await take(db, 'events.csv', 'event_id,title,public_at,tickers\nother-1,x,2023-11-15,OTHER\n', 'events')
    expect(await changed()).toEqual([])
  })

  it.each<[string, (db: Db) => Promise<unknown>, readonly string[]]>([
    [
      'a bar of the ticker in the range',
      (db) => changeBar(db, 'MSFT', '2023-11-17'),
      ['bars', 'november', 'novemberTotal', ...figures],
    ],
    ['a bar before the range', (db) => changeBar(db, 'MSFT', '2023-10-17'), ['bars', ...figures]],
    [
      'a bar after the range: later dividends count on total basis',
      (db) => changeBar(db, 'MSFT', '2024-02-01'),
      ['bars', 'novemberTotal', ...figures],
    ],
    ['a bar of the benchmark', (db) => changeBar(db, '^GSPC', '2023-11-17'), figures],
    [
      'an event of the ticker',
      (db) => take(db, 'e.csv', 'event_id,title,public_at,tickers\nnew-1,x,2023-12-05,MSFT\n', 'events'),
      ['events', ...figures],
    ],
    [
      'a rejected event',
      (db) =>
        take(db, 'e.csv', 'event_id,title,public_at,tickers,status\nnew-2,x,2023-12-06,MSFT,rejected\n', 'events'),
      ['events'],
    ],
    ['a factor', (db) => take(db, 'factors.csv', factors(1.01), 'factors'), ['robustness', 'threeFactors']],
    [
      'an hour of the session of the news',
      (db) =>
        take(
          db,
          'MSFT_1h.csv',
          'start,open,high,low,close,volume\n2023-11-17T14:30:00-05:00,370,371,369,370.5,1000\n2023-11-17T15:30:00-05:00,370,371,369,370.25,1000\n',
          'intraday',
        ),
      ['hours', 'impact'],
    ],
    [
      'a dividend',
      (db) => take(db, 'a.csv', 'date,type,value,ticker\n2023-12-06,dividend,0.1,MSFT\n', 'actions'),
      ['bars', 'hours', 'november', 'novemberTotal', ...figures],
    ],
    [
      'a correction laid over a bar',
      async (db) =>
        addCorrection(db, (await findTicker(db, mustBeTicker('MSFT')))?.id ?? 0, dayOf(mustBeDate('2023-05-17'))),
      ['bars', 'november', 'novemberTotal', ...figures],
    ],
    [
      'a benchmark of its own, though it is the one that was taken',
      (db) => setBenchmark(db, 'MSFT', '^GSPC', NOW),
      Object.keys(questions),
    ],
    ['sessions of another exchange', (db) => take(db, 's.csv', sessions('XIDX'), 'calendar'), []],
    ['sessions of its exchange', (db) => take(db, 's.csv', sessions('XNYS'), 'calendar'), Object.keys(questions)],
    [
      'a decision on a finding of the benchmark',
      async (db) => {
        const asked = read(quality.question, { ticker: '^GSPC', severity: 'warn,error' })
        const { findings } = await quality.run(contextOf(db), asked, {})
        const finding = findings.find(({ interval }) => interval === '1d')?.id ?? 0
        await decideFinding.run(contextOf(db), { status: 'accepted', note: null }, { finding })
      },
      figures,
    ],
  ])('changes with %s, where it is used and nowhere else', async (_, change, names) => {
    await change(db)
    expect(await changed()).toEqual([...names].sort())
  })

  it('of converted figures changes with the series of rates, of others it does not', async () => {
    const home = await emptyWorld()
    await take(
      home,
      't.csv',
      'symbol,zone,currency\nS.JK,Asia/Jakarta,IDR\n^GSPC,America/New_York,USD\nIDR=X,Europe/London,IDR\n',
      'tickers',
    )
    for (const symbol of ['S.JK', '^GSPC', 'IDR=X']) await take(home, `${symbol}.csv`, other(50), 'prices')
    await take(home, 'e.csv', 'event_id,title,public_at,tickers\ne,x,2023-11-15,S.JK\n', 'events')
    const beside = { ticker: 'S.JK', benchmark: '^GSPC' }
    const spec = (convert: object) => JSON.stringify({ tickers: ['S.JK'], events: {}, benchmark: '^GSPC', ...convert })
    const study = (convert: object) => async (db: Db) => (await versionedStudy(spec(convert), async () => db)).version
    const converted = [
      asked(impacts, { ...beside, convert: 'IDR=X' }, {}),
      asked(impact, { ...beside, convert: 'IDR=X' }, { event: 'e' }),
      asked(moves, { benchmark: '^GSPC', convert: 'IDR=X' }, { ticker: 'S.JK' }),
      study({ convert: ['IDR=X'] }),
    ]
    const plain = [asked(impacts, beside, {}), asked(impact, beside, { event: 'e' }), study({})]
    const versionsOf = (asking: typeof plain) => Promise.all(asking.map((ask) => ask(home)))
    const [first, unconverted] = [await versionsOf(converted), await versionsOf(plain)]
    await take(home, 'IDR=X.csv', other(49), 'prices')
    const second = await versionsOf(converted)
    expect(second.filter((version, at) => version === first[at])).toEqual([])
    expect(await versionsOf(plain)).toEqual(unconverted)
    home.close()
  })

  it('is the same in JSON and CSV', async () => {
    const table = async (...query: Parameters<typeof exportQuery>) =>
      (await exportTable(db, exportQuery(...query))).version
    expect(await table('prices', { ticker: 'MSFT' }, null)).not.toBe(before.november)
    expect(await table('impacts', { ticker: 'MSFT' }, null)).toBe(before.impacts)
    expect(await table('panel', { ticker: 'MSFT' }, null)).toBe(before.impacts)
    expect(await table('moves', { ticker: 'MSFT' }, null)).toBe(before.moves)
    expect(await table('events', { ticker: 'MSFT' }, null)).toBe(before.events)
    expect(await table('impact', {}, ousted)).toBe(before.impact)
  })

  it('of a study that brings its numbers is the beginning of their hash', async () => {
    const calendar = days.slice(0, 100)
    const wave = (step: number) => calendar.map((_, i) => Math.sin(i * step))
    const inline = {
      settings: { estimation: [-60, -6], event: [-2, 2], windows: [[0, 0]] },
      series: { calendar, returns: { A: wave(2), M: wave(3) } },
      events: [{ id: 'a', ticker: 'A', market: 'M', day0: calendar[90] }],
    }
    const { study, version } = await versionedStudy(JSON.stringify(inline), async () => db)
    expect(study.findings.data_hash.startsWith(version)).toBe(true)
    expect(version).toHaveLength(12)
  })

  it('of what is stored of tickers changes with what is stored', async () => {
    const version = asked(tickers, {}, {})
    const first = await version(db)
    await changeBar(db, 'MSFT', '2023-11-20')
    expect(await version(db)).toBe(first)
    await take(db, 'THIRD.csv', other(50), 'prices')
    expect(await version(db)).not.toBe(first)
  })
})
