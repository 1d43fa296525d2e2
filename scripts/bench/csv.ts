import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { nyse } from '../../server/calendars/nyse.ts'
import { barStates } from '../../server/market/bar.ts'
import { dayOf } from '../../server/market/day.ts'
import { zonedText } from '../../server/market/zone.ts'
import { flagsOf, machine, medianOf, printTable, run } from './measure/cpu.ts'
import { fillMinutes, fullSessions } from './measure/minutes.ts'

// CSV of minute bars against the command-line shell of SQLite, which prints a SELECT with the same columns. Each is a
// process of its own; what starting ours costs is counted in, and printed beside it. Then the same as Parquet, which DuckDB reads back.

const SESSIONS = 2497
const DUCKDB = '1.5.6-r.1'

/** `--quick`: a tenth of the sessions. */
export async function bench(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'aftershock-bench-'))
  try {
    const file = join(folder, 'minutes.db')
    const rows = await fillMinutes(
      file,
      'BIG',
      fullSessions.slice(0, args.includes('--quick') ? SESSIONS / 10 : SESSIONS),
    )
    offsets(join(folder, 'away.db'))
    const query = `attach '${join(folder, 'away.db')}' as away; ${select()}`
    const asked = [
      ...flagsOf('scripts/export.ts'),
      'scripts/export.ts',
      'prices',
      '--ticker',
      'BIG',
      '--interval',
      '1m',
      '--db',
      file,
    ]
    const ours = (format: 'csv' | 'parquet') =>
      run(
        process.execPath,
        [...asked, ...(format === 'parquet' ? ['--format', format] : [])],
        join(folder, `ours.${format}`),
      )
    const pairs = Array.from({ length: 5 }, () => ({
      theirs: run('sqlite3', ['-readonly', '-csv', '-header', file, query], join(folder, 'theirs.csv')),
      csv: ours('csv'),
      parquet: ours('parquet'),
    }))
    const start = run(process.execPath, ['scripts/export.ts', '--help'], join(folder, 'help.txt')).cpu
    const middle = (of: (pair: (typeof pairs)[number]) => number) => medianOf(pairs.map(of))
    const sizeOf = (name: string) => statSync(join(folder, name)).size
    console.log(`${rows} minute bars; starting the program is ${start.toFixed(2)} s of ours\n`)
    printTable(
      ['file', 'CPU', 'memory', 'ratio', 'goal'],
      [
        ['sqlite3 -csv', `${middle(({ theirs }) => theirs.cpu).toFixed(2)} s`, '', '', ''],
        [
          'CSV',
          `${middle(({ csv }) => csv.cpu).toFixed(2)} s`,
          `${middle(({ csv }) => csv.memory).toFixed(0)} MB`,
          `${middle(({ csv, theirs }) => csv.cpu / theirs.cpu).toFixed(2)} of sqlite3's CPU`,
          '1.3, 150 MB',
        ],
        [
          'Parquet',
          `${middle(({ parquet }) => parquet.cpu).toFixed(2)} s`,
          `${middle(({ parquet }) => parquet.memory).toFixed(0)} MB`,
          `${middle(({ parquet, csv }) => parquet.cpu / csv.cpu).toFixed(2)} of the CSV's CPU, ${(sizeOf('ours.parquet') / sizeOf('ours.csv')).toFixed(2)} of its bytes`,
          '0.5 and 0.25',
        ],
      ],
    )
    console.log(`\n${machine()}`)
    console.log(
      `lines that differ but in how digits are printed: ${differences(join(folder, 'ours.csv'), join(folder, 'theirs.csv'))}`,
    )
    console.log(`what DuckDB reads of the Parquet file and of the CSV: ${duckDbSays(folder)}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Both files as DuckDB reads them, row by row. It is fetched into the folder for this alone, as it is larger than the program.
 */
function duckDbSays(folder: string): string {
  const npm = ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', '--ignore-scripts']
  if (spawnSync('npm', [...npm, `@duckdb/node-api@${DUCKDB}`]).status !== 0) return 'it could not be fetched'
  const program = `
    const { DuckDBInstance } = await import('@duckdb/node-api')
    const connection = await (await DuckDBInstance.create(':memory:')).connect()
    const rows = (file) => "select * exclude (checks, volume_checks) from '" + file + "'"
    const csv = rows('ours.csv'), parquet = rows('ours.parquet')
    const sql = 'select (select count(*) from (' + parquet + ')), (select count(*) from (' + parquet + ' except all ' + csv + '))'
    const [[all, other]] = (await connection.runAndReadAll(sql)).getRows()
    console.log(all + ' rows, ' + other + ' that are not alike')`
  writeFileSync(join(folder, 'read.mjs'), program)
  const { stdout, stderr } = spawnSync(process.execPath, ['read.mjs'], { cwd: folder, encoding: 'utf8' })
  return stdout.trim() || stderr
}

/** A SELECT of the same columns. How far New York was from UTC on a day is looked up in a table beside the store. */
function select(): string {
  const day = "date(bar.day * 86400, 'unixepoch')"
  const start = "strftime('%Y-%m-%dT%H:%M:%S', bar.start + away.seconds, 'unixepoch') || away.suffix"
  const phase = "case phase when 0 then 'pre' when 1 then 'regular' else 'post' end"
  const state = `case state ${barStates.map((name, at) => `when ${at} then '${name}'`).join(' ')} end`
  return `select 'BIG' ticker, '1m' interval, ${start} start, ${day} date, ${phase} phase, open, high, low, close, volume,
    'split' basis, 'USD' currency, ${state} state, '' checks, '' volume_checks, 'bench' source, '1970-01-01T00:00:00Z' retrieved_at
    from intraday_bar bar join away.away on away.day = bar.day where ticker_id = 1 and minutes = 1 order by bar.start`
}

/** Offsets of New York on the days of the store, in a file beside it. */
function offsets(file: string): void {
  const db = new SqliteDatabase(file)
  db.exec('create table away (day integer primary key, seconds integer not null, suffix text not null)')
  const insert = db.prepare('insert into away values (?, ?, ?)')
  for (const { date, opens } of fullSessions) {
    const suffix = zonedText(opens, nyse.zone).slice(-6)
    insert.run(dayOf(date), Number(suffix.slice(0, 3)) * 3600, suffix)
  }
  db.close()
}

/** Lines of two CSV files that differ in more than how they end and how a number is printed (`100` and `100.0`). */
function differences(one: string, other: string): number {
  const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split(/\r?\n/)
  const plain = (line: string) =>
    line
      .replaceAll(/(\.\d*?)0+(?=,)/g, '$1')
      .replaceAll('.,', ',')
      .replaceAll('"', '')
  const [ours, theirs] = [linesOf(one), linesOf(other)]
  return (
    Math.abs(ours.length - theirs.length) + ours.filter((line, at) => plain(line) !== plain(theirs[at] ?? '')).length
  )
}
