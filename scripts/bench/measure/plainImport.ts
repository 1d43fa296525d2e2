import { createReadStream } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { parse } from 'csv-parse'

// The comparator of `npm run bench -- import` (docs/performance.md): a file through csv-parse into one table, nothing looked at.

const [file = '', store = '', kind = 'minutes'] = process.argv.slice(2)
const db = new SqliteDatabase(store)
db.exec('pragma journal_mode = wal; pragma synchronous = normal')
const insert = kind === 'events' ? intoEvents() : intoBars()
db.exec('begin')
for await (const cells of createReadStream(file).pipe(parse({ from_line: 2 }))) insert(cells)
db.exec('commit')
db.close()

function intoEvents(): (cells: readonly string[]) => void {
  db.exec(
    'create table event (title text, public_at text, tickers text, type text, source_name text, source_url text, summary text) strict',
  )
  const one = db.prepare('insert into event values (?, ?, ?, ?, ?, ?, ?)')
  return (cells) => void one.run(cells)
}

function intoBars(): (cells: readonly string[]) => void {
  const names = kind === 'days' ? ['ticker', 'start'] : ['start']
  const key = kind === 'days' ? 'ticker text' : 'ticker integer'
  db.exec(
    `create table bar (${key}, start text, open real, high real, low real, close real, volume real, primary key (ticker, start)) strict, without rowid`,
  )
  const one = db.prepare(`insert into bar values (${kind === 'days' ? '?' : '1'}, ?, ?, ?, ?, ?, ?)`)
  return (cells) => {
    const [open, high, low, close, volume] = cells.slice(names.length)
    const own = [Number(open), Number(high), Number(low), Number(close), Number(volume)]
    if (kind === 'days') one.run(cells[0], cells[1], ...own)
    else one.run(cells[0], ...own)
  }
}
