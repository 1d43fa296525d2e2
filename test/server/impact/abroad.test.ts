import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveEvent } from '../../../db/events.ts'
import type { Db, Tx } from '../../../db/file/db.ts'
import { write } from '../../../db/file/transaction.ts'
import { beginRun, recordFetch } from '../../../db/runs.ts'
import { storeDailyBars } from '../../../db/storeBars.ts'
import { saveTicker } from '../../../db/tickers.ts'
import { measureImpact } from '../../../server/impact/impact.ts'
import { measureImpacts } from '../../../server/impact/list.ts'
import { movesOf } from '../../../server/impact/moves.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { Problem } from '../../../server/problem.ts'
import { studyText } from '../../../server/study/json.ts'
import { runStudy } from '../../../server/study/study.ts'
import { versionedStudy } from '../../../server/study/version.ts'
import { emptyWorld } from '../../filledStore.ts'
import { differences, type Figures, noneYet, readGolden, sampleColumn } from '../stats/oracle.ts'
import { eventAt } from './oneAnswerWorld.ts'

interface Abroad {
  readonly prices: Readonly<Record<string, readonly (readonly [date: string, price: number])[]>>
  readonly events: Readonly<Record<string, string>>
  readonly cases: readonly {
    readonly id: string
    readonly benchmark: string
    readonly settings: { readonly model: 'market' | 'dimson'; readonly lumped?: 'trade-to-trade' }
    readonly convert: readonly string[]
    readonly expected: Readonly<Record<string, Figures & { readonly day0: string }>>
  }[]
}

const { prices: constructed, events, cases } = readGolden<Abroad>('abroad')
const prices: Abroad['prices'] = { ...constructed, MSFT: [...sampleColumn('prices/MSFT.csv', 'adj_close')] }
const NOW = Date.UTC(2024, 0, 2)
const SHARE = mustBeTicker('SHARE.JK')
const all = { from: null, to: null }
const windows = {
  estimation: [-250, -11],
  event: [-3, 5],
  windows: [
    [0, 0],
    [0, 1],
    [-3, 5],
  ],
} as const

const facts: Readonly<Record<string, { kind: string; currency: string | null; zone: string }>> = {
  'SHARE.JK': { kind: 'stock', currency: 'IDR', zone: 'Asia/Jakarta' },
  '^JKSE': { kind: 'index', currency: 'IDR', zone: 'Asia/Jakarta' },
  '^GSPC': { kind: 'index', currency: 'USD', zone: 'America/New_York' },
  MSFT: { kind: 'stock', currency: 'USD', zone: 'America/New_York' },
  'IDR=X': { kind: 'currency', currency: 'IDR', zone: 'Europe/London' },
  'IDRUSD=X': { kind: 'currency', currency: 'USD', zone: 'Europe/London' },
}

async function addTicker(tx: Tx, symbol: string): Promise<void> {
  const told = facts[symbol] ?? { kind: 'stock', currency: null, zone: 'Asia/Jakarta' }
  const own = { symbol: mustBeTicker(symbol), name: null, exchange: null, firstTradeDate: null, ...told }
  const tickerId = await saveTicker(tx, own, NOW)
  const fetchId = await recordFetch(tx, {
    runId: await beginRun(tx, 'test', {}, NOW),
    tickerId,
    source: `file:${symbol}`,
    interval: '1d',
    fromMs: null,
    toMs: null,
    status: null,
    contentHash: null,
    rows: 0,
    startedAt: NOW,
    endedAt: NOW,
    outcome: 'ok',
    message: null,
  })
  const bars = (prices[symbol] ?? []).map(([date, close]) => ({
    date: mustBeDate(date),
    open: close,
    high: close,
    low: close,
    close,
    adjClose: close,
    volume: 1000,
    state: 'final' as const,
  }))
  await storeDailyBars(tx, tickerId, bars, fetchId)
}

/** A store with some of the tickers, and news at ten in Jakarta's morning. */
async function worldWith(symbols: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Db> {
  const db = await emptyWorld()
  await write(db, async (tx) => {
    for (const symbol of symbols) await addTicker(tx, symbol)
    for (const [id, date] of Object.entries(events)) {
      const event = eventAt(id, `${date}T03:00:00Z`, {
        tickers: [{ symbol: SHARE, role: 'subject' }],
        extra: { ...more },
      })
      await saveEvent(tx, event, Date.parse(`${date}T03:00:00Z`), NOW)
    }
  })
  return db
}

const refusedWith = async (work: Promise<unknown>): Promise<Problem> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof Problem)) throw new Error(`It was done, or failed otherwise: ${error}`)
  return error
}

describe('a share in Jakarta', () => {
  let db: Db
  beforeAll(async () => {
    db = await worldWith(Object.keys(facts))
  })
  afterAll(() => db.close())

  it.each(cases)(
    'measureImpact() gives every figure of numpy beside $id',
    async ({ benchmark, settings, convert, expected }) => {
      for (const [id, { day0, ...figures }] of Object.entries(expected)) {
        const impact = await measureImpact(db, id, {
          ticker: null,
          benchmark: mustBeTicker(benchmark),
          convert: convert.map(mustBeTicker),
          settings: {
            ...windows,
            model: settings.model,
            ...(settings.lumped === undefined ? {} : { lumped: settings.lumped }),
          },
        })
        if (impact.kind === 'excluded') throw new Error(impact.detail)
        expect([impact.session, impact.benchmark]).toEqual([day0, benchmark])
        expect(differences(impact, figures, noneYet(), id)).toEqual([])
      }
    },
  )

  it('is compared with the index of its own exchange when nobody names one, and says so', async () => {
    const asked = { ticker: null, benchmark: null, settings: { ...windows } }
    const impact = await measureImpact(db, 'thanksgiving', asked)
    expect(impact.comparison).toEqual({
      benchmark: '^JKSE',
      chosen: 'default',
      kind: 'broad',
      fitting: ['^JKSE'],
      closes: null,
      currencies: null,
      rate: null,
      without_rate: 0,
      notes: [],
    })
    const named = await measureImpact(db, 'thanksgiving', { ...asked, benchmark: mustBeTicker('^JKSE') })
    expect(named).toEqual({ ...impact, comparison: { ...impact.comparison, chosen: 'asked' } })
    expect(impact.kind === 'measured' && impact.flags).toEqual([])
  })

  it('says what an index of New York has to do with its own day, hours and money', async () => {
    const asked = { ticker: null, benchmark: mustBeTicker('^GSPC'), settings: { ...windows } }
    const impact = await measureImpact(db, 'monday', asked)
    // Jakarta closes at 15:50 of its own clock, 08:50 UTC, New York at 21:00 UTC in winter.
    expect(impact.comparison).toMatchObject({
      chosen: 'asked',
      kind: 'large',
      closes: {
        own: '15:50',
        own_zone: 'Asia/Jakarta',
        benchmark: '16:00',
        benchmark_zone: 'America/New_York',
        minutes: 730,
      },
      currencies: { own: 'IDR', benchmark: 'USD' },
      rate: null,
    })
    expect(
      impact.comparison.notes.map(({ en, id }) => [
        en.includes('dimson'),
        id.includes('dimson'),
        en.includes('convert=USDIDR=X'),
      ]),
    ).toEqual([
      [true, true, false],
      [false, false, true],
    ])
    expect(impact.kind === 'measured' && impact.flags).toEqual(
      expect.arrayContaining(['asynchronous', 'currencyDiffers']),
    )
    const converted = await measureImpact(db, 'monday', { ...asked, convert: [mustBeTicker('IDR=X')] })
    expect(converted.comparison).toMatchObject({ currencies: null, rate: 'IDR=X', without_rate: 1 })
    expect(converted.kind === 'measured' && converted.flags).not.toContain('currencyDiffers')
    const mean = await measureImpact(db, 'monday', { ...asked, settings: { ...windows, model: 'mean' } })
    expect(mean.kind === 'measured' && mean.flags.filter((flag) => /asynchronous|currency/.test(flag))).toEqual([])
  })

  it('is measured alike by every list, and every study converts alike', async () => {
    const convert = [mustBeTicker('IDRUSD=X')]
    const asked = { benchmark: mustBeTicker('^GSPC'), convert, settings: { ...windows } }
    const list = await measureImpacts(db, SHARE, all, asked)
    expect(list.comparison).toMatchObject({ rate: 'IDRUSD=X', chosen: 'asked' })
    const single = await Promise.all(Object.keys(events).map((id) => measureImpact(db, id, { ticker: null, ...asked })))
    const spec = { tickers: [SHARE], benchmark: '^GSPC', convert, settings: { ...windows } }
    const text = [...studyText(await versionedStudy(JSON.stringify(spec), async () => db))].join('')
    const study = JSON.parse(text)
    for (const [at, impact] of single.entries()) {
      if (impact.kind === 'excluded') throw new Error(impact.detail)
      const line = list.impacts[at]
      expect(line).toMatchObject({
        windows: impact.windows.map(({ car, seExact }) => ({ car, seExact })),
        flags: impact.flags,
      })
      expect(study.single[at]).toMatchObject({
        market: '^GSPC',
        rate: 'IDRUSD=X',
        windows: impact.windows,
        flags: impact.flags,
      })
    }
    expect(study.warnings.map(({ code }: { code: string }) => code)).toContain('asynchronous')
    expect([...studyText(await versionedStudy(JSON.stringify(study.spec), async () => db))].join('')).toBe(text)
  })

  it.each([
    ['IDREUR=X', 422, 'no_rate'],
    ['JPY=X', 422, 'no_rate'],
    ['USDIDR=X', 404, 'unknown_ticker'],
  ])('is not converted with %s', async (rate, status, code) => {
    const asked = { benchmark: mustBeTicker('^GSPC'), convert: [mustBeTicker(rate)], settings: { ...windows } }
    const answers = [
      measureImpact(db, 'monday', { ticker: null, ...asked }),
      measureImpacts(db, SHARE, all, asked),
      movesOf(db, SHARE, { benchmark: asked.benchmark, convert: asked.convert, ...all, fdr: 0.05 }),
    ]
    for (const answer of answers)
      expect(await refusedWith(answer)).toMatchObject({ status, code, parameter: 'convert' })
  })

  it('takes the rate that fits of several, and leaves alone what is in one currency already', async () => {
    const convert = ['JPY=X', 'IDR=X'].map(mustBeTicker)
    const asked = { ticker: null, convert, settings: { ...windows } }
    expect((await measureImpact(db, 'monday', { ...asked, benchmark: mustBeTicker('^GSPC') })).comparison.rate).toBe(
      'IDR=X',
    )
    expect((await measureImpact(db, 'monday', { ...asked, benchmark: null })).comparison.rate).toBeNull()
  })
})

describe('a share in Jakarta where only New York is stored', () => {
  it('is compared with nothing, and told what to fetch', async () => {
    const db = await worldWith(['SHARE.JK', '^GSPC'])
    const asked = { benchmark: null, settings: { ...windows } }
    const answers = [
      measureImpact(db, 'monday', { ticker: null, ...asked }),
      measureImpacts(db, SHARE, all, asked),
      movesOf(db, SHARE, { ...all, benchmark: null, fdr: 0.05 }),
      runStudy(JSON.stringify({ tickers: [SHARE] }), async () => db),
    ]
    for (const answer of answers) {
      const { status, code, message } = await refusedWith(answer)
      expect([status, code]).toEqual([409, 'no_benchmark'])
      expect(message).toContain('npm run backfill -- ^JKSE')
      expect(message).toContain('"mean"')
    }
    const mean = await measureImpact(db, 'monday', {
      ticker: null,
      benchmark: null,
      settings: { ...windows, model: 'mean' },
    })
    expect(mean.kind).toBe('measured')
    expect(mean.comparison).toMatchObject({
      benchmark: null,
      chosen: 'none',
      kind: null,
      fitting: ['^JKSE'],
      closes: null,
      notes: [],
    })
  })

  it('is compared with what its events name, everywhere', async () => {
    const db = await worldWith(['SHARE.JK', '^GSPC'], { benchmark: '^GSPC' })
    const asked = { benchmark: null, settings: { ...windows } }
    expect((await measureImpact(db, 'monday', { ticker: null, ...asked })).comparison).toMatchObject({
      benchmark: '^GSPC',
      chosen: 'event',
    })
    const list = await measureImpacts(db, SHARE, all, asked)
    expect([
      list.benchmark,
      list.comparison,
      list.impacts.map(({ kind, benchmark }) => `${kind} ${benchmark}`),
    ]).toEqual([null, null, ['measured ^GSPC', 'measured ^GSPC', 'measured ^GSPC']])
    const study = await runStudy(JSON.stringify({ tickers: [SHARE], settings: { ...windows } }), async () => db)
    expect(study.findings.excluded).toEqual([])
  })

  it('leaves shares of other markets their own benchmark in one study', async () => {
    const db = await worldWith(['SHARE.JK', '^GSPC', 'MSFT'])
    await write(db, async (tx) => {
      const event = eventAt('home', '2023-11-17T20:28:00Z')
      await saveEvent(tx, event, Date.parse('2023-11-17T20:28:00Z'), NOW)
    })
    const ask = async (spec: unknown) =>
      [...studyText(await versionedStudy(JSON.stringify(spec), async () => db))].join('')
    const first = await ask({ events: {} })
    const { excluded, single, spec } = JSON.parse(first)
    expect(single.map(({ id, market }: Record<string, string>) => `${id} ${market}`)).toEqual(['home ^GSPC'])
    expect(excluded.map(({ id, reason }: Record<string, string>) => `${id} ${reason}`).sort()).toEqual([
      'monday noBenchmark',
      'no-rate noBenchmark',
      'thanksgiving noBenchmark',
    ])
    expect(await ask(spec)).toBe(first)
    await write(db, (tx) => addTicker(tx, '^JKSE'))
    const both = JSON.parse(await ask({ events: {} }))
    expect(both.single.map(({ id, market }: Record<string, string>) => `${id} ${market}`).sort()).toEqual([
      'home ^GSPC',
      'monday ^JKSE',
      'no-rate ^JKSE',
      'thanksgiving ^JKSE',
    ])
    expect(both.spec.benchmark).toBeNull()
  })
})
