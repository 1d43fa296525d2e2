import { createReadStream } from 'node:fs'
import SqliteDatabase from 'better-sqlite3'
import { parse } from 'csv-parse'

// The comparator of `npm run bench -- import` (docs/performance.md): a file through csv-parse into one table, nothing looked at.

const [file = '', store = ''] = process.argv.slice(2)
const db = new SqliteDatabase(store)
db.exec('pragma journal_mode = wal; pragma synchronous = normal')
db.exec(
  'create table bar (ticker integer, start text, open real, high real, low real, close real, volume real, primary key (ticker, start)) strict, without rowid',
)
const insert = db.prepare('insert into bar values (1, ?, ?, ?, ?, ?, ?)')
db.exec('begin')
for await (const [start, open, high, low, close, volume] of createReadStream(file).pipe(parse({ from_line: 2 })))
  insert.run(start, Number(open), Number(high), Number(low), Number(close), Number(volume))
db.exec('commit')
db.close()
