import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { studyTables } from '../../../server/query/questions.ts'
import { spread } from '../../spread.ts'
import { type Running, startServer } from '../running.ts'
import { exportQuery, exportTable } from '../tables.ts'

let server: Running
let db: Db
beforeAll(async () => {
  server = await startServer()
  db = (await openDb(join(server.folder, 'test.db'), Date.now())).db
})
afterAll(async () => {
  db?.close()
  await server?.stop()
})

type Asked = Parameters<typeof exportQuery>

describe('/api/….csv', { timeout: 120_000 }, () => {
  // Not synchronously: a connection that the server ends meanwhile would go unnoticed, and be used again.
  const npm = (args: readonly string[]) =>
    promisify(execFile)(process.execPath, [...args, '--db', join(server.folder, 'test.db')], { maxBuffer: 1e8 })

  it('HEAD takes no place in the queue: nobody reads a table that is not sent', async () => {
    const table = `${server.url}/api/bars/MSFT.csv?from=2023-11-01&to=2023-11-30`
    // More than may be at work at once, and than one address may have in the queue.
    for (let time = 0; time < 60; time++) {
      const head = await fetch(table, { method: 'HEAD', signal: AbortSignal.timeout(10_000) })
      expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
        200,
        'text/csv; charset=utf-8',
        '',
      ])
    }
    expect((await fetch(table, { signal: AbortSignal.timeout(10_000) })).status).toBe(200)
  })
  it('a link to a table may say in which language it is refused, which changes nothing of the table', async () => {
    const [own, linked] = await Promise.all(
      ['', '&l=id'].map((more) => fetch(`${server.url}/api/bars/MSFT.csv?from=2023-11-01${more}`)),
    )
    expect(linked?.status).toBe(200)
    expect(await linked?.text()).toBe(await own?.text())
    const refused = async (query: string) => {
      const answer = await fetch(`${server.url}/api/bars/MSFT.csv?${query}`, { headers: { Accept: 'text/html' } })
      return `${answer.status} ${await answer.text()}`
    }
    expect(await refused('from=x&l=id')).toMatch(/^400 .*lang="id".*Sebuah parameter tidak dikenal/s)
    expect(await refused('from=x&l=en')).toMatch(/^400 .*lang="en".*Request not understood/s)
    expect(await refused('l=fr')).toMatch(/^400 .*Cannot read l: it takes en, id/s)
    expect(await refused('l=id&l=en')).toMatch(/^400 /)
    // A question of its own is none of a link: JSON is for programs.
    expect((await fetch(`${server.url}/api/bars/MSFT?from=2023-11-01&l=id`)).status).toBe(400)
  })

  it.each<[string, Asked[0], Asked[1], Asked[2]]>([
    ['/api/events.csv', 'events', { type: 'governance', from: '2023-11-01' }, null],
    ['/api/bars/MSFT.csv', 'prices', { from: '2023-11-01', to: '2023-11-30', basis: 'total' }, null],
    ['/api/bars/%5EGSPC.csv', 'prices', { from: '2024-05-01' }, null],
    ['/api/bars/MSFT.csv', 'prices', { interval: '1h' }, null],
    ['/api/impacts.csv', 'impacts', { ticker: 'MSFT', from: '2023-11-01' }, null],
    [
      '/api/panel.csv',
      'panel',
      { ticker: 'MSFT', from: '2023-11-17', to: '2023-11-20', event: '-1..1', windows: '0..0' },
      null,
    ],
    ['/api/moves/MSFT.csv', 'moves', { from: '2023-01-01' }, null],
    ['/api/impacts/openai-20231117-altman-ousted.csv', 'impact', {}, 'openai-20231117-altman-ousted'],
  ])(
    'GET %s, its verb and npm run export give the same bytes and data version',
    async (path, kind, parameters, event) => {
      const answer = await fetch(`${server.url}${path}?${new URLSearchParams(parameters)}`)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[A-Za-z0-9._-]+\.csv"/)
      const ticker = /(?:bars|moves)\/(.+)\.csv/.exec(path)?.[1]
      const asked = ticker === undefined ? parameters : { ...parameters, ticker: decodeURIComponent(ticker) }
      const table = await exportTable(db, exportQuery(kind, asked, event))
      const text = (await Array.fromAsync(table.csv())).join('')
      expect(text.split('\r\n').length).toBeGreaterThan(2)
      expect(await answer.text()).toBe(text)
      expect(answer.headers.get('data-version')).toBe(table.version)
      const options = Object.entries(asked).map(
        ([name, value]) => `--${name === 'event' ? 'event-window' : name}=${value}`,
      )
      const words = event === null ? [kind] : ['panel', '--event', event]
      const { stdout, stderr } = await npm(['scripts/export.ts', ...words, ...options])
      expect(stdout).toBe(text)
      expect(stderr).toBe(`Data version ${table.version}\n`)
    },
  )

  it('POST /api/studies.csv and npm run study give the same bytes, table by table', async () => {
    const spec = JSON.stringify({
      tickers: ['MSFT'],
      events: { from: '2023-11-01' },
      group: 'family',
      robustness: true,
    })
    const file = join(server.folder, 'spec.json')
    writeFileSync(file, spec)
    await npm(['scripts/study.ts', file, '--csv', '--out', server.folder])
    for (const name of spread(studyTables, 4)) {
      const answer = await fetch(`${server.url}/api/studies.csv?table=${name}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Aftershock': '1' },
        body: spec,
      })
      const text = await answer.text()
      expect([name, answer.status, readFileSync(join(server.folder, `${name}.csv`), 'utf8') === text]).toEqual([
        name,
        200,
        true,
      ])
      if (name === 'windows')
        expect((await npm(['scripts/export.ts', 'study', file, '--table', name])).stdout).toBe(text)
    }
  })

  it.each([
    ['/api/events.csv?from=2023-02-30', 400],
    ['/api/bars/NOPE.csv', 404],
    ['/api/bars/..%2Fx.csv', 400],
    ['/api/impacts.csv', 400],
    ['/api/impacts/nothing.csv', 404],
  ])('GET %s is refused with %i in the one shape', async (path, status) => {
    const answer = await fetch(`${server.url}${path}`)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
    ])
  })
})
