import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { contentHash } from '../../../db/file/content.ts'
import { type CopyStep, copySteps, Stopped } from '../../../db/file/copySteps.ts'
import { lookOverAside } from '../../../db/file/lookOverAside.ts'
import { openDb } from '../../../db/file/open.ts'
import { write } from '../../../db/file/transaction.ts'
import { readUpkeep, trimLog } from '../../../db/file/upkeep.ts'
import { beginRun } from '../../../db/runs.ts'
import { backup, backupNamed, listBackups } from '../../../server/store/backup.ts'
import { restore } from '../../../server/store/restore.ts'
import { storeProblem } from '../../../server/store/storeProblem.ts'
import { verify } from '../../../server/store/verify.ts'
import { fill, folder, NOW } from '../../db/file.ts'
import {
  addBulk,
  changeFile,
  countOf,
  deleteBars,
  deleteLastBars,
  doubleCloses,
  longReader,
  moveLastCloses,
  orphanOpening,
  pragmaOf,
} from '../../db/tamper.ts'

const DAY = 86_400_000
/** A filled database is made once and copied. */
let made: Promise<Buffer> | null = null
const make = async (): Promise<Buffer> => {
  const place = mkdtempSync(join(tmpdir(), 'aftershock-'))
  const { db } = await openDb(join(place, 'a.db'), NOW)
  await fill(db)
  db.close()
  const bytes = readFileSync(join(place, 'a.db'))
  rmSync(place, { recursive: true })
  return bytes
}
const filled = async (): Promise<string> => {
  made ??= make()
  const file = join(folder(), 'a.db')
  writeFileSync(file, await made, { mode: 0o600 })
  return file
}

describe('verify()', () => {
  it('finds a sound database sound, also while it is open', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    expect(await verify(file, NOW)).toEqual({ sound: true, problems: [], years: 1, events: 0 })
    db.close()
  })
  it('says in a database in use when it was found sound, and leaves a backup as it is', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    await verify(file, NOW + 1)
    expect((await readUpkeep(db)).verify).toBe(NOW + 1)
    const { file: copy } = await backup(db, null, 7, NOW)
    db.close()
    const bytes = readFileSync(copy)
    expect((await verify(copy, NOW + 2)).sound).toBe(true)
    expect(readFileSync(copy).equals(bytes)).toBe(true)
    expect(existsSync(`${copy}-wal`)).toBe(false)
  })
  it('finds a changed price that SQLite itself does not see', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    moveLastCloses(db)
    expect(pragmaOf(db, 'integrity_check')).toBe('ok')
    db.close()
    const { sound, problems } = await verify(file, NOW)
    expect(sound).toBe(false)
    expect(problems[0]).toMatch(/^CALM 1d 2023: 83 bars/)
  })
  it('finds a missing bar and a missing year', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    deleteLastBars(db)
    db.close()
    expect((await verify(file, NOW)).problems[0]).toContain('82 bars do not match the fingerprint of 83')
    const { db: again } = await openDb(file, NOW)
    deleteBars(again)
    again.close()
    expect((await verify(file, NOW)).problems[0]).toContain('0 bars')
  })
  it('finds flipped bytes', async () => {
    const file = await filled()
    const bytes = readFileSync(file)
    const at = bytes.lastIndexOf(Buffer.from([0x40, 0x59, 0x13, 0x33]))
    bytes[at + 3] = (bytes[at + 3] ?? 0) ^ 0x10
    writeFileSync(file, bytes)
    expect(at).toBeGreaterThan(0)
    expect((await verify(file, NOW)).sound).toBe(false)
  })
})

describe('backup()', () => {
  it('copies what is stored, for its owner only, and keeps the newest', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const made = []
    for (let at = 0; at < 4; at++) made.push(await backup(db, null, 2, NOW + at * DAY))
    const place = join(file, '../backups')
    expect(readdirSync(place)).toEqual(['a-20240616T120000Z.db', 'a-20240617T120000Z.db'])
    expect(made.at(-1)?.removed).toEqual([join(place, 'a-20240615T120000Z.db')])
    expect(statSync(made.at(-1)?.file ?? '').mode & 0o777).toBe(0o600)
    expect((await readUpkeep(db)).backup).toBe(NOW + 3 * DAY)
    const { db: copy } = await openDb(made.at(-1)?.file ?? '', NOW)
    expect(await contentHash(copy)).toBe(await contentHash(db))
    copy.close()
    db.close()
  })
  it('replaces no other copy of the same second', async () => {
    const place = folder()
    const [one, other] = [await filled(), await filled()]
    for (const file of [one, other]) {
      const { db } = await openDb(file, NOW)
      await backup(db, place, 7, NOW)
      db.close()
    }
    expect(readdirSync(place)).toEqual(['a-20240614T120000Z.db', 'a-20240614T120001Z.db'])
  })

  it('does not keep a copy that is not sound, and removes no older one', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const { file: good } = await backup(db, null, 1, NOW)
    doubleCloses(db)
    await expect(backup(db, null, 1, NOW + DAY)).rejects.toThrow(/could not be copied soundly/)
    expect(readdirSync(join(good, '..'))).toEqual(['a-20240614T120000Z.db'])
    db.close()
  })
  it('copies while a writer writes', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const { db: other } = await openDb(file, NOW)
    let writes = 0
    const writer = setInterval(() => {
      addBulk(other, 2)
      writes++
    }, 1)
    // A small file is sometimes copied between two writes: copy on until one has fallen in.
    for (let n = 0; n < 200 && writes === 0; n++) {
      const { file: copy } = await backup(db, null, 3, NOW + n * 1000)
      expect((await verify(copy, NOW)).sound).toBe(true)
    }
    clearInterval(writer)
    expect(writes).toBeGreaterThan(0)
    other.close()
    db.close()
  })
  it('ends although another program writes between any two of its pieces, and tells each of them', async () => {
    const file = await filled()
    const [{ db }, { db: other }] = [await openDb(file, NOW), await openDb(file, NOW)]
    // Larger than what is copied at once: the copy would begin anew after each write, for ever.
    addBulk(other, 2_000_000)
    const told: [CopyStep, number][] = []
    const { file: copy } = await backup(db, null, 1, NOW, (step, done, all) => {
      told.push([step, done / all])
      if (told.length > 500) throw new Error('begun anew')
      addBulk(other, 10)
    })
    const copying = told.filter(([step]) => step === 'copy').map(([, share]) => share)
    expect(copying.length).toBeGreaterThan(3)
    expect(copying).toEqual(copying.toSorted((a, b) => a - b))
    expect([...new Set(told.map(([step]) => step))]).toEqual([...copySteps])
    expect((await verify(copy, NOW)).sound).toBe(true)
    expect(listBackups(file)).toEqual([
      { name: 'a-20240614T120000Z.db', bytes: statSync(copy).size, madeAt: '2024-06-14T12:00:00Z' },
    ])
    other.close()
    db.close()
  })
  it('leaves nothing of a copy that is no longer wanted, at whichever step, and verify() ends likewise', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const endAt = (wanted: CopyStep) => (step: CopyStep) => {
      if (step === wanted) throw new Stopped()
    }
    for (const step of ['copy', 'references', 'events'] as const)
      await expect(backup(db, null, 1, NOW, endAt(step))).rejects.toThrow(Stopped)
    expect(readdirSync(join(file, '../backups'))).toEqual([])
    expect((await readUpkeep(db)).backup).toBeUndefined()
    await expect(verify(file, NOW, endAt('bars'))).rejects.toThrow(Stopped)
    db.close()
  })
})

describe('backupNamed()', () => {
  it('finds a backup beside the database by its name alone, and takes every other text as a path', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const { file: copy } = await backup(db, null, 3, NOW)
    db.close()
    const [{ name } = { name: '' }] = listBackups(file)
    expect(backupNamed(name, file)).toBe(copy)
    for (const path of [copy, 'nothing-20231117T202800Z.db', `./${name}`]) expect(backupNamed(path, file)).toBe(path)
  })
})

describe('restore()', () => {
  it('puts a backup back, keeps what was there, and gives the same content', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const before = await contentHash(db)
    const { file: copy } = await backup(db, null, 3, NOW)
    deleteBars(db)
    db.close()
    const { kept } = await restore(copy, file, NOW)
    const { db: again } = await openDb(file, NOW)
    expect(await contentHash(again)).toBe(before)
    again.close()
    expect(existsSync(kept ?? '')).toBe(true)
    expect((await verify(file, NOW)).sound).toBe(true)
  })
  it('refuses a database in use, even an idle one, and changes nothing', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const { file: copy } = await backup(db, null, 3, NOW)
    await expect(restore(copy, file, NOW)).rejects.toThrow(/is in use/)
    expect(countOf(db, 'daily_bar')).toBe(83)
    db.close()
    expect(readdirSync(join(file, '..')).sort()).toEqual(['a.db', 'backups'])
  })
  it('takes from a database that was not closed also what is only in its log', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    addBulk(db, 2)
    const target = join(folder(), 'b.db')
    await restore(file, target, NOW)
    const { db: restored } = await openDb(target, NOW)
    expect(countOf(restored, 'run', "verb = 'bulk'")).toBe(1)
    restored.close()
    db.close()
  })
  it('keeps the whole old database under its own name until the new one takes its place', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const { file: copy } = await backup(db, null, 3, NOW)
    db.close()
    const before = statSync(file).ino
    const { kept } = await restore(copy, file, NOW)
    // The same file under another name: it was linked, not moved away first.
    expect(statSync(kept ?? '').ino).toBe(before)
    expect(statSync(file).ino).not.toBe(before)
    expect((await verify(kept ?? '', NOW)).sound).toBe(true)
  })
  it('refuses an unsound backup and leaves the database as it is', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const { file: copy } = await backup(db, null, 3, NOW)
    db.close()
    chmodSync(copy, 0o600)
    const { db: spoiled } = await openDb(copy, NOW)
    doubleCloses(spoiled)
    spoiled.close()
    await expect(restore(copy, file, NOW)).rejects.toThrow(/is not sound/)
    truncateSync(copy, 3 * 4096)
    await expect(restore(copy, file, NOW)).rejects.toThrow('is damaged and was not restored: name another backup')
    expect((await verify(file, NOW)).sound).toBe(true)
  })
  it('replaces a file too damaged to be opened', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const { file: copy } = await backup(db, null, 3, NOW)
    db.close()
    writeFileSync(file, Buffer.alloc(8192, 7))
    await restore(copy, file, NOW)
    expect((await verify(file, NOW)).sound).toBe(true)
  })
})

describe('a database that is not as this program makes it', () => {
  it.each([
    ['no migrations', /migration is missing/],
    ['version too high by one', /version is 99/],
    ['a trigger', /trigger t1 is not ours/],
    ['an extra table', /table diary is not ours/],
    ['an extra view', /view everything is not ours/],
    ['an extra index', /index by_title is not ours/],
    ['a full-text table', /table words is not ours/],
    ['a view in place of a table', /table bar_hash_old is not ours/],
    ['a generated column', /table ticker is not as this program makes it/],
    ['a missing view', /view daily_bars is missing/],
  ] as const)('is told by verify() and refused by restore(): %s', async (change, says) => {
    const [file, backupFile] = [await filled(), await filled()]
    changeFile(backupFile, change)
    const { sound, problems } = await verify(backupFile, NOW)
    expect(sound).toBe(false)
    expect(problems.join('; ')).toMatch(says)
    const before = readFileSync(file)
    await expect(restore(backupFile, file, NOW)).rejects.toThrow(says)
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(join(file, '..'))).toEqual(['a.db'])
  })
})

describe('a database that is taken away while it is in use', () => {
  const taken: readonly [string, (file: string) => void][] = [
    ['deleted', (file) => rmSync(file)],
    ['moved', (file) => renameSync(file, `${file}.elsewhere`)],
    [
      'exchanged for another',
      (file) => {
        copyFileSync(file, `${file}.other`)
        renameSync(`${file}.other`, file)
      },
    ],
  ]
  it.each(taken)('is missed at the next write, which says so: %s', async (_, take) => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    take(file)
    await expect(write(db, (tx) => beginRun(tx, 'test', {}, NOW))).rejects.toThrow(
      /was moved, deleted or exchanged while it was in use, so nothing was written/,
    )
    db.close()
  })
  it('is told once, and over HTTP as a database that cannot be used, whatever took its place', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    rmSync(`${file}-wal`)
    const failure = await write(db, (tx) => beginRun(tx, 'test', {}, NOW)).catch((error: unknown) => error)
    expect(storeProblem(file, failure)?.message).toMatch(/^The log of the database \S+ was deleted or exchanged/)
    db.close()
    // What a file is that was cut to nothing under a server: the description of each path has this status alone.
    expect(storeProblem(file, Object.assign(new Error(), { code: 'SQLITE_NOTADB' }))).toMatchObject({
      status: 503,
      code: 'store_unusable',
    })
  })
})

describe('openDb() of a new file', () => {
  it('makes it, its log and its shared memory for the owner alone, from the first byte', async () => {
    const before = process.umask(0o022)
    try {
      const file = join(folder(), 'new.db')
      const { db } = await openDb(file, NOW)
      for (const name of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(name).mode & 0o777, name).toBe(0o600)
      db.close()
    } finally {
      process.umask(before)
    }
  })
  it.each([
    ...['postgres://user@host/db', 'https://example.test/a.db', 'sqlite:///tmp/a.db', 'file:///tmp/a.db'],
    ...['https:/example.test/a.db', 'postgresql:db', 'file:a.db', 'me@host:a.db'],
  ])('refuses the address %s and makes no folder of it', async (address) => {
    await expect(openDb(address, NOW)).rejects.toThrow(/is an address, and databases are files here/)
    expect(existsSync(address.split(':')[0] ?? '')).toBe(false)
    expect(existsSync(address)).toBe(false)
  })
  it('opens a file that is there, though it is called after a moment', async () => {
    const place = folder()
    const { db } = await openDb(join(place, 'a-2024-06-14T12:00:00.db'), NOW)
    db.close()
    // An address is told by how a name begins, and that of a file is looked at from the folder one is in.
    const program = `const { openDb } = await import(${JSON.stringify(join(import.meta.dirname, '../../../db/file/open.ts'))})
      await openDb('a-2024-06-14T12:00:00.db', ${NOW}); process.stdout.write('open'); process.exit()`
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
      cwd: place,
      encoding: 'utf8',
    })
    expect([stdout, stderr]).toEqual(['open', ''])
  })
  it('tells no password of an address', async () => {
    const failure = await openDb('postgres://me:secret@host/db', NOW).catch(String)
    expect(failure).toMatch(/Cannot use postgres:\/\/…@host\/db as a database/)
  })
  it.each(['', ' ', 'a.db ', '\ta.db'])(
    'refuses the name %j, of which the driver would open another file',
    async (name) => {
      await expect(openDb(name, NOW)).rejects.toThrow(/begins or ends with a blank/)
    },
  )
})

describe('what is no file', () => {
  it('a pipe and a folder are refused as a database at once, to be opened, verified and restored', async () => {
    const [pipe, place] = [join(folder(), 'pipe'), folder()]
    execFileSync('mkfifo', [pipe])
    for (const path of [pipe, place, '/dev/null']) {
      await expect(openDb(path, NOW)).rejects.toThrow(/is no file but a folder, a pipe or a device/)
      await expect(verify(path, NOW)).rejects.toThrow(/is no file but a folder, a pipe or a device/)
      await expect(restore(path, join(place, 'a.db'), NOW)).rejects.toThrow(
        /is no file but a folder, a pipe or a device/,
      )
    }
  })
  it('nor is a backup put in the place of a pipe or a folder, or under a name that is none', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const { file: copy } = await backup(db, null, 3, NOW)
    db.close()
    const [pipe, place] = [join(folder(), 'pipe'), folder()]
    execFileSync('mkfifo', [pipe])
    for (const path of [pipe, place])
      await expect(restore(copy, path, NOW)).rejects.toThrow(/is no file but a folder, a pipe or a device/)
    expect([statSync(pipe).isFIFO(), statSync(place).isDirectory(), readdirSync(place)]).toEqual([true, true, []])
    // What marks an SQLite file as its program's own stands at byte 68.
    const bytes = readFileSync(copy)
    bytes.writeUInt32BE(5, 68)
    writeFileSync(join(place, 'foreign.db'), bytes)
    await expect(restore(copy, join(place, 'foreign.db'), NOW)).rejects.toThrow(/belongs to another program/)
    expect(readFileSync(join(place, 'foreign.db')).equals(bytes)).toBe(true)
    expect(readdirSync(place)).toEqual(['foreign.db'])
    await expect(restore(copy, 'postgres://host/db', NOW)).rejects.toThrow(/is an address/)
    await expect(restore(copy, join(place, 'a.db '), NOW)).rejects.toThrow(/begins or ends with a blank/)
    // A link whose file is not there yet goes on leading to it; one that leads to itself is no place.
    symlinkSync(join(place, 'real.db'), join(place, 'link.db'))
    symlinkSync(join(place, 'round.db'), join(place, 'round.db'))
    await restore(copy, join(place, 'link.db'), NOW)
    expect(readlinkSync(join(place, 'link.db'))).toBe(join(place, 'real.db'))
    expect((await verify(join(place, 'real.db'), NOW)).sound).toBe(true)
    await expect(restore(copy, join(place, 'round.db'), NOW)).rejects.toThrow()
    expect(readlinkSync(join(place, 'round.db'))).toBe(join(place, 'round.db'))
  })
})

describe('trimLog()', () => {
  it('folds a log of more than 64 MB into the file, and keeps nobody waiting for a reader', async () => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    const size = () => statSync(`${file}-wal`).size
    const stopReading = longReader(file)
    for (let at = 0; at < 70; at++) addBulk(db, 1024 * 1024)
    expect(size()).toBeGreaterThan(64 * 1024 * 1024)
    await trimLog(db)
    expect(size()).toBeGreaterThan(64 * 1024 * 1024)
    expect(pragmaOf(db, 'busy_timeout')).toBe(5000)
    stopReading()
    await trimLog(db)
    expect(size()).toBe(0)
    db.close()
  })
})

describe('openDb() after an unclean stop', () => {
  const leftOpen = async (): Promise<string> => {
    const file = await filled()
    const { db } = await openDb(file, NOW)
    orphanOpening(db)
    db.close()
    return file
  }
  it('looks the file over and forgets the process that is gone', async () => {
    const file = await leftOpen()
    const { db } = await openDb(file, NOW + 5)
    expect((await readUpkeep(db)).quick_check).toBe(NOW + 5)
    expect(countOf(db, 'opening')).toBe(1)
    db.close()
  })
  it('does not look again after a clean stop within a week, and does after a week', async () => {
    const file = await filled()
    const look = async (now: number) => {
      const { db } = await openDb(file, now)
      const { quick_check } = await readUpkeep(db)
      db.close()
      return quick_check
    }
    expect(await look(NOW + 6 * DAY)).toBe(NOW)
    expect(await look(NOW + 8 * DAY)).toBe(NOW + 8 * DAY)
  })
  it('refuses a damaged file, leaves it as it is, and names the way out', async () => {
    const file = await leftOpen()
    const bytes = readFileSync(file)
    // The header of a page in the middle.
    for (let page = 12; page < 20 && (page + 1) * 4096 <= bytes.length; page++)
      bytes.fill(0xff, page * 4096, page * 4096 + 12)
    writeFileSync(file, bytes)
    await expect(openDb(file, NOW)).rejects.toThrow(/npm run restore/)
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })
  it('leaves a large file for later where that is asked, looks it over aside, and does not forget to', async () => {
    const file = await leftOpen()
    const filling = (await openDb(file, NOW)).db
    for (let at = 0; at < 70; at++) addBulk(filling, 1024 * 1024)
    orphanOpening(filling)
    filling.close()
    const { db, isLookDue } = await openDb(file, NOW + 5, 'existing', 'later')
    expect(isLookDue).toBe(true)
    expect((await readUpkeep(db)).quick_check).toBeUndefined()
    await lookOverAside(file, NOW + 6)
    expect((await readUpkeep(db)).quick_check).toBe(NOW + 6)
    db.close()

    const bytes = readFileSync(file)
    for (let page = 12; page < 20; page++) bytes.fill(0xff, page * 4096, page * 4096 + 12)
    writeFileSync(file, bytes)
    await expect(lookOverAside(file, NOW + 7)).rejects.toThrow(/is damaged.*npm run restore/)
    expect(readFileSync(file).equals(bytes)).toBe(true)
  })
})
