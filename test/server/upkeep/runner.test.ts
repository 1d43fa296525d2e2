import { readdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openDb } from '../../../db/file/open.ts'
import { upkeepRunner } from '../../../server/upkeep/runner.ts'
import { folder, NOW } from '../../db/file.ts'

const soon = { timeout: 60_000, interval: 20 }

async function opened() {
  const file = join(folder(), 'a.db')
  const { db } = await openDb(file, NOW)
  const reported: unknown[] = []
  return { file, db, reported, runner: upkeepRunner(db, { now: () => NOW, report: (error) => reported.push(error) }) }
}

describe('upkeepRunner()', () => {
  it('runs one task at a time, stops one that is no longer wanted, and leaves nothing of a backup', async () => {
    const { db, file, runner, reported } = await opened()
    expect([runner.stop(), runner.running(), runner.last()]).toEqual([false, null, null])
    expect(runner.start('backup')).toBe(true)
    expect(runner.start('verify')).toBe(false)
    // The thread looks whether it is wanted before its first piece, which it has not begun yet.
    expect(runner.stop()).toBe(true)
    expect(runner.running()).toMatchObject({ task: 'backup', stopping: true, step: 'copy', steps: 6 })
    await expect.poll(() => runner.running(), soon).toBeNull()
    expect(runner.last()).toMatchObject({ task: 'backup', result: { kind: 'stopped' } })
    expect(readdirSync(join(dirname(file), 'backups'))).toEqual([])
    expect(runner.start('verify')).toBe(true)
    await expect.poll(() => runner.running(), soon).toBeNull()
    expect(runner.last()).toMatchObject({ task: 'verify', result: { kind: 'sound', years: 0, events: 0 } })
    expect(reported).toEqual([])
    db.close()
  })

  it('stops what runs when the server does, and begins nothing afterwards', async () => {
    const { db, runner } = await opened()
    runner.start('verify')
    await runner.close()
    expect(runner.running()).toBeNull()
    expect(runner.start('verify')).toBe(false)
    db.close()
  })

  it('refuses a database that is no longer under its name', async () => {
    const { db, file, runner } = await opened()
    renameSync(file, `${file}.away`)
    expect(() => runner.start('backup')).toThrow(/moved|deleted|exchanged|no longer/)
    expect(runner.running()).toBeNull()
    renameSync(`${file}.away`, file)
    db.close()
  })
})
