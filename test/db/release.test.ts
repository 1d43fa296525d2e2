import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readActions } from '../../db/actions.ts'
import { readDailyBars } from '../../db/bars.ts'
import { countEvents } from '../../db/events.ts'
import { connectionsOf } from '../../db/file/connection.ts'
import { contentHash, priceHash } from '../../db/file/content.ts'
import { inspect } from '../../db/file/copy.ts'
import type { Db } from '../../db/file/db.ts'
import { openDb } from '../../db/file/open.ts'
import { listFindings } from '../../db/findings.ts'
import { listRepairs } from '../../db/repairs.ts'
import { readRevisions } from '../../db/revisions.ts'
import { listHoldings, listTickers } from '../../db/tickers.ts'
import { NOW } from './file.ts'

/** Tables about a file, not about what it holds. */
const ofTheFile = ['lease', 'opening', 'upkeep', 'migration']

let before: Database
let db: Db
let file: string
beforeAll(async () => {
  const bytes = gunzipSync(readFileSync('test/fixtures/release-0.1.0.db.gz'))
  const place = mkdtempSync(join(tmpdir(), 'aftershock-'))
  file = join(place, 'a.db')
  for (const name of ['before.db', 'a.db']) writeFileSync(join(place, name), bytes)
  before = new SqliteDatabase(join(place, 'before.db'), { readonly: true })
  db = (await openDb(file, NOW)).db
})
afterAll(() => {
  before.close()
  db.close()
  rmSync(dirname(file), { recursive: true })
})

const tablesOf = (connection: Database): readonly string[] =>
  connection
    .prepare("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' order by name")
    .pluck()
    .all()
    .map(String)
    .filter((name) => !ofTheFile.includes(name))

const columnsOf = (connection: Database, table: string): readonly string[] =>
  connection.prepare('select name from pragma_table_info(?) order by cid').pluck().all(table).map(String)

/** Earlier values of bars are in the history since: every one of them, with both answers, under the moment of the second. */
function revisionsAreKept(then: Database, now: Database): boolean {
  const prices = 'open, high, low, close, volume'
  const rows = then
    .prepare(
      `select ticker_id, interval, at, replaced_by, fetch_id, ${prices}, adj_close,
         (select ended_at from fetch where id = replaced_by) as moment, (select run_id from fetch where id = replaced_by) as run
       from bar_revision order by 2, 1, 3, 4`,
    )
    .raw()
    .all()
  const history = `
    select ticker_id, '1d' as interval, day as at, c.fetch_id as replaced_by, last_fetch_id, ${prices}, adj_close, c.at as moment, c.run_id
      from daily_bar_history join change c on c.id = change_id where existed = 1
    union all
    select ticker_id, case minutes when 60 then '1h' else minutes || 'm' end, start, c.fetch_id, last_fetch_id, ${prices}, null, c.at, c.run_id
      from intraday_bar_history join change c on c.id = change_id where existed = 1
    order by 2, 1, 3, 4`
  expect(now.prepare(history).raw().all()).toEqual(rows)
  return rows.length > 0
}

describe('a database that release 0.1.0 filled', () => {
  it('keeps every table, every column and every row', () => {
    const after = connectionsOf(db).reading
    const kept = tablesOf(before).map((table) => {
      if (table === 'bar_revision') return `${table} ${revisionsAreKept(before, after)}`
      const columns = columnsOf(before, table)
      const rows = (connection: Database) =>
        connection
          .prepare(`select ${columns.map((name) => `"${name}"`).join(', ')} from "${table}" order by 1, 2, 3, 4`)
          .raw()
          .all()
      expect(rows(after), table).toEqual(rows(before))
      return `${table} ${rows(before).length > 0}`
    })
    // Each kind of thing that is stored is there to be lost.
    for (const table of [
      'ticker',
      'event',
      'daily_bar',
      'intraday_bar',
      'finding',
      'repair',
      'bar_revision',
      'coverage',
    ])
      expect(kept).toContain(`${table} true`)
  })

  it('is said by today’s functions to hold what that release’s functions said', async () => {
    const all = { from: null, to: null }
    const tickers = await Promise.all(
      (await listTickers(db)).map(async ({ id, symbol }) => {
        const bars = await readDailyBars(db, id, all)
        const held = bars.filter(({ state }) => state === 'held').map(({ date }) => date)
        return {
          symbol,
          daily: bars.length,
          states: Object.fromEntries(
            [...Map.groupBy(bars, ({ state }) => state)].map(([state, of]) => [state, of.length]),
          ),
          held: held.length === 0 ? null : [held[0], held.at(-1)],
          actions: (await readActions(db, id)).length,
          revisions: (await readRevisions(db, id, '1d')).length,
        }
      }),
    )
    expect({
      content: await contentHash(db),
      prices: await priceHash(db),
      events: await countEvents(db),
      holdings: (await listHoldings(db)).map(({ symbol, interval, bars, from, to }) =>
        [symbol, interval, bars, from, to].join(' '),
      ),
      tickers,
      findings: (await listFindings(db))
        .map(({ ticker, interval, check, severity, from, to, status }) =>
          [ticker, interval, check, severity, from, to, status].join(' '),
        )
        .sort(),
      repairs: (await listRepairs(db, null)).map(
        ({ ticker, interval, date, check, priceFactor, volumeFactor, status }) =>
          [ticker, interval, date, check, priceFactor, volumeFactor, status].join(' '),
      ),
    }).toEqual(JSON.parse(readFileSync('test/golden/release-0.1.0.json', 'utf8')))
  })

  it('is sound, and every fingerprint is that of its bars', async () => {
    const { problems, years } = await inspect(file)
    expect([problems, years > 0]).toEqual([[], true])
  })

  // People open the file with tools of their own: these names are a promise. The values are those of db/sample.
  it('tells other programs of tickers, events and bars under the names it always had', () => {
    const tool = new SqliteDatabase(file, { readonly: true })
    const day = Date.UTC(2023, 10, 17) / 86_400_000
    expect(
      tool
        .prepare(
          `select ticker.id > 0 as id, ticker.symbol, b.day, b.open, b.high, b.low, b.close, b.volume
           from daily_bar b join ticker on ticker.id = b.ticker_id where symbol = 'MSFT' and day = ?`,
        )
        .raw()
        .get(day),
    ).toEqual([1, 'MSFT', day, 373.61, 374.37, 367, 369.85, 40_157_000])
    expect(
      tool
        .prepare(
          `select i.start, i.day, i.minutes, i.open, i.high, i.low, i.close, i.volume
           from intraday_bar i join ticker on ticker.id = i.ticker_id where symbol = 'MSFT' and start = ?`,
        )
        .raw()
        .get(Date.UTC(2023, 10, 17, 14, 30) / 1000),
    ).toEqual([Date.UTC(2023, 10, 17, 14, 30) / 1000, day, 60, 373.61, 374.37, 370.4435, 371.46, 8_703_435])
    expect(tool.prepare("select title from event where event_id = 'openai-20231117-altman-ousted'").pluck().get()).toBe(
      'OpenAI board removes Sam Altman as CEO; Mira Murati named interim CEO',
    )
    tool.close()
  })
})
