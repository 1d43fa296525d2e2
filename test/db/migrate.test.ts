import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { APPLICATION_ID } from '../../db/file/applicationId.ts'
import { connectionsOf } from '../../db/file/connection.ts'
import { inspect } from '../../db/file/copy.ts'
import { applyMigrations, pendingMigrations, shippedMigrations } from '../../db/file/migrate.ts'
import { openDb } from '../../db/file/open.ts'
import { StoreError } from '../../db/file/storeError.ts'
import { listHoldings } from '../../db/tickers.ts'
import { firstRelease, folder, NOW, schemaOf } from './file.ts'

const refusal = async (file: string): Promise<StoreError> => {
  const error = await openDb(file, NOW).then(
    ({ db }) => {
      db.close()
      return null
    },
    (reason: unknown) => reason,
  )
  if (!(error instanceof StoreError)) throw new Error('It was opened')
  return error
}

describe('openDb() and the schema', () => {
  it('keeps every table STRICT, and facts WITHOUT ROWID', async () => {
    const { db } = await openDb(':memory:', NOW)
    const tables = schemaOf(connectionsOf(db).writing).filter((text) => text.startsWith('table '))
    expect(tables.filter((text) => !/\) strict(, without rowid)?$/i.test(text))).toEqual([])
    const rowless = tables.filter((text) => /without rowid$/i.test(text)).map((text) => text.split(' ')[1])
    for (const table of [
      'daily_bar',
      'intraday_bar',
      'corporate_action',
      'coverage',
      'daily_bar_history',
      'event_history',
      'bar_hash',
      'repair',
    ])
      expect(rowless).toContain(table)
  })
  it('refuses prices that are none', async () => {
    const { db } = await openDb(':memory:', NOW)
    const bar = (open: unknown) => () =>
      connectionsOf(db).writing.prepare('insert into daily_bar values (1, 1, ?, 2, 1, 2, 5, null, 0, 1, 1)').run(open)
    for (const open of [0, -1, 'text', null, Number.POSITIVE_INFINITY]) expect(bar(open)).toThrow()
    expect(bar(1.5)).not.toThrow()
  })
  it('sets what durability and safety need', async () => {
    const { db } = await openDb(join(folder(), 'a.db'), NOW)
    const pragma = (name: string) => connectionsOf(db).writing.pragma(name, { simple: true })
    expect([
      pragma('journal_mode'),
      pragma('synchronous'),
      pragma('foreign_keys'),
      pragma('busy_timeout'),
      pragma('trusted_schema'),
    ]).toEqual(['wal', 2, 1, 5000, 0])
    const reading = (name: string) => connectionsOf(db).reading.pragma(name, { simple: true })
    expect([reading('query_only'), reading('trusted_schema'), reading('busy_timeout')]).toEqual([1, 0, 5000])
    // The driver's own 16 MiB a connection would fill with whatever is read once.
    expect([pragma('cache_size'), reading('cache_size')]).toEqual([-2048, -2048])
    expect(() => connectionsOf(db).reading.exec('delete from run')).toThrow(/readonly/)
    db.close()
  })
  it('brings a database of the first release to the same schema as a new one, and loses nothing', async () => {
    const file = join(folder(), 'old.db')
    firstRelease(file)
    const { db } = await openDb(file, NOW)
    const { db: fresh } = await openDb(':memory:', NOW)
    expect(schemaOf(connectionsOf(db).writing)).toEqual(schemaOf(connectionsOf(fresh).writing))
    const count = (table: string) => connectionsOf(db).reading.prepare(`select count(*) from ${table}`).pluck().get()
    expect([count('daily_bar'), count('event'), count('event_ticker'), count('fetch')]).toEqual([250, 1, 1, 1])
    expect(connectionsOf(db).writing.pragma('foreign_key_check')).toEqual([])
    expect(connectionsOf(db).writing.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
  })
  it('brings symbols that release 0.1.0 took as they were written into one notation, and loses none', async () => {
    const file = join(folder(), 'old.db')
    firstRelease(file)
    const old = new SqliteDatabase(file)
    const add = old.prepare('insert into ticker (symbol, added_at) values (?, 0)')
    for (const symbol of ['BRK.B', 'BF.A', 'BF-A', 'VOD.L', 'GIB-A.TO', '7203.T']) add.run(symbol)
    const event = (old.prepare('select id from event').get() as { id: number }).id
    old.prepare('delete from event_ticker').run()
    const link = old.prepare('insert into event_ticker (event, position, symbol) values (?, ?, ?)')
    for (const [at, symbol] of ['BRK.B', 'MSFT', 'BRK-B', 'BF.A', 'VOD.L', '*'].entries()) link.run(event, at, symbol)
    old.close()
    const { db } = await openDb(file, NOW)
    const all = (sql: string) => connectionsOf(db).reading.prepare(sql).pluck().all()
    // Both notations of one symbol stay as they are: somebody must say what becomes of the two series.
    expect(all('select symbol from ticker where added_at = 0 order by id')).toEqual([
      'BRK-B',
      'BF.A',
      'BF-A',
      'VOD.L',
      'GIB-A.TO',
      '7203.T',
    ])
    expect(all('select symbol from event_ticker order by position')).toEqual(['MSFT', 'BRK-B', 'BF-A', 'VOD.L', '*'])
    db.close()
  })
  it('gives the bars of the first release their fingerprints, so that they verify and count', async () => {
    const file = join(folder(), 'old.db')
    firstRelease(file)
    const { db } = await openDb(file, NOW)
    const holdings = await listHoldings(db)
    db.close()
    expect(await inspect(file)).toEqual({ problems: [], years: 1, events: 1 })
    expect(holdings.map(({ symbol, interval, bars }) => [symbol, interval, bars])).toEqual([['OLD', '1d', 250]])
  })
  it('copies a database that holds something before its tables change, and the copy is sound', async () => {
    const file = join(folder(), 'old.db')
    firstRelease(file)
    const { db } = await openDb(file, NOW)
    db.close()
    const copy = new SqliteDatabase(`${file}.before-0001_trust`, { readonly: true })
    expect(copy.prepare('select count(*) from daily_bar').pluck().get()).toBe(250)
    expect(copy.pragma('user_version', { simple: true })).toBe(1)
    copy.close()
    expect((await inspect(`${file}.before-0001_trust`)).problems).toEqual([])
    expect(existsSync(join(folder(), 'new.db.before-0000_begin'))).toBe(false)
  })
})

describe('openDb() of every earlier release', () => {
  // A database that holds something, brought by hand to each release before this one.
  const releases = shippedMigrations().slice(1)
  it.each(releases.map(({ name }) => name))('loses nothing in %s and comes to the same schema', async (name) => {
    const file = join(folder(), 'old.db')
    firstRelease(file)
    const before = new SqliteDatabase(file)
    const shipped = shippedMigrations()
    const at = shipped.findIndex((migration) => migration.name === name)
    applyMigrations(before, shipped.slice(1, at), NOW)
    const tables = before
      .prepare("select name from sqlite_schema where type = 'table' and name not in ('migration', 'opening', 'upkeep')")
      .pluck()
      .all()
      // What it held is in the history of bars now: test/db/release.test.ts compares it row by row.
      .filter((name) => name !== 'bar_revision') as string[]
    const counts = (db: SqliteDatabase.Database) =>
      tables.map((table) => `${table} ${db.prepare(`select count(*) from "${table}"`).pluck().get()}`)
    const counted = counts(before)
    before.close()
    const { db } = await openDb(file, NOW)
    const { db: fresh } = await openDb(':memory:', NOW)
    expect(schemaOf(connectionsOf(db).writing)).toEqual(schemaOf(connectionsOf(fresh).writing))
    expect(counts(connectionsOf(db).reading).filter((line) => !line.startsWith('bar_hash'))).toEqual(
      counted.filter((line) => !line.startsWith('bar_hash')),
    )
    expect(connectionsOf(db).writing.pragma('foreign_key_check')).toEqual([])
    expect(connectionsOf(db).writing.pragma('integrity_check', { simple: true })).toBe('ok')
    db.close()
    expect((await inspect(`${file}.before-${name}`)).problems).toEqual([])
  })
})

describe('openDb() refuses', () => {
  it('another program’s database, untouched', async () => {
    const file = join(folder(), 'foreign.db')
    const db = new SqliteDatabase(file)
    db.exec('create table t (a)')
    db.close()
    const before = readFileSync(file)
    expect(await refusal(file)).toMatchObject({ kind: 'foreign', message: expect.stringContaining(file) })
    expect(readFileSync(file).equals(before)).toBe(true)
  })
  it('another program’s database that was not closed, with its log untouched', async () => {
    const file = join(folder(), 'foreign.db')
    const db = new SqliteDatabase(file)
    db.pragma('journal_mode = WAL')
    db.exec("create table t (a); insert into t values ('only in the log')")
    const kept = ['', '-wal'].map((suffix) => readFileSync(file + suffix))
    const other = join(folder(), 'copy.db')
    for (const [at, suffix] of ['', '-wal'].entries()) writeFileSync(other + suffix, kept[at] ?? '')
    expect((await refusal(other)).kind).toBe('foreign')
    expect(['', '-wal'].map((suffix) => readFileSync(other + suffix))).toEqual(kept)
    expect(existsSync(`${other}-shm`)).toBe(false)
    db.close()
  })
  it('nothing of ours that was not closed, even when all of it is still in the log', async () => {
    const file = join(folder(), 'own.db')
    const { db } = await openDb(file, NOW)
    const other = join(folder(), 'copy.db')
    for (const suffix of ['', '-wal']) writeFileSync(other + suffix, readFileSync(file + suffix))
    expect(readFileSync(other).readUInt32BE(68)).not.toBe(APPLICATION_ID)
    db.close()
    const { db: again } = await openDb(other, NOW)
    expect(connectionsOf(again).reading.prepare('select count(*) from migration').pluck().get()).toBe(
      shippedMigrations().length,
    )
    again.close()
  })
  it('a file that is no database', async () => {
    const file = join(folder(), 'text.db')
    writeFileSync(file, 'date,close\n'.repeat(500))
    expect((await refusal(file)).kind).toBe('foreign')
  })
  it('a database of a newer program, by its version or by a migration it does not know', async () => {
    const file = join(folder(), 'newer.db')
    ;(await openDb(file, NOW)).db.close()
    const db = new SqliteDatabase(file)
    db.pragma('user_version = 99')
    db.close()
    expect((await refusal(file)).kind).toBe('newer')
    const again = new SqliteDatabase(file)
    again.pragma('user_version = 1')
    again.prepare("insert into migration values (77, '0077_future', 'x', 0)").run()
    again.close()
    expect(await refusal(file)).toMatchObject({ kind: 'newer', message: expect.stringContaining('0077_future') })
  })
  it('a database whose migration is not the shipped one, by name', async () => {
    const file = join(folder(), 'edited.db')
    ;(await openDb(file, NOW)).db.close()
    const db = new SqliteDatabase(file)
    db.prepare("update migration set hash = 'other' where number = 0").run()
    db.close()
    expect(await refusal(file)).toMatchObject({
      kind: 'edited-migration',
      message: expect.stringContaining('0000_begin'),
    })
  })
  it('a database with a hole in its migrations, by name, and one with a migration that this program lacks', async () => {
    const file = join(folder(), 'hole.db')
    ;(await openDb(file, NOW)).db.close()
    const db = new SqliteDatabase(file)
    db.prepare('delete from migration where number = 1').run()
    db.close()
    expect(await refusal(file)).toMatchObject({
      kind: 'edited-migration',
      message: expect.stringContaining('lacks migration 0001_trust'),
    })
    const [first, , ...later] = shippedMigrations()
    const whole = new SqliteDatabase(':memory:')
    applyMigrations(whole, shippedMigrations(), NOW)
    expect(() => pendingMigrations(whole, first === undefined ? later : [first, ...later])).toThrow(
      'has migration 0001_trust, which this program lacks',
    )
  })
  it('a folder, and a file in a folder that can not be made', async () => {
    expect((await refusal(folder())).kind).toBe('unreadable')
    const file = join(folder(), 'a')
    writeFileSync(file, '')
    expect((await refusal(join(file, 'b.db'))).kind).toBe('unreadable')
  })
})

describe('applyMigrations()', () => {
  const [first] = shippedMigrations()
  const opened = async () => connectionsOf((await openDb(':memory:', NOW)).db).writing
  const extra = (sql: string) => ({ number: 9000, name: '9000_test', hash: 'h', sql })
  it('rolls a migration back that loses references, and says how many', async () => {
    const db = await opened()
    db.exec(
      "insert into run (id, verb, request, started_at) values (5, 'v', '{}', 0); insert into fetch (run_id, source, started_at, ended_at, outcome) values (5, 's', 0, 0, 'ok')",
    )
    expect(() => applyMigrations(db, [extra('delete from run')], NOW)).toThrow(
      'lost 1 references in migration 9000_test',
    )
    expect(db.prepare('select count(*) from run').pluck().get()).toBe(1)
    expect(db.pragma('foreign_keys', { simple: true })).toBe(1)
  })
  it('keeps the rows that refer to a table it rebuilds', async () => {
    const db = await opened()
    db.exec(
      "insert into event (id, event_id, title, public_at, effective_ms, precision, created_at, updated_at) values (1, 'e', 'T', '2023', 0, 'year', 0, 0); insert into event_ticker values (1, 0, 'X', 'subject')",
    )
    const { sql } = db.prepare("select sql from sqlite_schema where name = 'event'").get() as { sql: string }
    const rebuild = `drop view events; ${sql.replace('`event`', '`event_new`')}; insert into event_new select * from event; drop table event; alter table event_new rename to event`
    applyMigrations(db, [extra(rebuild)], NOW)
    expect(db.prepare('select count(*) from event_ticker').pluck().get()).toBe(1)
  })
  it('leaves nothing of a migration that fails in the middle', async () => {
    const db = await opened()
    expect(() => applyMigrations(db, [extra('create table half (a integer) strict; select nonsense')], NOW)).toThrow()
    expect(db.prepare("select 1 from sqlite_schema where name = 'half'").get()).toBeUndefined()
    expect(db.prepare('select 1 from migration where number = 9000').get()).toBeUndefined()
  })
  it('does not apply what another program applied meanwhile', async () => {
    const db = await opened()
    if (first === undefined) throw new Error('There is no first migration')
    expect(() => applyMigrations(db, [first], NOW)).not.toThrow()
  })
  it.each(shippedMigrations().map(({ name }, at) => [name, at] as const))(
    'survives being killed in the middle of %s',
    async (name, at) => {
      const file = join(folder(), 'killed.db')
      if (at > 0) {
        firstRelease(file)
        const db = new SqliteDatabase(file)
        applyMigrations(db, shippedMigrations().slice(1, at), NOW)
        db.close()
      }
      const code = `
        const Database = require('better-sqlite3')
        const { readFileSync } = require('node:fs')
        const db = new Database(${JSON.stringify(file)})
        db.pragma('journal_mode = WAL')
        db.exec('begin immediate')
        db.exec(readFileSync(${JSON.stringify(join(import.meta.dirname, `../../db/migrations/${name}.sql`))}, 'utf8'))
        process.kill(process.pid, 'SIGKILL')`
      const { signal } = spawnSync(process.execPath, ['-e', code], { cwd: join(import.meta.dirname, '../..') })
      expect(signal).toBe('SIGKILL')
      const { db } = await openDb(file, NOW)
      expect(connectionsOf(db).reading.prepare('select count(*) from migration').pluck().get()).toBe(
        shippedMigrations().length,
      )
      expect(connectionsOf(db).reading.prepare('select count(*) from daily_bar').pluck().get()).toBe(at > 0 ? 250 : 0)
      expect(connectionsOf(db).writing.pragma('integrity_check', { simple: true })).toBe('ok')
      db.close()
    },
  )
})
