import { describe, expect, it } from 'vitest'
import { fileSystemOf, healthFacts } from '../../../server/store/doctorFacts.ts'
import { diagnose, type Facts, isOlder } from '../../../server/store/health.ts'
import { folder } from '../../db/file.ts'

const NOW = Date.UTC(2026, 5, 1)
const well: Facts = {
  node: '24.1.0',
  sqlite: { 'this program': '3.54.1', 'the command sqlite3': null },
  litestream: null,
  file: 'a.db',
  isThere: true,
  names: 1,
  fileSystem: 'ext4',
  now: NOW,
  newest: NOW - 1,
  zones: { version: '2026c', tested: '2026c', is_older: false },
  free: 1e10,
  size: 1e6,
  files: [{ name: 'a.db', mode: 0o100600, isOwn: true }],
}
const notGood = (facts: Partial<Facts>) =>
  diagnose({ ...well, ...facts })
    .filter(({ level }) => level !== 'good')
    .map(({ check, level }) => `${check} ${level}`)

describe('diagnose()', () => {
  it.each<readonly [string, Partial<Facts>, readonly string[]]>([
    ['what is well', {}, []],
    ['a runtime that is too old', { node: '20.19.4' }, ['node bad']],
    ['the first release of SQLite that is safe', { sqlite: { 'the command sqlite3': '3.51.3' } }, []],
    ['the one before it', { sqlite: { 'the command sqlite3': '3.51.2' } }, ['sqlite bad']],
    ['one that only looks newer', { sqlite: { 'this program': '3.9.0' } }, ['sqlite bad']],
    ['Litestream', { litestream: '0.5.2' }, ['sqlite mind']],
    ['no database', { isThere: false, files: [] }, ['database bad']],
    ['a database with two names', { names: 2 }, ['database bad']],
    ['a network file system', { fileSystem: 'nfs4' }, ['file-system bad']],
    ['one through FUSE', { fileSystem: 'fuse.sshfs' }, ['file-system bad']],
    ['a local one through FUSE', { fileSystem: 'fuseblk' }, []],
    ['a file system that is not told', { fileSystem: null }, ['file-system mind']],
    ['a clock a minute behind', { newest: NOW + 60_000 }, []],
    ['a clock further behind', { newest: NOW + 60_001 }, ['clock bad']],
    ['a clock before the program', { now: Date.UTC(2025, 0, 1), newest: null }, ['clock bad']],
    ['older zones', { zones: { version: '2024a', tested: '2026c', is_older: true } }, ['zones mind']],
    ['room for its log', { free: 128 * 1024 * 1024 }, []],
    ['no room for its log', { free: 128 * 1024 * 1024 - 1 }, ['disk bad']],
    ['no room for a copy', { free: 1e9, size: 6e8 }, ['disk mind']],
    [
      'a file that others may read',
      { files: [{ name: 'a.db-wal', mode: 0o100644, isOwn: true }] },
      ['permissions bad'],
    ],
    ['a file of another user', { files: [{ name: 'a.db', mode: 0o100600, isOwn: false }] }, ['permissions mind']],
  ])('tells %s', (_, facts, expected) => {
    expect(notGood(facts)).toEqual(expected)
  })

  it('isOlder() compares releases number by number', () => {
    expect([isOlder('3.9.1', '3.10.0'), isOlder('3.51.3', '3.51.3'), isOlder('3.52', '3.51.3')]).toEqual([
      true,
      false,
      false,
    ])
  })
})

describe('healthFacts()', () => {
  it('fileSystemOf() takes the nearest mount, and of one place the last', () => {
    const table =
      '/dev/sda1 / ext4 rw 0 0\nserver:/x /srv nfs4 rw 0 0\ntmpfs /srv/a\\040b tmpfs rw 0 0\nd /srv/a\\040b xfs rw 0 0\n'
    expect(['/home/x', '/srv', '/srv/deep', '/srvx', '/srv/a b/c'].map((at) => fileSystemOf(at, table))).toEqual([
      'ext4',
      'nfs4',
      'nfs4',
      'ext4',
      'xfs',
    ])
    expect(fileSystemOf('/x', '')).toBeNull()
  })

  it('asks the tools that are there, and changes nothing', () => {
    const file = `${folder()}/no.db`
    const facts = healthFacts(file, NOW, (tool) =>
      tool === 'sqlite3' ? '3.45.1 2024-01-30 16:01:20 e876e51 (64-bit)\n' : null,
    )
    expect(facts).toMatchObject({
      sqlite: { 'the command sqlite3': '3.45.1' },
      litestream: null,
      isThere: false,
      newest: null,
      size: 0,
    })
    expect(facts.free).toBeGreaterThan(0)
  })
})
