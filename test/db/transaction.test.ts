import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import type { Db, Tx } from '../../db/file/db.ts'
import { openDb } from '../../db/file/open.ts'
import { write } from '../../db/file/transaction.ts'
import { readProvider, saveProvider } from '../../db/provider.ts'
import { folder, NOW } from './file.ts'
import { columnOf, isLocked } from './tamper.ts'

const opened: Db[] = []
afterEach(() => {
  for (const db of opened.splice(0)) db.close()
})
const open = async (file: string): Promise<Db> => {
  const { db } = await openDb(file, NOW)
  opened.push(db)
  return db
}
const onDisk = () => open(join(folder(), 'a.db'))
const inMemory = () => open(':memory:')

const put = (tx: Tx, name: string, outcome = 'ok') =>
  saveProvider(tx, { name, outcome, message: null, resumeAt: null, updatedAt: NOW })
const names = (db: Db) => columnOf(db, 'provider', 'name')

/** A transaction that writes `-1`, takes many turns, then writes `-2`, and says what happened when. */
const slow = (db: Db, name: string, diary: string[], end: () => void = () => {}) =>
  write(db, async (tx) => {
    diary.push(`${name} begins`)
    await put(tx, `${name}-1`)
    for (let turn = 0; turn < 50; turn++) await Promise.resolve()
    await put(tx, `${name}-2`)
    end()
    diary.push(`${name} ends`)
    return name
  })

const failing = () => {
  throw new Error('no more')
}

describe.each([
  ['on disk', onDisk],
  ['in memory', inMemory],
])('write() %s', (_, make) => {
  it('lets two transactions that are begun at once run one after the other', async () => {
    const [db, diary] = [await make(), [] as string[]]
    expect(await Promise.all([slow(db, 'a', diary), slow(db, 'b', diary)])).toEqual(['a', 'b'])
    expect(diary).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(names(db)).toEqual(['a-1', 'a-2', 'b-1', 'b-2'])
  })
  it('rolls back the one that fails and nothing of the others', async () => {
    const [db, diary] = [await make(), [] as string[]]
    const ends = await Promise.allSettled([slow(db, 'a', diary), slow(db, 'b', diary, failing), slow(db, 'c', diary)])
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(names(db)).toEqual(['a-1', 'a-2', 'c-1', 'c-2'])
  })
  it('shows itself what it has written, and nobody a half of it', async () => {
    const [db, diary] = [await make(), [] as string[]]
    const running = slow(db, 'a', diary)
    while (diary.length === 0) await Promise.resolve()
    const before = [await readProvider(db, 'a-1'), await readProvider(db, 'a-2')]
    const after = diary.includes('a ends')
    // On disk a reader is told at once what was before; in memory it waits for its turn.
    expect(before.map((row) => row !== null)).toEqual([after, after])
    expect(after).toBe(make === inMemory)
    await running
    await write(db, async (tx) => {
      await put(tx, 'b')
      expect(await readProvider(tx, 'b')).toMatchObject({ name: 'b', outcome: 'ok' })
    })
  })
  it('never shows what is rolled back', async () => {
    const [db, diary] = [await make(), [] as string[]]
    const running = slow(db, 'a', diary, failing)
    while (diary.length === 0) await Promise.resolve()
    const [first] = await Promise.all([readProvider(db, 'a-1'), expect(running).rejects.toThrow('no more')])
    expect([first, await readProvider(db, 'a-1')]).toEqual([null, null])
  })

  // Each of these would keep every writer waiting, some of them for ever.
  it.each<readonly [string, (db: Db, other: Db) => Promise<unknown>, RegExp]>([
    ['a timer', () => sleep(1), /^Cannot await anything but its own Tx in a transaction$/],
    [
      'a turn of the event loop',
      () => new Promise((done) => setImmediate(done)),
      /^Cannot await anything but its own Tx/,
    ],
    ['a promise that nobody keeps', () => new Promise(() => {}), /^Cannot await anything but its own Tx/],
    ['the store it belongs to', (db) => readProvider(db, 'a'), /^Cannot read past a transaction: hand its Tx on$/],
    ['another store', (_, other) => readProvider(other, 'a'), /^Cannot read past a transaction/],
    [
      'a transaction of another store',
      (_, other) => write(other, (tx) => put(tx, 'b')),
      /^Cannot begin a transaction inside another/,
    ],
    ['a transaction of its own', (db) => write(db, (tx) => put(tx, 'b')), /^Cannot begin a transaction inside another/],
  ])('refuses a transaction that awaits %s, rolls it back, and goes on', async (_case, wait, why) => {
    const [db, other] = [await make(), await make()]
    const refused = write(db, async (tx) => {
      await put(tx, 'a')
      await wait(db, other)
      await put(tx, 'c')
    })
    const next = write(db, (tx) => put(tx, 'd'))
    await expect(refused).rejects.toThrow(why)
    await next
    await sleep(5)
    expect(names(db)).toEqual(['d'])
  })
  it('goes on in a transaction that catches such a refusal', async () => {
    const db = await make()
    await write(db, async (tx) => {
      await put(tx, 'a')
      await readProvider(db, 'a').catch(() => null)
      await put(tx, 'b')
    })
    expect(names(db)).toEqual(['a', 'b'])
  })
  it('makes a Tx that is of no use after its end, whatever the end', async () => {
    const db = await make()
    const kept: Tx[] = []
    await write(db, async (tx) => void kept.push(tx))
    await write(db, async (tx) => {
      kept.push(tx)
      failing()
    }).catch(() => {})
    for (const tx of kept) {
      await expect(put(tx, 'a')).rejects.toThrow('Cannot use a transaction after its end')
      await expect(readProvider(tx, 'a')).rejects.toThrow('Cannot use a transaction after its end')
    }
    // What was left to run of it is of no use either, though another one runs.
    await write(db, (tx) => put(tx, 'b'))
    expect(names(db)).toEqual(['b'])
  })
  it('may be called from what a transaction left to run', async () => {
    const db = await make()
    let later: Promise<void> = Promise.resolve()
    await write(db, async () => {
      later = sleep(1).then(() => write(db, (tx) => put(tx, 'later')))
    })
    await later
    expect(names(db)).toEqual(['later'])
  })
})

describe('write() of one file that is open twice', () => {
  it('lets the transactions of both run one after the other', async () => {
    const file = join(folder(), 'a.db')
    const [one, other, diary] = [await open(file), await open(file), [] as string[]]
    await Promise.all([slow(one, 'a', diary), slow(other, 'b', diary), slow(one, 'c', diary)])
    expect(diary).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
  })
  it('lets a file be opened again while a transaction runs', async () => {
    const file = join(folder(), 'a.db')
    const [db, diary] = [await open(file), [] as string[]]
    const running = slow(db, 'a', diary)
    while (diary.length === 0) await Promise.resolve()
    const again = await open(file)
    await running
    expect(names(again)).toEqual(['a-1', 'a-2'])
  })
  it('keeps other programs from writing from its first moment on, whatever it does', async () => {
    const file = join(folder(), 'a.db')
    const db = await open(file)
    const before = await write(db, async (tx) => [await readProvider(tx, 'a'), isLocked(file)])
    expect([before, isLocked(file)]).toEqual([[null, true], false])
  })
})

it('the compiler tells a reader from a transaction', async () => {
  const db = await inMemory()
  // @ts-expect-error: a store is no transaction.
  await expect(put(db, 'a')).rejects.toThrow(TypeError)
  // @ts-expect-error: nor is anything that merely looks like one.
  const forged: Tx = {}
  await expect(put(forged, 'a')).rejects.toThrow(TypeError)
  // @ts-expect-error: a handle is nothing a store shows.
  expect([db.write, db.read]).toEqual([undefined, undefined])
})
