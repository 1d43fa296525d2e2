import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentHash } from '../../db/file/content.ts'
import { openDb } from '../../db/file/open.ts'
import { listFindings } from '../../db/findings.ts'
import { listImports } from '../../db/importList.ts'
import { ingest } from '../../server/ingest/ingest.ts'
import { mustBeDate } from '../../server/market/day.ts'
import type { Instant } from '../../server/market/instant.ts'
import { verify } from '../../server/store/verify.ts'
import { NOW } from '../server/backfill/world.ts'
import type { StandinDay } from '../standin/series.ts'
import { openStandin } from '../standin/standin.ts'
import { walk } from '../standin/world.ts'

const now = NOW as Instant
const changer = join(import.meta.dirname, '../standin/changer.ts')
const calls = 'pwrite64,fdatasync,fsync,ftruncate,unlink'

/**
 * Where a process is killed: at the N-th of a system call on the files of the database, before the kernel does it, or by
 * itself just before or after a commit. `folding` is what follows when the log is folded into the file.
 */
interface Point {
  readonly name: string
  readonly place: 'commit' | 'beside' | 'folding'
  readonly call: { readonly name: string; readonly nth: number } | null
}

/** A change of a store with a way to make the store it changes. */
interface Change {
  readonly name: 'import' | 'backfill' | 'correction' | 'undo'
  /** The store before, one file without a log. */
  readonly base: string
  readonly what: string
}

/**
 * `commitKills [N [SEED]]`: N processes (500) killed with SIGKILL within a commit, at fault points that strace finds and
 * serves: evenly over every write and sync of the commits of an import, a backfill, a correction and an undoing; besides,
 * just before and after each commit, and N/10 while the log is folded into the file. After each the database is sound, and
 * says what it said before the change or after it.
 */
export async function soak([count = '500', seed = '1']: readonly string[]): Promise<boolean> {
  if (spawnSync('strace', ['--version']).status !== 0) {
    console.log('commitKills needs strace, which is not on the path')
    return false
  }
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-commits-'))
  const standin = await openStandin([walk('BBB', 2, mustBeDate('2019-01-03'), mustBeDate('2024-06-13'))])
  const sums = { commit: 0, beside: 0, folding: 0, as_before: 0, as_after: 0, between: 0, unsound: 0, not_killed: 0 }
  try {
    const all = await changes(folder, standin.url.href)
    for (const change of all) {
      const before = await told(change.base)
      const [marks, file] = [join(folder, 'marks'), join(folder, 'killed.db')]
      const points = await pointsOf(change, file, marks)
      const after = await told(file)
      if (before === after) throw new Error(`The ${change.name} changes nothing`)
      const share = Math.ceil(Number(count) / all.length)
      const chosen = [
        ...evenly(points, 'commit', share, Number(seed)),
        ...points.filter(({ place }) => place === 'beside'),
        ...evenly(points, 'folding', Math.ceil(share / 10), Number(seed)),
      ]
      const own = { ...sums }
      for (const point of chosen) {
        const isKilled = await run(change, file, marks, point, null)
        const { sound, problems } = await verify(file, now)
        const said = sound ? await told(file) : null
        if (isKilled) sums[point.place]++
        else sums.not_killed++
        if (!sound) sums.unsound++
        else if (said === before) sums.as_before++
        else if (said === after) sums.as_after++
        else sums.between++
        if (!isKilled || (said !== before && said !== after))
          console.log(`${change.name} at ${point.name}: ${isKilled ? 'killed' : 'not killed'}, ${problems.join('; ')}`)
      }
      const done = Object.entries(sums).map(([name, sum]) => [name, sum - own[name as keyof typeof own]])
      console.log(JSON.stringify({ change: change.name, fault_points: points.length, ...Object.fromEntries(done) }))
    }
    console.log(JSON.stringify({ seed: Number(seed), ...sums }))
    return sums.commit >= Number(count) && sums.between + sums.unsound + sums.not_killed === 0
  } finally {
    await standin.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** So many of the points of a place, the first and the last among them; more than there are come round again. */
function evenly(all: readonly Point[], place: Point['place'], count: number, seed: number): readonly Point[] {
  const points = all.filter((point) => point.place === place)
  return Array.from({ length: points.length === 0 ? 0 : count }, (_, at) => {
    const nth = Math.round((at * (points.length - 1)) / Math.max(1, count - 1))
    return points[(nth + seed - 1) % points.length]
  }).filter((point) => point !== undefined)
}

/** What a database says, as one fingerprint. */
async function told(file: string): Promise<string> {
  const { db } = await openDb(file, now, 'existing')
  try {
    return await contentHash(db)
  } finally {
    db.close()
  }
}

const csv = (days: readonly StandinDay[]) =>
  `date,open,high,low,close,volume\n${days.map((day) => [day.date, day.open, day.high, day.low, day.close, day.volume].join()).join('\n')}\n`

/** Stores of one ticker, and what is done to each. */
async function changes(folder: string, provider: string): Promise<readonly Change[]> {
  const { days } = walk('AAA', 1, mustBeDate('1995-01-03'), mustBeDate('2024-06-13'))
  const inCents = days.map((day, at) => {
    const times = at === 40 ? 100 : 1
    const [open, high, low, close] = [day.open, day.high, day.low, day.close].map((price) => Number(price) * times)
    return { ...day, open: open ?? null, high: high ?? null, low: low ?? null, close: close ?? null }
  })
  const [empty, filled, file] = [join(folder, 'empty.db'), join(folder, 'filled.db'), join(folder, 'AAA.csv')]
  writeFileSync(file, csv(inCents))
  ;(await openDb(empty, now)).db.close()
  const { db } = await openDb(filled, now)
  await ingest(db, { name: 'AAA.csv', bytes: readFileSync(file) }, { now, kind: 'prices' })
  const finding = (await listFindings(db)).find(({ check }) => check === 'UNIT_POINT')
  const [imported] = await listImports(db, 1)
  db.close()
  return [
    { name: 'import', base: empty, what: file },
    { name: 'backfill', base: filled, what: provider },
    { name: 'correction', base: filled, what: String(finding?.id) },
    { name: 'undo', base: filled, what: String(imported?.id) },
  ]
}

/** Makes a change once, undisturbed. @returns every place of its commits where it can be killed */
async function pointsOf(change: Change, file: string, marks: string): Promise<readonly Point[]> {
  const trace = `${marks}.trace`
  if (await run(change, file, marks, null, trace)) throw new Error(`The ${change.name} ended by a signal`)
  const counts = new Map<string, number>()
  const points: Point[] = []
  let [isInside, commits] = [false, 0]
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    const [, name = '', rest = ''] = /^\d+ +(\w+)\((.*)/.exec(line) ?? []
    if (name === 'write') {
      isInside = rest.includes('before')
      if (isInside) commits++
      points.push({ name: `${isInside ? 'before' : 'after'} ${commits}`, place: 'beside', call: null })
    } else if (name !== '') {
      const nth = (counts.get(name) ?? 0) + 1
      counts.set(name, nth)
      if (commits === 0) continue
      const place = isInside ? 'commit' : 'folding'
      points.push({ name: `${name} ${nth}, ${place} ${commits}`, place, call: { name, nth } })
    }
  }
  return points
}

/** Makes a change to a copy of its store. @returns whether it was killed */
function run({ name, base, what }: Change, file: string, marks: string, point: Point | null, trace: string | null) {
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(file + suffix, { force: true })
  copyFileSync(base, file)
  const own = point !== null && point.call === null ? point.name : ''
  const victim = [process.execPath, changer, name, file, String(now), marks, own, what]
  const paths = [file, `${file}-wal`, `${file}-journal`, marks].flatMap((path) => ['-P', path])
  const fault = point?.call == null ? [] : ['-e', `inject=${point.call.name}:signal=SIGKILL:when=${point.call.nth}`]
  const asked = ['-f', '-o', trace ?? '/dev/null', ...paths, '-e', `trace=${calls},write`, ...fault, ...victim]
  return new Promise<boolean>((done, failed) => {
    const child = spawn('strace', asked, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', failed)
    // strace ends as the traced process did.
    child.on('close', (code, signal) => done(signal === 'SIGKILL' || code === 137))
  })
}
