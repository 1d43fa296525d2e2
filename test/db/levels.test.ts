import { createHash } from 'node:crypto'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { connectionsOf } from '../../db/file/connection.ts'
import type { Db } from '../../db/file/db.ts'
import { compareLevels } from '../../db/file/levelCheck.ts'
import { levelRows } from '../../db/file/levels.ts'
import { openDb } from '../../db/file/open.ts'
import { hashOfIntraday, readPeriods } from '../../db/file/seriesHash.ts'
import { barStates, phases } from '../../server/market/bar.ts'
import { SESSION } from '../../server/market/barRows.ts'
import { dateOf, dayOf } from '../../server/market/day.ts'
import type { Instant } from '../../server/market/instant.ts'
import { seriesStore } from '../seriesStore.ts'
import { fill, folder, NOW } from './file.ts'

const opened: Db[] = []
afterAll(() => {
  for (const db of opened) db.close()
})

async function storeAt(file: string) {
  const { db, tickerId, storeIntraday } = await seriesStore(file, 'UTC')
  opened.push(db)
  return { db, id: tickerId, store: (minutes: number, bars: readonly Bar[]) => storeIntraday(minutes, bars.map(barOf)) }
}

interface Bar {
  /** Minutes since the beginning of 2023-12-30, UTC: a week's and a year's end, and the evening belongs to the next session. */
  readonly at: number
  readonly price: number
  readonly volume: number | null
  readonly state: number
}
const first = Date.UTC(2023, 11, 30) / 86_400_000
const barOf = ({ at, price, volume, state }: Bar) => ({
  start: ((first * 1440 + at) * 60_000) as Instant,
  date: dateOf(first + Math.floor((at + 120) / 1440)),
  phase: phases[Math.floor((at % 1440) / 500)] ?? 'post',
  open: price,
  high: price + 3,
  low: price - 1,
  close: price + 1,
  volume,
  state: barStates[state] ?? 'final',
})
const bar = fc.record({
  at: fc.nat(6 * 1440),
  price: fc.integer({ min: 10, max: 99 }),
  volume: fc.option(fc.nat(1000), { nil: null }),
  state: fc.nat(4),
})

describe('levels of bars within the day', () => {
  it.each([1, 2, 5, 15, 60])(
    'are those of the %s-minute bars whatever is written, in whichever order',
    async (minutes) => {
      const { db, store } = await storeAt(':memory:')
      await fc.assert(
        fc.asyncProperty(fc.array(bar, { minLength: 1, maxLength: 60 }), async (bars) => {
          const onGrid = bars.map((one) => ({ ...one, at: one.at - (one.at % minutes) }))
          await store(minutes, [...new Map(onGrid.map((one) => [one.at, one])).values()])
          expect(compareLevels(connectionsOf(db).reading)).toEqual([])
        }),
        { numRuns: 12 },
      )
    },
  )

  it('hold what a session is by hand: the first open, the last close, extremes and volume of the bars in use', async () => {
    const { db, id, store } = await storeAt(':memory:')
    await store(1, [
      { at: 600, price: 20, volume: 5, state: 1 },
      { at: 601, price: 90, volume: 1000, state: 4 },
      { at: 662, price: 30, volume: null, state: 0 },
    ])
    const rows = levelRows(connectionsOf(db).reading, [id, 1, SESSION], [first, first])
    const told = Object.fromEntries(Object.entries(rows).map(([name, values]) => [name, [...values]]))
    expect(told).toEqual({
      start: [(first * 1440 + 600) * 60],
      last: [(first * 1440 + 662) * 60],
      open: [20],
      high: [33],
      low: [19],
      close: [31],
      volume: [5],
      day: [first],
      bars: [3],
      held: [1],
      hours: [2],
      state: [barStates.indexOf('held')],
      phase: [phases.indexOf('regular')],
    })
  })

  it.each([1, 5, 30])(
    'tell which days of %s-minute bars a range has whole, so that its hash is that of its bars',
    async (minutes) => {
      const { db, id, store } = await storeAt(':memory:')
      const { reading } = connectionsOf(db)
      const some = fc.sample(bar, { numRuns: 300, seed: 3 }).map((one) => ({ ...one, at: one.at - (one.at % minutes) }))
      const bars = [...new Map(some.map((one) => [one.at, one])).values()].sort((a, b) => a.at - b.at)
      await store(minutes, bars)
      const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')
      for (let from = first - 2; from < first + 9; from++)
        for (let to = from; to < first + 9; to++) {
          const periods = new Map<string, number[]>()
          for (const { start, date, phase, open, high, low, close, volume, state } of bars.map(barOf)) {
            if (dayOf(date) < from || dayOf(date) > to) continue
            const period = new Date(start)
              .toISOString()
              .slice(0, minutes < 30 ? 10 : 7)
              .replaceAll('-', '')
            const cells = periods.get(period) ?? []
            periods.set(period, cells)
            cells.push(start / 1000, dayOf(date), phases.indexOf(phase), open, high, low, close)
            cells.push(volume ?? Number.NaN, barStates.indexOf(state))
          }
          const lines = [...periods].map(
            ([period, cells]) => `${period} ${sha(new Uint8Array(Float64Array.from(cells).buffer))}\n`,
          )
          const known = readPeriods(reading, id, minutes)
          const expected = lines.length === 0 ? null : sha(lines.join(''))
          expect(hashOfIntraday(reading, id, minutes, [from, to], known)).toBe(expected)
        }
    },
  )

  it('are told of as wrong where somebody changed bars past them, or them', async () => {
    const file = join(folder(), 'a.db')
    const { db, store } = await storeAt(file)
    await store(1, [{ at: 600, price: 20, volume: 5, state: 1 }])
    const other = new SqliteDatabase(file)
    for (const change of ['update intraday_bar set high = 70', 'delete from bar_level where step = 5']) {
      other.exec(`begin; ${change}`)
      expect(compareLevels(other)).toEqual(['BIG 1m: coarser bars of 1 of its sessions are not those of its bars'])
      other.exec('rollback')
    }
    expect(compareLevels(connectionsOf(db).reading)).toEqual([])
    other.close()
  })
})

describe('what was written to', () => {
  it('is counted for whatever a program of any kind changes', async () => {
    const file = join(folder(), 'a.db')
    const { db } = await openDb(file, NOW)
    opened.push(db)
    const id = await fill(db)
    const other = new SqliteDatabase(file)
    const times = (what: string, ticker = 0) =>
      other.prepare('select times from touched where what = ? and ticker_id = ?').pluck().get(what, ticker) ?? 0
    const counts = () => ['events', 'places', 'factors'].map((what) => times(what)).concat([times('prices', id)])
    const moves = (sql: string) => {
      const then = counts()
      other.exec(sql)
      return counts().map((count, at) => count !== then[at])
    }
    const finding = `insert into finding (check_name, severity, ticker_id, observed, found_at) values ('GAP', 'warn', ${id}, 'x', 0)`
    const event = `insert into event (id, event_id, title, occurred_at, effective_ms, precision, created_at, updated_at) values (1, 'e', 't', '2023', 0, 'year', 0, 0)`
    expect({
      bar: moves(
        `update daily_bar set close = close + 1 where ticker_id = ${id} and day = (select max(day) from daily_bar)`,
      ),
      lost: moves(`delete from daily_bar where day = (select max(day) from daily_bar)`),
      added: moves(`insert into daily_bar values (${id}, 1, 1, 2, 1, 2, 5, null, 0, 1, 1)`),
      action: moves(
        `insert into corporate_action (ticker_id, day, kind, amount, first_fetch_id, last_fetch_id) values (${id}, 1, 'dividend', 1, 1, 1)`,
      ),
      finding: moves(finding),
      decided: moves("update finding set status = 'accepted'"),
      repair: moves(
        `insert into repair (ticker_id, interval, at, check_name, price_factor, volume_factor, evidence, proposed_at) values (${id}, '1d', 1, 'x', 1, 1, 'x', 0)`,
      ),
      event: moves(event),
      named: moves("insert into event_ticker (event, position, symbol) values (1, 0, 'CALM')"),
      ticker: moves("update ticker set kind = 'etf'"),
      calendar: moves("insert into calendar_span values ('XNYS', 1, 2)"),
      factors: moves("insert into factor_set (name, unit, source, imported_at) values ('f', 'percent', 'x', 0)"),
      nothing: moves("insert into upkeep values ('x', 1)"),
    }).toEqual({
      ...Object.fromEntries(
        ['bar', 'lost', 'added', 'action', 'finding', 'decided', 'repair'].map((name) => [
          name,
          [false, false, false, true],
        ]),
      ),
      event: [true, false, false, false],
      named: [true, false, false, false],
      ticker: [false, true, false, false],
      calendar: [false, true, false, false],
      factors: [false, false, true, false],
      nothing: [false, false, false, false],
    })
    other.close()
  })
})
