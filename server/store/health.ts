import { type Instant, utcText } from '../market/instant.ts'

/** What a machine and a database are like, as far as it decides whether data are safe; null for what cannot be told. */
export interface Facts {
  /** Version of the runtime, `24.1.0`. */
  readonly node: string
  /** SQLite in this program and in tools on the path; null for a tool that is not there. */
  readonly sqlite: Readonly<Record<string, string | null>>
  /** Litestream brings a SQLite of its own that it does not tell of. */
  readonly litestream: string | null
  readonly file: string
  readonly isThere: boolean
  /** How many names the file has: hard links. */
  readonly names: number
  /** Kind of file system that holds the database, as the system names it. */
  readonly fileSystem: string | null
  /** Moments in UTC milliseconds: the clock, and the newest one that is stored. */
  readonly now: number
  readonly newest: number | null
  readonly zones: { readonly version: string | null; readonly tested: string; readonly is_older: boolean }
  /** Bytes free for us where the database is, and bytes of the database. */
  readonly free: number | null
  readonly size: number
  /** Files of the database with their permission bits and whether they are ours. */
  readonly files: readonly { readonly name: string; readonly mode: number; readonly isOwn: boolean }[]
}

export interface Finding {
  readonly check: 'node' | 'sqlite' | 'database' | 'file-system' | 'clock' | 'zones' | 'disk' | 'permissions'
  /** `bad`: data may be lost or read by others. `mind`: worth knowing. */
  readonly level: 'good' | 'mind' | 'bad'
  readonly says: string
}

/** The first release in which a log that two connections fold in at once stays whole (sqlite.org/wal.html, "the WAL-reset bug"). */
const SQLITE_FLOOR = '3.51.3'
const NODE_FLOOR = '24.0.0'
/** File systems of other machines: locks and shared memory do not reach over a network. */
const NETWORK =
  /^(nfs\d?|cifs|smb\w*|9p|afs|ceph|glusterfs|lustre|ncpfs|ocfs2|gfs2|fuse\.(sshfs|rclone|s3fs|glusterfs|davfs2?|ceph\S*|curlftpfs))$/
const MINUTE = 60_000
const MIB = 1024 * 1024
/** Room for a log at its largest, and for a copy. */
const LEAST_FREE = 128 * MIB
/** Before this no release of the program existed. */
const EARLIEST = Date.UTC(2026, 0, 1)

/** Is one release of dotted numbers older than another? */
export function isOlder(version: string, than: string): boolean {
  const parts = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10) || 0)
  const [a, b] = [parts(version), parts(than)]
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference < 0
  }
  return false
}

/** What is well and what is not, from facts alone. */
export const diagnose = (facts: Facts): readonly Finding[] => [
  isOlder(facts.node, NODE_FLOOR)
    ? {
        check: 'node',
        level: 'bad',
        says: `Node ${facts.node} is older than ${NODE_FLOOR.split('.')[0]}: use the one that "npm ci" brings`,
      }
    : { check: 'node', level: 'good', says: `Node ${facts.node}` },
  ...sqlite(facts),
  database(facts),
  fileSystem(facts),
  clock(facts),
  facts.zones.is_older
    ? {
        check: 'zones',
        level: 'mind',
        says: `Time-zone data ${facts.zones.version ?? 'of an unknown release'} are older than ${facts.zones.tested}, which this version was tested with: clock times in zones that changed since may be an hour off`,
      }
    : { check: 'zones', level: 'good', says: `Time-zone data ${facts.zones.version}` },
  disk(facts),
  ...permissions(facts),
]

function database({ file, isThere, names }: Facts): Finding {
  if (!isThere) return { check: 'database', level: 'bad', says: `There is no database at ${file}` }
  return names > 1
    ? {
        check: 'database',
        level: 'bad',
        says: `${file} has ${names} names (hard links), each with a log of its own: used under two of them it is damaged; keep one`,
      }
    : { check: 'database', level: 'good', says: `${file} is there` }
}

function sqlite({ sqlite: versions, litestream }: Facts): readonly Finding[] {
  const found = Object.entries(versions).flatMap(([tool, version]): readonly Finding[] => {
    if (version === null) return []
    return isOlder(version, SQLITE_FLOOR)
      ? [
          {
            check: 'sqlite',
            level: 'bad',
            says: `SQLite ${version} of ${tool} is older than ${SQLITE_FLOOR}: it may damage a database that is in use; update it, or keep it away from the file`,
          },
        ]
      : [{ check: 'sqlite', level: 'good', says: `SQLite ${version} of ${tool}` }]
  })
  if (litestream === null) return found
  return [
    ...found,
    {
      check: 'sqlite',
      level: 'mind',
      says: `Litestream ${litestream} has a SQLite of its own: see in its notes of release that it is ${SQLITE_FLOOR} or later before it follows a database in use`,
    },
  ]
}

function fileSystem({ fileSystem: kind }: Facts): Finding {
  if (kind === null) return { check: 'file-system', level: 'mind', says: 'The file system cannot be told' }
  return NETWORK.test(kind)
    ? {
        check: 'file-system',
        level: 'bad',
        says: `The database is on a network file system (${kind}), where locks fail: move it to a disk of this machine`,
      }
    : { check: 'file-system', level: 'good', says: `File system ${kind}` }
}

function clock({ now, newest }: Facts): Finding {
  const text = utcText(now as Instant)
  if (now < EARLIEST)
    return { check: 'clock', level: 'bad', says: `The clock says ${text}, before this program was written: set it` }
  if (newest !== null && newest > now + MINUTE)
    return {
      check: 'clock',
      level: 'bad',
      says: `The clock says ${text}, but something was stored at ${utcText(newest as Instant)}: one of both was or is wrong`,
    }
  return { check: 'clock', level: 'good', says: `The clock says ${text}` }
}

function disk({ free, size }: Facts): Finding {
  if (free === null) return { check: 'disk', level: 'mind', says: 'Free space cannot be told' }
  const told = `${Math.floor(free / MIB)} MiB free, the database has ${Math.ceil(size / MIB)}`
  if (free < LEAST_FREE) return { check: 'disk', level: 'bad', says: `${told}: a write may fail soon` }
  return free < 2 * size
    ? { check: 'disk', level: 'mind', says: `${told}: an update or a backup, which copy it, may not fit` }
    : { check: 'disk', level: 'good', says: told }
}

function permissions({ files }: Facts): readonly Finding[] {
  const bad = files.flatMap(({ name, mode, isOwn }): readonly Finding[] => {
    const bits = (mode & 0o777).toString(8)
    if (!isOwn) return [{ check: 'permissions', level: 'mind', says: `${name} belongs to another user` }]
    return (mode & 0o077) === 0
      ? []
      : [{ check: 'permissions', level: 'bad', says: `${name} may be used by others (${bits}): chmod 600` }]
  })
  if (bad.length > 0 || files.length === 0) return bad
  return [{ check: 'permissions', level: 'good', says: 'The files are their owner’s alone' }]
}
