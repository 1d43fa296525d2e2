import { beforeEach, describe, expect, it } from 'vitest'
import { eventsAt } from '../../../db/asOf.ts'
import { readDailyBars, readIntradayBars } from '../../../db/bars.ts'
import { contentHash } from '../../../db/file/content.ts'
import type { Db } from '../../../db/file/db.ts'
import { listFindings } from '../../../db/findings.ts'
import { lastFetchOf } from '../../../db/runs.ts'
import { findTicker } from '../../../db/tickers.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { forgetEvent } from '../../../server/events/edit.ts'
import { importList } from '../../../server/ingest/imports.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestOptions } from '../../../server/ingest/ingested.ts'
import { undoImport } from '../../../server/ingest/undo.ts'
import { addDays, type IsoDate, mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import type { Problem } from '../../../server/problem.ts'
import { acceptFinding } from '../../../server/quality/decide.ts'
import { deleteTicker } from '../../../server/tickers/delete.ts'
import { merge } from '../../../server/tickers/merge.ts'
import { rename } from '../../../server/tickers/rename.ts'
import { unsound } from '../../db/file.ts'
import { emptyWorld } from '../../filledStore.ts'

const NOW = Date.UTC(2024, 0, 2)
let db: Db
let clock = NOW
beforeEach(async () => {
  db = await emptyWorld()
  clock = NOW
})

const sessions: IsoDate[] = []
for (let day = mustBeDate('2023-10-02'); sessions.length < 30; day = addDays(day, 1))
  if (nyse.session(day) !== null) sessions.push(day)

/** Thirty sessions, or some of them, of one price level. */
const prices = (level: number, from = 0, to = 30): string =>
  `date,open,high,low,close,volume\n${sessions
    .slice(from, to)
    .map((date, n) => `${date},${level},${level + 1},${level - 1},${level + ((n * 7) % 5) / 10},1000`)
    .join('\n')}\n`
const hours = `start,open,high,low,close,volume\n${sessions.map((date) => `${date}T15:30:00Z,10,11,9,10.5,5`).join('\n')}\n`
const events = (title: string) =>
  `event_id,title,public_at,tickers\na,${title},2023-10-03T14:00:00Z,QQX\nb,Second,2023-10-05,QQX\n`
const factors = (value: number) =>
  `date,mkt_rf,smb,hml,rf\n2023-10-02,${value},0.1,0.2,0.01\n2023-10-03,0.3,0.1,0.2,0.01\n`
const calendar = (closes: string) =>
  `mic,date,open,close\nXNYS,2030-01-02,2030-01-02T14:30:00Z,2030-01-02T${closes}Z\nXNYS,2030-01-03,2030-01-03T14:30:00Z,2030-01-03T21:00:00Z\n`

const tickers = (name: string, currency: string) =>
  `symbol,name,exchange,kind,currency,zone\nQQX,${name},NasdaqGS,stock,${currency},America/New_York\nQQY,Other,NasdaqGS,stock,USD,America/New_York\n`

/** Takes a file a minute later than the one before. @returns its run */
async function take(
  text: string,
  kind: NonNullable<IngestOptions['kind']>,
  options: Partial<IngestOptions> = {},
): Promise<number> {
  clock += 60_000
  const isOfTicker = ['prices', 'intraday', 'actions'].includes(kind)
  const done = await ingest(
    db,
    { name: `QQX-${kind}.csv`, bytes: Buffer.from(text) },
    {
      now: clock as Instant,
      kind,
      ...(isOfTicker ? { ticker: mustBeTicker('QQX') } : {}),
      ...(kind === 'intraday' ? { interval: '1h' as const } : {}),
      ...options,
    },
  )
  expect(done.report.filter(({ severity }) => severity === 'error')).toEqual([])
  return (await importList(db, 1))[0]?.id ?? 0
}
const later = (): number => {
  clock += 60_000
  return clock
}
const undo = (run: number, dryRun = false) => undoImport(db, run, dryRun, later())
const refusal = async (work: Promise<unknown>) => {
  const problem = (await work.then(
    () => null,
    (error: unknown) => error,
  )) as Problem | null
  return [problem?.status, problem?.code, problem?.message]
}

describe('undoImport()', () => {
  it.each<
    readonly [
      string,
      readonly (readonly [string, NonNullable<IngestOptions['kind']>])[],
      readonly [string, NonNullable<IngestOptions['kind']>],
    ]
  >([
    ['first prices of a ticker', [], [prices(100), 'prices']],
    ['prices that replaced others', [[prices(100), 'prices']], [prices(120, 10, 20), 'prices']],
    ['prices that joined others', [[prices(100, 0, 10), 'prices']], [prices(101, 10, 30), 'prices']],
    ['prices that were held at once', [[prices(100, 0, 20), 'prices']], [prices(10_000, 20, 21), 'prices']],
    ['intraday prices', [[prices(100), 'prices']], [hours, 'intraday']],
    ['actions', [[prices(100), 'prices']], ['date,type,value\n2023-10-10,dividend,1.5\n', 'actions']],
    [
      'actions that replaced others',
      [
        [prices(100), 'prices'],
        ['date,type,value\n2023-10-10,dividend,1.5\n', 'actions'],
      ],
      ['date,type,value\n2023-10-10,dividend,2\n', 'actions'],
    ],
    ['first events', [], [events('First'), 'events']],
    [
      'events that changed others',
      [[events('First'), 'events']],
      [events('Changed').replace('QQX\nb', 'QQX|AAPL\nb'), 'events'],
    ],
    ['first factors', [], [factors(0.5), 'factors']],
    ['factors that changed others', [[factors(0.5), 'factors']], [factors(0.7), 'factors']],
    ['first tickers', [], [tickers('Walk', 'USD'), 'tickers']],
    ['tickers that changed others', [[tickers('Walk', 'USD'), 'tickers']], [tickers('Run', 'EUR'), 'tickers']],
    ['facts of a ticker that has prices', [[prices(100), 'prices']], [tickers('Walk', 'USD'), 'tickers']],
    ['a first calendar', [], [calendar('18:00:00'), 'calendar']],
    ['a calendar that changed another', [[calendar('18:00:00'), 'calendar']], [calendar('19:00:00'), 'calendar']],
  ])('puts %s back, and can itself be undone', async (_, before, [text, kind]) => {
    for (const [earlier, as] of before) await take(earlier, as)
    const hash = await contentHash(db)
    const run = await take(text, kind)
    const taken = await contentHash(db)
    expect(taken).not.toBe(hash)

    expect((await undo(run, true)).dry_run).toBe(true)
    expect(await contentHash(db)).toBe(taken)
    const { by, rows } = await undo(run)
    expect(await contentHash(db)).toBe(hash)
    expect(Object.values(rows).some((count) => count > 0)).toBe(true)
    expect(await unsound(db)).toEqual([])
    expect((await importList(db, 9)).find(({ id }) => id === run)?.outcome).toBe('undone')

    await undo(by)
    expect(await contentHash(db)).toBe(taken)
    expect((await importList(db, 9)).find(({ id }) => id === run)?.outcome).toBe('complete')
    expect(await unsound(db)).toEqual([])
  })

  it('leaves what a later import added beside it', async () => {
    const first = await take(prices(100, 0, 15), 'prices')
    await take(prices(100, 15, 30), 'prices')
    await undo(first)
    const id = (await findTicker(db, mustBeTicker('QQX')))?.id ?? 0
    const left = await readDailyBars(db, id, { from: null, to: null })
    expect(left.map(({ date }) => date)).toEqual(sessions.slice(15))
    expect(await unsound(db)).toEqual([])
  })

  it('is refused where a later import changed the same rows, which is named, and works once that is undone', async () => {
    const first = await take(prices(100), 'prices')
    const second = await take(prices(120, 3, 4), 'prices')
    const [status, code, message] = await refusal(undo(first))
    expect([status, code]).toEqual([409, 'changed_since'])
    expect(message).toContain(`run ${second} (ingest) of 2024-01-02T00:02:00`)
    const { by } = await undo(second)
    await undo(first)
    expect((await importList(db, 1))[0]).toMatchObject({ verb: 'undo', outcome: 'complete' })
    expect(by).toBeGreaterThan(second)
  })

  it('is refused where rows were deleted since', async () => {
    const run = await take(prices(100), 'prices')
    await deleteTicker(db, 'QQX', true, later())
    expect((await refusal(undo(run))).slice(0, 2)).toEqual([409, 'changed_since'])
  })

  it('brings a deleted event back also when others were added since', async () => {
    await take(events('First'), 'events')
    const { run } = await forgetEvent(db, 'b', later())
    await take('event_id,title,public_at,tickers\nc,Third,2023-10-06,QQX\n', 'events')
    await undo(run)
    expect((await eventsAt(db, clock)).map(({ title }) => title)).toEqual(['First', 'Second', 'Third'])
    expect(await unsound(db)).toEqual([])
  })

  it('is refused where the event it would bring back was added anew since, and works once that is undone', async () => {
    await take(events('First'), 'events')
    const { run } = await forgetEvent(db, 'a', later())
    const again = await take('event_id,title,public_at,tickers\na,Anew,2023-10-04T14:00:00Z,QQX\n', 'events')
    const [status, code, message] = await refusal(undo(run))
    expect([status, code]).toEqual([409, 'changed_since'])
    expect(message).toContain(`run ${again} (ingest)`)
    await undo(again)
    await undo(run)
    expect((await eventsAt(db, clock)).map(({ title }) => title)).toEqual(['First', 'Second'])
    expect(await unsound(db)).toEqual([])
  })

  it('is refused where the name of the ticker whose bars would be back was taken since, and works once it is free', async () => {
    const { by } = await undo(await take(prices(100), 'prices'))
    await take(prices(9), 'prices', { ticker: mustBeTicker('QQY') })
    const again = await take(prices(120, 20, 30), 'prices')
    const [status, code, message] = await refusal(undo(by))
    expect([status, code]).toEqual([409, 'changed_since'])
    expect(message).toContain(`run ${again} (ingest)`)
    await undo(again)
    await undo(by)
    const closesOf = async (symbol: string) => {
      const id = (await findTicker(db, mustBeTicker(symbol)))?.id ?? 0
      return (await readDailyBars(db, id, { from: null, to: null })).map(({ close }) => Math.floor(close))
    }
    expect(await closesOf('QQX')).toEqual(Array(30).fill(100))
    expect(await closesOf('QQY')).toEqual(Array(30).fill(9))
    expect(await unsound(db)).toEqual([])
  })

  it('is refused where the ticker whose bars would be back has gone', async () => {
    const ticker = await take(tickers('Walk', 'USD'), 'tickers')
    const { by } = await undo(await take(prices(100), 'prices'))
    const gone = await undo(ticker)
    await take(prices(9), 'prices', { ticker: mustBeTicker('QQZ') })
    const [status, code, message] = await refusal(undo(by))
    expect([status, code]).toEqual([409, 'changed_since'])
    expect(message).toContain(`run ${gone.by} (undo)`)
    await undo(gone.by)
    await undo(by)
    expect(await unsound(db)).toEqual([])
  })

  it('is refused where the name of the ticker whose bars would be back is the former name of another', async () => {
    const { by } = await undo(await take(prices(100), 'prices'))
    await take(prices(9), 'prices', { ticker: mustBeTicker('QQY') })
    await rename(db, 'QQY', 'QQX', later())
    await rename(db, 'QQX', 'QQZ', later())
    expect((await refusal(undo(by))).slice(0, 2)).toEqual([409, 'changed_since'])
    await deleteTicker(db, 'QQX', true, later())
    await undo(by)
    expect((await findTicker(db, mustBeTicker('QQX')))?.symbol).toBe('QQX')
    expect(await unsound(db)).toEqual([])
  })

  it('is refused where the ticker whose bars would be back was stored anew since, and merged into another', async () => {
    const { by } = await undo(await take(prices(100), 'prices'))
    await take(prices(9), 'prices', { ticker: mustBeTicker('QQY') })
    await take(prices(9), 'prices')
    await merge(db, { from: 'QQX', into: 'QQY', prefer: null, dryRun: false }, later())
    const [status, code, message] = await refusal(undo(by))
    expect([status, code]).toEqual([409, 'changed_since'])
    expect(message).toContain('(tickers) of 2024-01-02T00:05:00')
    expect(await unsound(db)).toEqual([])
  })

  it('brings an event back under the names that its tickers have now, each once', async () => {
    await take(prices(100), 'prices')
    await take(prices(100), 'prices', { ticker: mustBeTicker('QQY') })
    const { by } = await undo(await take(events('First').replace('QQX\nb', 'AAPL|QQX|QQY\nb'), 'events'))
    await merge(db, { from: 'QQY', into: 'QQX', prefer: null, dryRun: false }, later())
    await rename(db, 'QQX', 'QQN', later())
    await undo(by)
    expect((await eventsAt(db, clock)).map(({ tickers }) => tickers.map(({ symbol }) => symbol))).toEqual([
      ['AAPL', 'QQN'],
      ['QQN'],
    ])
    expect(await unsound(db)).toEqual([])
  })

  it('brings back whose prices an answer has, so that a decision about them is heard', async () => {
    await undo(
      (await undo(await take(prices(100).replace('2023-10-12,100,101,99', '2023-10-12,100,40,39'), 'prices'))).by,
    )
    const id = (await findTicker(db, mustBeTicker('QQX')))?.id ?? 0
    const held = async () =>
      (await readDailyBars(db, id, { from: null, to: null })).flatMap(({ date, state }) =>
        state === 'held' ? [date] : [],
      )
    expect(await held()).toEqual(['2023-10-12'])
    expect(await lastFetchOf(db, id)).toMatchObject({ source: 'file:QQX-prices.csv', endedAt: NOW + 60_000 })
    for (const finding of await listFindings(db, { severity: 'error' }))
      await acceptFinding(db, finding.id, null, later())
    expect(await held()).toEqual([])
  })

  it('says of each run whether it is in force, however often it was undone', async () => {
    const run = await take(prices(100), 'prices')
    const first = (await undo(run)).by
    const outcomes = async () => (await importList(db, 9)).toReversed().map(({ outcome }) => outcome)
    const again = (await undo(first)).by
    expect(await outcomes()).toEqual(['complete', 'undone', 'complete'])
    const third = (await undo(again)).by
    expect(await outcomes()).toEqual(['undone', 'complete', 'undone', 'complete'])
    expect((await refusal(undo(run))).slice(0, 2)).toEqual([409, 'undone'])
    await undo(third)
    expect(await outcomes()).toEqual(['complete', 'undone', 'complete', 'undone', 'complete'])
  })

  it('judges anew what was decided since of sessions whose bars within the day go', async () => {
    const [header, ...rows] = hours.trim().split('\n')
    const text = (from: number, to: number) => `${[header, ...rows.slice(from, to)].join('\n')}\n`
    await take(text(0, 20), 'intraday')
    const run = await take(text(20, 21).replace('11,9,10.5', '10.2,9,10.5'), 'intraday')
    const ofDay = async () =>
      (await listFindings(db)).filter(({ from, check }) => from === sessions[20] && check === 'BAR_OHLC')
    for (const { id } of await ofDay()) await acceptFinding(db, id, null, later())
    expect((await ofDay()).map(({ status }) => status)).toEqual(['accepted'])
    expect((await undo(run)).left).toBe(1)
    expect((await ofDay()).map(({ status }) => status)).toEqual(['resolved'])
  })

  it('releases bars within the day that nothing holds once an import is taken back', async () => {
    const many = (level: number, from: number, to: number) =>
      `start,open,high,low,close,volume\n${sessions
        .slice(from, to)
        .flatMap((date) =>
          ['14', '15', '16', '17'].map(
            (hour) => `${date}T${hour}:30:00Z,${level},${level * 1.1},${level * 0.9},${level * 1.05},5`,
          ),
        )
        .join('\n')}\n`
    await take(many(10, 0, 20), 'intraday')
    const hash = await contentHash(db)
    const block = await take(many(1000, 20, 30), 'intraday')
    const id = (await findTicker(db, mustBeTicker('QQX')))?.id ?? 0
    const held = async () =>
      (await readIntradayBars(db, id, 60, { from: null, to: null })).filter(({ state }) => state === 'held').length
    expect(await held()).toBeGreaterThan(0)
    await undo(block)
    expect(await held()).toBe(0)
    expect(await contentHash(db)).toBe(hash)
  })

  it('is refused for no import, and for one that was undone', async () => {
    const run = await take(events('First'), 'events')
    expect((await refusal(undo(run + 100))).slice(0, 2)).toEqual([404, 'unknown_import'])
    await undo(run)
    expect((await refusal(undo(run))).slice(0, 2)).toEqual([409, 'undone'])
  })

  it('leaves what was taken in the history', async () => {
    const run = await take(events('First'), 'events')
    const between = clock
    await undo(run)
    expect((await eventsAt(db, between)).map(({ title }) => title)).toEqual(['First', 'Second'])
    expect(await eventsAt(db, clock)).toEqual([])
  })
})
