import { spawnSync } from 'node:child_process'
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { contentHash } from '../../../db/file/content.ts'
import { openDb } from '../../../db/file/open.ts'
import { write } from '../../../db/file/transaction.ts'
import { beginRun } from '../../../db/runs.ts'
import { ingestQueue } from '../../../server/ingest/queue.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { backup, backupText } from '../../../server/store/backup.ts'
import { writeText } from '../../../server/store/outputFile.ts'
import { restore } from '../../../server/store/restore.ts'
import { storeProblem } from '../../../server/store/storeProblem.ts'
import { fill, folder, NOW } from '../../db/file.ts'

/** An open store on disk with some bars. */
async function opened() {
  const file = join(folder(), 'a.db')
  const { db } = await openDb(file, NOW)
  await fill(db)
  return { file, db }
}

describe('what is written', () => {
  const names: readonly (readonly [string, (file: string) => string])[] = [
    ['the database', (file) => file],
    ['its log', (file) => `${file}-wal`],
    ['its shared memory', (file) => `${file}-shm`],
    ['a journal it does not have', (file) => `${file}-journal`],
    ['another spelling of it', (file) => join(dirname(file), '..', dirname(file).split('/').at(-1) ?? '', 'a.db')],
    [
      'a symbolic link to it',
      (file) => {
        symlinkSync(file, `${file}.link`)
        return `${file}.link`
      },
    ],
    [
      'a hard link to its log',
      (file) => {
        linkSync(`${file}-wal`, `${file}.hard`)
        return `${file}.hard`
      },
    ],
    [
      'a link to a journal that it does not have',
      (file) => {
        symlinkSync(`${file}-journal`, `${file}.later`)
        return `${file}.later`
      },
    ],
    [
      'a name in a linked folder',
      (file) => {
        const link = join(folder(), 'there')
        symlinkSync(dirname(file), link)
        return join(link, 'a.db')
      },
    ],
  ]
  it.each(names)('is never %s', async (_, name) => {
    const { file, db } = await opened()
    const hash = await contentHash(db)
    const target = name(file)
    const words = /would be overwritten/
    await expect(backupText(db, target, NOW)).rejects.toThrow(words)
    await expect(writeText(target, file, ['a,b\n'])).rejects.toThrow(words)
    await expect(restore(target, file, NOW)).rejects.toThrow('from itself')
    expect(await contentHash(db)).toBe(hash)
    db.close()
    const { db: again } = await openDb(file, NOW)
    expect(await contentHash(again)).toBe(hash)
    again.close()
  })

  it('stands there whole or as it was before, for its owner only', async () => {
    const file = join(folder(), 'out.csv')
    writeFileSync(file, 'before')
    async function* broken() {
      yield 'half'
      throw new Error('broken')
    }
    await expect(writeText(file, 'x.db', broken())).rejects.toThrow('broken')
    expect([readFileSync(file, 'utf8'), readdirSync(dirname(file))]).toEqual(['before', ['out.csv']])
    // The SHA-256 of "a" and of nothing else: FIPS 180-2 has "abc", coreutils says this of "a".
    expect(await writeText(file, 'x.db', ['a'])).toEqual({
      bytes: 1,
      sha256: 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb',
    })
    expect([readFileSync(file, 'utf8'), statSync(file).mode & 0o777]).toEqual(['a', 0o600])
  })

  it('leaves alone what stands beside it, even a database or a backup called as a copy of ours would be', async () => {
    const place = folder()
    const file = join(place, 'a.jsonl.copy')
    const { db } = await openDb(file, NOW)
    await fill(db)
    const hash = await contentHash(db)
    await backupText(db, join(place, 'a.jsonl'), NOW)
    await backupText(db, `${file}.restoring`, NOW)
    db.close()
    writeFileSync(join(place, 'x.csv.part'), 'mine')
    await writeText(join(place, 'x.csv'), file, ['a'])
    expect(readFileSync(join(place, 'x.csv.part'), 'utf8')).toBe('mine')
    const text = readFileSync(`${file}.restoring`, 'utf8')
    const [first, second] = [
      await restore(`${file}.restoring`, file, NOW),
      await restore(join(place, 'a.jsonl'), file, NOW),
    ]
    expect(readFileSync(`${file}.restoring`, 'utf8')).toBe(text)
    // Within one second each keeps the file that it replaced.
    const stamp = `${file}.replaced-20240614T120000Z`
    expect([first.kept, second.kept]).toEqual([stamp, `${stamp}-2`])
    for (const kept of [file, stamp, `${stamp}-2`]) {
      const { db: one } = await openDb(kept, NOW, 'existing')
      expect(await contentHash(one)).toBe(hash)
      one.close()
    }
  })

  it.each<readonly [string, (place: string) => string, string]>([
    ['a folder', (place) => place, 'that is a folder: name a file'],
    ['a folder that is not there', (place) => join(place, 'no', 'x.csv'), 'there is no such folder'],
    ['a name that ends as a folder', (place) => join(place, 'no/'), 'that is a folder: name a file'],
    ['no name', () => '', 'that is a folder: name a file'],
    ['a file in a file', (place) => join(place, 'x', 'y.csv'), 'a part of its path is no folder'],
    ['a name that is too long', (place) => join(place, 'x'.repeat(300)), 'the name is too long'],
  ])('is refused with words, and nothing of it is left: %s', async (_, name, why) => {
    const place = folder()
    writeFileSync(join(place, 'x'), '')
    const target = name(place)
    await expect(writeText(target, 'x.db', ['a'])).rejects.toThrow(
      `Cannot write ${target === '' ? '""' : target}: ${why}`,
    )
    expect(readdirSync(place)).toEqual(['x'])
  })

  it('goes where a link leads, and leaves the link', async () => {
    const place = folder()
    writeFileSync(join(place, 'real.csv'), '')
    symlinkSync(join(place, 'real.csv'), join(place, 'link.csv'))
    await writeText(join(place, 'link.csv'), 'x.db', ['a'])
    expect(readFileSync(join(place, 'real.csv'), 'utf8')).toBe('a')
    expect(readdirSync(place).sort()).toEqual(['link.csv', 'real.csv'])
  })

  it.skipIf(!existsSync('/dev/null'))('goes into a device as it comes', async () => {
    await writeText('/dev/null', 'x.db', ['a'])
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  it('a database, its log and its copies are their owner’s from the first byte', async () => {
    const { file, db } = await opened()
    const { file: copy } = await backup(db, null, 7, NOW)
    const modes = [file, `${file}-wal`, `${file}-shm`, copy].map((one) => statSync(one).mode & 0o777)
    expect(modes).toEqual([0o600, 0o600, 0o600, 0o600])
    db.close()
  })
})

describe('a database that is not there', () => {
  it('is not made by who only reads, nor by a large import after it was taken away', async () => {
    const missing = join(folder(), 'no.db')
    await expect(openDb(missing, NOW, 'existing')).rejects.toThrow(`There is no database at ${missing}`)
    expect(existsSync(missing)).toBe(false)
    const { file, db } = await opened()
    const place = join(dirname(file), 'away')
    mkdirSync(place)
    spawnSync('mv', [file, place])
    const bytes = Buffer.from(`title,public_at\n${'a,2023-11-17\n'.repeat(8000)}`)
    expect(bytes.byteLength).toBeGreaterThan(64 * 1024)
    const taken = await ingestQueue(db)
      .take({ name: 'e.csv', bytes }, { now: NOW as Instant, kind: 'events' })
      .then(
        () => null,
        (error: unknown) => storeProblem(file, error),
      )
    expect([taken?.status, taken?.code]).toEqual([503, 'store_gone'])
    expect(existsSync(file)).toBe(false)
    db.close()
  })
})

/** A small disk of its own; null where it cannot be had. */
function smallDisk(): string | null {
  const place = mkdtempSync(join(tmpdir(), 'aftershock-disk-'))
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', place]).status === 0 ? place : null
}

const disk = smallDisk()
describe.skipIf(disk === null)('a disk (skipped where none may be mounted)', () => {
  afterAll(() => {
    spawnSync('umount', [disk ?? ''])
    rmSync(disk ?? '', { recursive: true, force: true })
  })
  const at = (name: string) => join(disk ?? '', name)
  it('that is full says so, keeps what was there, and is read; so is one that may only be read', async () => {
    const { db } = await openDb(at('a.db'), NOW)
    await fill(db)
    const hash = await contentHash(db)
    spawnSync('dd', ['if=/dev/zero', `of=${at('filler')}`, 'bs=4k'])
    const big = write(db, (tx) => beginRun(tx, 'test', { text: 'x'.repeat(1_000_000) }, NOW)).catch((error: unknown) =>
      storeProblem(at('a.db'), error),
    )
    const problem = (await big) as ReturnType<typeof storeProblem>
    expect([problem?.status, problem?.code]).toEqual([507, 'disk_full'])
    expect(problem?.message).toContain('cannot grow as the disk is full')
    expect(await contentHash(db)).toBe(hash)
    db.close()

    spawnSync('dd', ['if=/dev/zero', `of=${at('filler2')}`, 'bs=1k'])
    const { db: again } = await openDb(at('a.db'), NOW)
    expect(await contentHash(again)).toBe(hash)
    again.close()

    expect(spawnSync('mount', ['-o', 'remount,ro', disk ?? '']).status).toBe(0)
    const { db: frozen } = await openDb(at('a.db'), NOW)
    expect(await contentHash(frozen)).toBe(hash)
    await expect(write(frozen, (tx) => beginRun(tx, 'test', {}, NOW))).rejects.toThrow()
    frozen.close()
  })
})
