import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { findTicker } from '../../../db/tickers.ts'
import { eventList } from '../../../server/events/list.ts'
import { measureImpacts } from '../../../server/impact/list.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { emptyWorld } from '../../filledStore.ts'
import { exportCsv, exportQuery } from '../tables.ts'

const NOW = Date.UTC(2026, 10, 2) as Instant
const shared = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'reference')
let db: Db
beforeEach(async () => {
  db = await emptyWorld()
})

const take = (text: string, name = 'file.csv') => ingest(db, { name, bytes: Buffer.from(text) }, { now: NOW })
const exported = async () => {
  const text = (await Array.fromAsync(await exportCsv(db, { kind: 'events', withAlignment: true }))).join('')
  return parse(text, { columns: true, record_delimiter: '\r\n' }) as readonly Record<string, string>[]
}
const bars = (dates: readonly string[]) =>
  `date,open,high,low,close,volume\n${dates.map((date) => `${date},10,11,9,10.5,1000`).join('\n')}\n`

describe('calendars of stored tickers', () => {
  const cases = join(shared, 'session-cases.csv')
  it.skipIf(!existsSync(cases))(
    'an event of a ticker without prices is aligned by its exchange all the same',
    async () => {
      const rows: readonly Record<string, string>[] = parse(readFileSync(cases, 'utf8'), { columns: true })
      const events = rows.map(({ id, published, ticker }) => `${id},News,${published},${ticker}`)
      expect(await take(`event_id,title,public_at,tickers\n${events.join('\n')}\n`)).toMatchObject({ stored: true })
      const placed = new Map((await exported()).map((row) => [row.event_id, row]))
      expect(
        rows.map(({ id = '' }) => [
          id,
          placed.get(id)?.event_day,
          placed.get(id)?.event_session,
          placed.get(id)?.calendar,
        ]),
      ).toEqual(rows.map(({ id, session, label, mic }) => [id, session, label, mic]))
    },
  )

  it('Sundays of Tel Aviv are sessions until its week moved, Fridays from then on', async () => {
    expect(await take(bars(['2025-12-28', '2026-01-04', '2026-01-09']), 'QQD.TA.csv')).toMatchObject({ stored: true })
    expect(await findTicker(db, mustBeTicker('QQD.TA'))).toMatchObject({ zone: 'Asia/Jerusalem', kind: 'stock' })
    expect(await take(bars(['2026-01-11']), 'QQE.TA.csv')).toMatchObject({
      stored: false,
      report: [
        { line: 2, code: 'BAR_NOT_SESSION', message: expect.stringContaining('a session of XTAE; if it traded') },
      ],
    })
  })

  it.each([
    ['an index abroad on a day on which New York is closed', '^JKSE.csv', '2023-11-23'],
    ['an index of Toronto', '^GSPTSE.csv', '2023-11-23'],
    ['Warsaw on the fourth of July', 'QQW.WA.csv', '2023-07-04'],
    ['a future on a Good Friday', 'ES=F.csv', '2023-04-07'],
    ['a coin on a Sunday', 'BTC-USD.csv', '2024-11-10'],
    ['an American share with its class after a dot', 'BRK.B.csv', '2023-10-04'],
  ])('prices of %s are taken', async (_, name, date) =>
    expect(await take(bars([date]), name)).toMatchObject({ stored: true, counts: { new: 1 } }),
  )

  it.each([
    ['^JKSE.csv', '2023-08-17', 'XIDX'],
    ['MSFT.csv', '2023-11-23', 'XNYS'],
    ['EURUSD=X.csv', '2024-11-10', '24-5'],
  ])('a bar of %s on %s, when %s was closed, is refused with its line', async (name, date, mic) => {
    const done = await take(bars(['2024-11-06', date]), name)
    expect(done).toMatchObject({ stored: false, report: [{ line: 3, code: 'BAR_NOT_SESSION', value: date }] })
    expect(done.report[0]?.message).toContain(`a session of ${mic}`)
  })

  it('what one store wrote of a foreign ticker, another reads, without being told of it', async () => {
    await take(bars(['2025-12-07', '2025-12-08']), 'QQD.TA.csv')
    const written = await Array.fromAsync(await exportCsv(db, exportQuery('prices', { ticker: 'QQD.TA' }, null)))
    db = await emptyWorld()
    expect(await take(written.join(''), 'prices.csv')).toMatchObject({ stored: true, counts: { new: 2 } })
  })

  it('prices of a symbol that names no exchange are refused once, with what to do, until a file of tickers names it', async () => {
    const text = bars(['2025-12-08', '2025-12-09'])
    const refused = await take(text, 'ABC.QQ.csv')
    expect(refused).toMatchObject({ stored: false, report: [{ line: 2, code: 'E_EXCHANGE' }] })
    expect(refused.report).toHaveLength(1)
    expect(await findTicker(db, mustBeTicker('ABC.QQ'))).toBeNull()
    expect(await take('symbol,exchange\nABC.QQ,Nowhere\n', 'tickers.csv')).toMatchObject({
      stored: false,
      report: [{ line: 2, field: 'zone', code: 'E_EXCHANGE' }],
    })
    expect(await take('symbol,exchange\nABC.QQ,Jakarta\n', 'tickers.csv')).toMatchObject({ stored: true })
    expect(await take(text, 'ABC.QQ.csv')).toMatchObject({ stored: true, counts: { new: 2 } })
  })

  it('a ticker whose exchange is not known here is stored on any day, and its events say that nothing is known', async () => {
    await take('symbol,zone\nABC.QQ,Asia/Makassar\n', 'tickers.csv')
    expect(await take(bars(['2025-12-06']), 'ABC.QQ.csv')).toMatchObject({ stored: true })
    await take('event_id,title,public_at,tickers\na,News,2025-12-08T10:00:00+08:00,ABC.QQ\n')
    expect((await eventList(db, {})).events[0]?.alignment).toMatchObject({
      day0: '2025-12-08',
      flags: ['calendar_unknown'],
    })
  })

  // Sundays are sessions in Cairo, Doha and Kuwait, and were in Dubai until 2022; Fridays are none.
  it.each([
    ['COMI.CA', '2024-03-01T11:00:00+02:00', '2024-03-03'],
    ['COMI.CA', '2024-03-03T11:00:00+02:00', '2024-03-03'],
    ['QNBK.QA', '2024-03-02T11:00:00+03:00', '2024-03-03'],
    ['NBK.KW', '2024-03-07T11:00:00+03:00', '2024-03-07'],
    ['EMAAR.AE', '2021-12-26T11:00:00+04:00', '2021-12-26'],
    ['EMAAR.AE', '2022-01-09T11:00:00+04:00', '2022-01-10'],
    ['EMAAR.AE', '2022-01-07T11:00:00+04:00', '2022-01-07'],
  ])('news on %s at %s hits %s by the usual week of its exchange, flagged', async (ticker, published, day0) => {
    await take(`event_id,title,public_at,tickers\na,News,${published},${ticker}\n`)
    const [event] = (await eventList(db, {})).events
    expect(event?.alignment).toMatchObject({ day0, flags: ['calendar_unknown'] })
  })

  it('the list of events and the impacts place an event on the same session of a foreign exchange', async () => {
    const dates = ['2023-11-06', '2023-11-07', '2023-11-08', '2023-11-09', '2023-11-10']
    await take(bars(dates), 'QQP.JK.csv')
    await take(bars(dates), '^GSPC.csv')
    await take('event_id,title,public_at,tickers\nlate,Results,2023-11-08T16:20:00+07:00,QQP.JK\n')
    const listed = (await eventList(db, { ticker: 'QQP.JK' })).events
    expect(listed.map(({ alignment }) => alignment)).toMatchObject([{ day0: '2023-11-09', session: 'post' }])
    const { impacts } = await measureImpacts(
      db,
      mustBeTicker('QQP.JK'),
      { from: null, to: null },
      { benchmark: mustBeTicker('^GSPC'), settings: {} },
    )
    expect(impacts.map(({ session, session_label }) => [session, session_label])).toEqual([['2023-11-09', 'post']])
  })
})
