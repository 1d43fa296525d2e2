import { createServer } from 'node:http'
import SqliteDatabase from 'better-sqlite3'

// What an answer costs at least: node:http, one statement, and the same JSON. Everything that does not stand in the rows of
// the table (names, checks, missing sessions) is taken as it is from an answer that is handed over.

process.once('message', ({ file, answer }: { file: string; answer: Record<string, unknown> }) => {
  const db = new SqliteDatabase(file, { readonly: true })
  const asked = db
    .prepare(
      `select date(day * 86400, 'unixepoch'), open, high, low, close, volume, state from daily_bar
       where ticker_id = (select id from ticker where symbol = ?)
       and day between unixepoch(?) / 86400 and unixepoch(?) / 86400 order by day limit 252`,
    )
    .raw()
  const states = ['provisional', 'final', 'revised', 'repaired', 'held']
  const server = createServer((request, response) => {
    // What any answer costs: a request that is read, and no more than a head that is sent.
    if (request.url === '/nothing') return response.writeHead(304).end()
    const { searchParams, pathname } = new URL(request.url ?? '', 'http://localhost')
    const rows = asked.all(pathname.split('/').at(-1), searchParams.get('from'), searchParams.get('to')) as [
      string,
      ...number[],
    ][]
    const body = JSON.stringify({
      ...answer,
      date: rows.map((row) => row[0]),
      open: rows.map((row) => row[1]),
      high: rows.map((row) => row[2]),
      low: rows.map((row) => row[3]),
      close: rows.map((row) => row[4]),
      volume: rows.map((row) => row[5]),
      state: rows.map((row) => states[row[6] ?? 0]),
    })
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) })
    return response.end(body)
  })
  server.listen(0, '127.0.0.1', () => process.send?.((server.address() as { port: number }).port))
})
