import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { readActions, storeActions } from '../../db/actions.ts'
import { actionsAt, dailyBarsAt, eventsAt, intradayBarsAt } from '../../db/asOf.ts'
import { readDailyBars, readIntradayBars } from '../../db/bars.ts'
import { listEvents, removeEvent, saveEvent } from '../../db/events.ts'
import { beginChange } from '../../db/file/change.ts'
import { connectionsOf } from '../../db/file/connection.ts'
import type { Db, Tx } from '../../db/file/db.ts'
import { historied, historyText, onlyAdded } from '../../db/file/historyText.ts'
import { openDb } from '../../db/file/open.ts'
import { write } from '../../db/file/transaction.ts'
import { mergeTicker } from '../../db/mergeTicker.ts'
import { beginRun, recordFetch } from '../../db/runs.ts'
import { storeDailyBars, storeIntradayBars } from '../../db/storeBars.ts'
import { removeTicker, unlinkEvents } from '../../db/tickerContents.ts'
import { listTickers, saveTicker } from '../../db/tickers.ts'
import type { BarState } from '../../server/market/bar.ts'
import { dateOf } from '../../server/market/day.ts'
import type { Instant } from '../../server/market/instant.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { folder, NOW } from './file.ts'
import { plainEvent } from './plainEvent.ts'

const all = { from: null, to: null }
const facts = {
  name: null,
  exchange: null,
  kind: 'stock',
  currency: 'USD',
  zone: 'America/New_York',
  firstTradeDate: null,
}

/** A small generator of numbers from a seed (Lehmer 1951, modulus 2^31 - 1), so that a failure can be repeated. */
const dice = (seed: number) => {
  let state = seed
  return (below: number) => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
}

/** What a reader sees now, whole: the model that a look back is compared with. */
async function seen(db: Db) {
  const tickers = (await listTickers(db)).map(({ id }) => id)
  const ids = [...new Set([1, 2, 3, ...tickers])].sort()
  const each = async <T>(read: (id: number) => Promise<T>) =>
    Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await read(id)])))
  return {
    daily: await each((id) => readDailyBars(db, id, all, true)),
    hours: await each((id) => readIntradayBars(db, id, 60, all)),
    actions: await each((id) => readActions(db, id)),
    events: await listEvents(db),
  }
}

const then = async (db: Db, like: Awaited<ReturnType<typeof seen>>, at: number) => {
  const each = async <T>(read: (id: number) => Promise<T>) =>
    Object.fromEntries(await Promise.all(Object.keys(like.daily).map(async (id) => [id, await read(Number(id))])))
  return {
    daily: await each((id) => dailyBarsAt(db, id, all, at)),
    hours: await each((id) => intradayBarsAt(db, id, 60, all, at)),
    actions: await each((id) => actionsAt(db, id, at)),
    events: await eventsAt(db, at),
  }
}

describe('the history', () => {
  it.each([1, 2])(
    'tells of every earlier moment what was stored then, whatever was done since (seed %i)',
    async (seed) => {
      const { db } = await openDb(':memory:', NOW)
      const roll = dice(seed)
      const symbols = ['AAA', 'BBB', 'CCC'].map(mustBeTicker)
      const fetched = (tx: Tx, runId: number, tickerId: number, at: number) =>
        recordFetch(tx, {
          runId,
          tickerId,
          source: 'test',
          interval: null,
          fromMs: null,
          toMs: null,
          status: null,
          contentHash: null,
          rows: 0,
          startedAt: at,
          endedAt: at,
          outcome: 'ok',
          message: null,
        })
      const price = () => ({
        open: 1 + roll(50),
        high: 60,
        low: 1,
        close: 1 + roll(50) / 7,
        volume: roll(3) === 0 ? null : roll(1000),
      })
      const states: readonly BarState[] = ['provisional', 'final', 'revised', 'held']
      const state = (): BarState => states[roll(4)] ?? 'final'
      const moments: { at: number; state: Awaited<ReturnType<typeof seen>> }[] = [
        { at: NOW - 1000, state: await seen(db) },
      ]
      for (let step = 0; step < 30; step++) {
        const at = NOW + step * 1000
        await write(db, async (tx) => {
          const runId = await beginRun(tx, 'test', { step }, at)
          const symbol = symbols[roll(3)] ?? mustBeTicker('AAA')
          const id = await saveTicker(tx, { ...facts, symbol }, at)
          const days = Array.from({ length: 1 + roll(4) }, () => roll(8)).toSorted((a, b) => a - b)
          const distinct = [...new Set(days)]
          switch (roll(9)) {
            case 0:
            case 1:
            case 2: {
              const bars = distinct.map((day) => ({
                date: dateOf(day),
                ...price(),
                adjClose: roll(9) + 1,
                state: state(),
              }))
              await storeDailyBars(tx, id, bars, await fetched(tx, runId, id, at))
              // A look at what was just stored may hold it within the same change.
              if (roll(2) === 0)
                await storeDailyBars(
                  tx,
                  id,
                  bars.map((bar) => ({ ...bar, state: 'held' as const })),
                  1,
                )
              break
            }
            case 3: {
              const bars = distinct.map((day) => ({
                date: dateOf(day),
                start: (day * 86_400_000 + 50_400_000) as Instant,
                phase: 'regular' as const,
                ...price(),
                state: state(),
              }))
              await storeIntradayBars(tx, id, 60, bars, await fetched(tx, runId, id, at))
              break
            }
            case 4: {
              const actions = distinct.map((day) => ({
                kind: 'dividend' as const,
                date: dateOf(day),
                amount: 1 + roll(4) / 3,
              }))
              await storeActions(tx, id, actions, 'USD', await fetched(tx, runId, id, at))
              break
            }
            case 5:
            case 6: {
              const tickers = symbols
                .filter(() => roll(2) === 0)
                .map((symbol) => ({ symbol, role: 'subject' as const }))
              await saveEvent(
                tx,
                { ...plainEvent, event_id: `e${roll(4)}`, title: `T${roll(5)}`, tickers },
                roll(3),
                at,
              )
              break
            }
            case 7:
              if (roll(2) === 0) await removeEvent(tx, `e${roll(4)}`, at)
              else {
                await unlinkEvents(tx, symbol)
                await removeTicker(tx, id)
              }
              break
            default: {
              const other = (await listTickers(tx)).find((row) => row.id !== id)
              if (other !== undefined)
                await mergeTicker(tx, { from: other.id, into: id, prefer: roll(2) === 0 ? 'from' : 'into' })
            }
          }
        })
        moments.push({ at, state: await seen(db) })
      }
      for (const { at, state } of moments) {
        expect(await then(db, state, at), `${at}`).toEqual(state)
        expect(await then(db, state, at + 999), `${at}`).toEqual(state)
      }
      db.close()
    },
  )

  it('is only ever added to, and so are the changes', async () => {
    const { db } = await openDb(':memory:', NOW)
    await write(db, (tx) => saveEvent(tx, plainEvent, 0, NOW))
    await write(db, (tx) => saveEvent(tx, { ...plainEvent, title: 'Another' }, 0, NOW + 1))
    const { writing } = connectionsOf(db)
    for (const table of ['event_history', 'change'])
      for (const [verb, text] of [
        ['update', `update ${table} set rowid = rowid`],
        ['delete', `delete from ${table}`],
      ] as const)
        expect(
          () =>
            writing.exec(
              verb === 'update' && table === 'event_history' ? 'update event_history set title = null' : text,
            ),
          `${verb} ${table}`,
        ).toThrow('is only ever added to')
    expect(writing.prepare('select title, existed from event_history order by change_id').raw().all()).toEqual([
      [null, 0],
      ['A title', 1],
    ])
  })

  it('refuses a change of facts of ours that nobody dated, and takes everything back', async () => {
    const { db } = await openDb(':memory:', NOW)
    const rename = write(db, async (tx) => {
      await saveTicker(tx, { ...facts, symbol: mustBeTicker('AAA') }, NOW)
    })
    await rename
    await expect(write(db, (tx) => removeTicker(tx, 1))).rejects.toThrow('without saying when')
    expect(await listTickers(db)).toHaveLength(1)
    await write(db, async (tx) => {
      await beginChange(tx, { at: NOW + 1 })
      await removeTicker(tx, 1)
    })
    expect(await listTickers(db)).toHaveLength(0)
  })

  it('keeps what another program changes, too', async () => {
    const file = join(folder(), 'a.db')
    const { db } = await openDb(file, NOW)
    await write(db, (tx) => saveEvent(tx, plainEvent, 0, NOW))
    db.close()
    const other = new SqliteDatabase(file)
    other.exec("update event set title = 'Changed'; delete from event")
    expect(other.prepare('select title from event_history where existed order by change_id').pluck().all()).toEqual([
      'A title',
      'Changed',
    ])
    expect(other.prepare('select count(*) from open_change').pluck().get()).toBe(0)
    other.close()
  })

  it('has every column of every table of facts, and the triggers that fill it', async () => {
    const { db } = await openDb(':memory:', NOW)
    const { reading } = connectionsOf(db)
    const columns = (table: string) =>
      reading.prepare('select name, type from pragma_table_info(?) order by cid').all(table) as {
        name: string
        type: string
      }[]
    const wanted = [...onlyAdded('change'), ...historied.flatMap((one) => historyText(one, columns(one.table)))]
    const have = reading.prepare("select sql || ';' from sqlite_schema where sql is not null").pluck().all() as string[]
    const folded = (text: string) => text.replaceAll(/\s+/g, ' ')
    expect(wanted.map(folded).filter((text) => !have.map(folded).includes(text))).toEqual([])
  })
})
