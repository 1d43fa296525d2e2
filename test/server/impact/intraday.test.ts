import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { measureIntraday } from '../../../server/impact/intraday.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { zonedText } from '../../../server/market/zone.ts'
import type { GivenSettings } from '../../../server/query/settings.ts'
import { settingsOfModel } from '../../../server/stats/models.ts'
import { emptyWorld } from '../../filledStore.ts'
import { differences, type Figures, noneYet, readGolden } from '../stats/oracle.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant

/** A store that holds the given files of hourly bars, named after their tickers. */
async function storeOf(files: ReadonlyMap<string, Buffer>): Promise<Db> {
  const db = await emptyWorld()
  for (const [ticker, bytes] of files) {
    const { report } = await ingest(
      db,
      { name: `${ticker}_1h.csv`, bytes },
      { now: NOW, kind: 'intraday', mode: 'skip' },
    )
    expect(report.filter(({ severity }) => severity === 'error')).toEqual([])
  }
  return db
}
const addEvents = (db: Db, ...rows: readonly string[]) =>
  ingest(
    db,
    { name: 'events.csv', bytes: Buffer.from(['event_id,title,public_at,tickers', ...rows, ''].join('\n')) },
    { now: NOW },
  )

type Case = {
  id: string
  at: string
  settings: GivenSettings
  expected: { bar0: string; model: Figures; bars: Figures[]; windows: Figures[] }
}
async function agrees(db: Db, event: string, benchmark: string, { settings, expected }: Case) {
  const query = { ticker: null, benchmark: mustBeTicker(benchmark), settings, interval: '1h' } as const
  const { bar0, study } = await measureIntraday(db, event, query)
  if (study.kind === 'excluded') throw new Error(study.detail)
  const bars = study.bars.map((bar) => ({
    ...bar,
    bar: bar.starts === null ? null : zonedText(bar.starts as Instant, 'America/New_York'),
  }))
  expect(differences({ ...study, bar0, bars }, expected, noneYet())).toEqual([])
}

describe('measureIntraday on constructed bars', () => {
  const { bars, security, market, cases } = readGolden<{
    bars: string[]
    security: (number | null)[]
    market: number[]
    cases: Case[]
  }>('intraday')
  const header = 'ts,session,open,high,low,close,volume\n'
  /** The bars of a ticker, and before each session one of extended trading that no figure may use. */
  const fileOf = (closes: readonly (number | null)[]) =>
    Buffer.from(
      header +
        bars
          .flatMap((bar, i) => {
            const close = closes[i] ?? null
            const row = (start: string, session: string, price: number) =>
              `${start},${session},${price},${price},${price},${price},1000\n`
            const own = close === null ? [] : [row(bar, 'regular', close)]
            const early = bar.includes('T09:30') ? [row(bar.replace('T09:30', 'T08:00'), 'pre', 100)] : []
            return [...early, ...own]
          })
          .join(''),
    )
  let db: Db
  beforeAll(async () => {
    db = await storeOf(
      new Map([
        ['NEWS', fileOf(security)],
        ['BASE', fileOf(market)],
      ]),
    )
    await addEvents(db, ...cases.map(({ at }, i) => `news-${i},News,${at},NEWS`), 'day,Day,2023-11-17,NEWS')
  })
  afterAll(() => db.close())

  it.each(cases.map((golden, i) => ({ ...golden, event: `news-${i}` })))(
    'measureIntraday() of news $id gives the figures of numpy and SciPy, from imported bars to the answer',
    (golden) => agrees(db, golden.event, 'BASE', golden),
  )
  it.each([
    ['NEWS', 'r'],
    ['BASE', 'marketReturn'],
  ] as const)(
    'measureIntraday() has a dividend of %s in the night before the ex date, and nowhere else',
    async (ticker, field) => {
      const store = await storeOf(new Map(Object.entries({ NEWS: fileOf(security), BASE: fileOf(market) })))
      await addEvents(store, 'news,News,2023-11-24T13:00:00-05:00,NEWS')
      const ask = async () => {
        const settings = {
          model: 'market-adjusted',
          estimation: [-150, -6],
          event: [-3, 5],
          windows: [[0, 0]],
        } as const
        const query = { ticker: null, benchmark: mustBeTicker('BASE'), settings, interval: '1h' } as const
        const { study } = await measureIntraday(store, 'news', query)
        if (study.kind === 'excluded') throw new Error(study.detail)
        return study.bars
      }
      const before = await ask()
      const paid = Buffer.from('date,type,value\n2023-11-27,dividend,1\n')
      expect(
        await ingest(
          store,
          { name: 'a.csv', bytes: paid },
          { now: NOW, kind: 'actions', ticker: mustBeTicker(ticker) },
        ),
      ).toMatchObject({ stored: true })
      const after = await ask()
      const closes = ticker === 'NEWS' ? security : market
      const at = bars.findIndex((bar) => bar.startsWith('2023-11-27T09:30'))
      const [eve, open] = [closes[at - 1] ?? 0, closes[at] ?? 0]
      const expected = before.map((bar) => {
        const value = bar.rel === 0 ? open / (eve - 1) - 1 : bar[field]
        return value === null ? null : expect.closeTo(value, 12)
      })
      expect(after.map((bar) => bar[field])).toEqual(expected)
      store.close()
    },
  )
  it('measureIntraday() takes a bar that its benchmark lacks as one that the security lacks', async () => {
    const [first] = cases
    if (first === undefined) throw new Error('no case')
    const zero = bars.findIndex((bar) => first.expected.bar0.startsWith(bar.slice(0, 16)))
    expect(zero).toBeGreaterThan(0)
    const without = (closes: readonly (number | null)[]) =>
      fileOf(closes.map((close, i) => (i === zero - 1 || i === zero - 40 ? null : close)))
    const answers = []
    for (const [own, base] of [
      [fileOf(security), without(market)],
      [without(security), fileOf(market)],
    ] as const) {
      const store = await storeOf(
        new Map([
          ['NEWS', own],
          ['BASE', base],
        ]),
      )
      await addEvents(store, `news,News,${first.at},NEWS`)
      const query = { ticker: null, benchmark: mustBeTicker('BASE'), settings: first.settings, interval: '1h' } as const
      answers.push(await measureIntraday(store, 'news', query))
      store.close()
    }
    const [ofBenchmark, ofSecurity] = answers
    expect(ofBenchmark).toEqual(ofSecurity)
    const study = ofBenchmark?.study
    expect(study !== undefined && 'bars' in study && study.bars.find(({ rel }) => rel === 0)?.span).toBe(2)
  })

  it('measureIntraday() compares with the benchmark that the event names, and leaves bars around other news out when asked', async () => {
    const [first] = cases
    if (first === undefined) throw new Error('no case')
    const store = await storeOf(
      new Map([
        ['NEWS', fileOf(security)],
        ['BASE', fileOf(market)],
      ]),
    )
    const zero = bars.findIndex((bar) => first.expected.bar0.startsWith(bar.slice(0, 16)))
    // Half an hour into a bar of the estimation window whose neighbours all have both prices.
    const other = bars.findIndex(
      (_, i) => i > zero - 60 && [i - 2, i - 1, i, i + 1].every((at) => typeof security[at] === 'number'),
    )
    const at = (bars[other] ?? '').replace(/T(\d\d):30/, (_, hour: string) => `T${hour}:59`)
    const text = [
      'event_id,title,public_at,tickers,benchmark',
      `news,News,${first.at},NEWS,BASE`,
      `other,Other,${at},NEWS,`,
      '',
    ].join('\n')
    await ingest(store, { name: 'events.csv', bytes: Buffer.from(text) }, { now: NOW })
    const ask = async (settings: GivenSettings) => {
      const query = {
        ticker: null,
        benchmark: null,
        settings: { ...first.settings, ...settings },
        interval: '1h',
      } as const
      const { benchmark, study } = await measureIntraday(store, 'news', query)
      if (study.kind === 'excluded') throw new Error(study.detail)
      return { benchmark, M: study.model.M, inEstimation: study.inEstimation }
    }
    const plain = await ask({})
    expect(plain).toMatchObject({ benchmark: 'BASE', inEstimation: ['other'] })
    expect((await ask({ estimationMask: 'events' })).M).toBe(plain.M - 3)
    store.close()
  })

  it.each(['capm', 'ff3'] as const)('measureIntraday() refuses %s: factor returns are of whole days', (model) =>
    expect(
      measureIntraday(db, 'news-0', {
        ticker: null,
        benchmark: mustBeTicker('BASE'),
        settings: settingsOfModel(model),
        interval: '1h',
      }),
    ).rejects.toMatchObject({ status: 422, code: 'bad_settings', parameter: 'model' }),
  )

  it('measureIntraday() needs no bars of a benchmark for a model that compares with nothing', async () => {
    const [first] = cases
    if (first === undefined) throw new Error('no case')
    // The index is stored, day by day alone.
    const store = await storeOf(new Map([['NEWS', fileOf(security)]]))
    await ingest(store, { name: '^GSPC.csv', bytes: Buffer.from('date,close\n2023-11-16,4508.24\n') }, { now: NOW })
    await addEvents(store, `news,News,${first.at},NEWS`)
    const ask = (model: 'mean' | 'market') =>
      measureIntraday(store, 'news', {
        ticker: null,
        benchmark: null,
        settings: { ...first.settings, model },
        interval: '1h',
      })
    await expect(ask('market')).rejects.toMatchObject({ status: 409, code: 'no_intraday_bars' })
    const { bar0, benchmark, study } = await ask('mean')
    expect([bar0, benchmark, study.kind]).toEqual([first.expected.bar0, 'NEWS', 'measured'])
    store.close()
  })

  it.each([
    ['a benchmark that is not stored', 'news-0', 'NONE', '1h', { status: 404 }],
    ['news without an hour', 'day', 'BASE', '1h', { status: 422, code: 'time_unknown' }],
    ['bars that are not stored', 'news-0', 'BASE', '5m', { status: 409, code: 'no_intraday_bars' }],
  ] as const)('measureIntraday() refuses %s', async (_, event, benchmark, interval, refusal) => {
    const query = { ticker: null, settings: {}, benchmark: mustBeTicker(benchmark), interval }
    await expect(measureIntraday(db, event, query)).rejects.toMatchObject(refusal)
  })
})

const oracleFile = '../shared/reference/oracle/intraday-hourly.json'
describe.skipIf(!existsSync(oracleFile))('measureIntraday on the bars of a provider', () => {
  it('measureIntraday() gives the figures of two other programs, from imported bars to the answer', async () => {
    const { cases } = JSON.parse(readFileSync(oracleFile, 'utf8')) as { cases: Case[] }
    const file = (ticker: string) => [ticker, readFileSync(`../shared/data/intraday/${ticker}_1h.csv`)] as const
    const db = await storeOf(new Map([file('MSFT'), file('QQQ')]))
    await addEvents(db, ...cases.map(({ at }, i) => `news-${i},News,${at},MSFT`))
    expect(cases).toHaveLength(2)
    for (const [i, golden] of cases.entries()) await agrees(db, `news-${i}`, 'QQQ', golden)
    db.close()
  })
})
