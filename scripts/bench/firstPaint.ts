import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { momentOf } from '../../db/file/kept.ts'
import { createApp } from '../../server/app.ts'
import { backfillRunner } from '../../server/backfill/runner.ts'
import { keptAnswers } from '../../server/http/answers.ts'
import { metrics } from '../../server/http/metrics.ts'
import { buildPage, loadStill, pageIsStale, readPage } from '../../server/http/page.ts'
import { tokenAuth } from '../../server/http/token.ts'
import type { Bindings } from '../../server/http/visitor.ts'
import { openStore } from '../../server/store/open.ts'
import { upkeepRunner } from '../../server/upkeep/runner.ts'

// What the page costs the server that comes drawn: CPU of this process a page, and its bytes.

const visitor: Bindings = { entry: 'open', visitor: { address: '127.0.0.1', secure: false } }
const EVENT = 'openai-20231117-altman-ousted'
const addresses: readonly (readonly [name: string, address: (i: number) => string])[] = [
  ['a year, no event', (i) => `/t/MSFT?r=2023-0${1 + Math.floor(i / 18)}-${10 + (i % 18)}..2024-03-28`],
  ['two months, an event', (i) => `/t/MSFT?r=2023-0${7 + Math.floor(i / 18)}-${10 + (i % 18)}..2023-12-15&ev=${EVENT}`],
  ['all there is, an event', (i) => `/t/MSFT?r=max&ev=${EVENT}&w=-1..${1 + i}`],
  ['events', (i) => `/events?d=2022-0${1 + Math.floor(i / 18)}-${10 + (i % 18)}..`],
  ['study', (i) => `/study?find=word${i}`],
  ['data', (i) => (i % 2 === 0 ? '/data' : '/data?t=MSFT')],
]

/** `--quick`: 10 pages of each kind instead of 40. */
export async function bench(args: readonly string[]): Promise<void> {
  const pages = args.includes('--quick') ? 10 : 40
  if (pageIsStale()) await buildPage()
  const file = join(tmpdir(), `aftershock-bench-${process.pid}.db`)
  const { db } = await openStore(file, Date.now())
  const report = (...said: readonly unknown[]) => console.error(...said)
  const app = createApp({
    answers: keptAnswers(),
    counted: metrics(),
    moment: () => momentOf(db),
    db,
    backfills: backfillRunner(db, { now: Date.now, providerUrl: null, report }),
    upkeep: upkeepRunner(db, { now: Date.now, report }),
    page: readPage(),
    still: loadStill,
    frameOrigins: [],
    publicUrl: null,
    guard: tokenAuth(null),
    now: Date.now,
    steady: () => performance.now(),
    newRequestId: () => '',
    report,
  })
  const headers = { 'accept-encoding': 'br', 'sec-ch-viewport-width': '1440', 'sec-ch-viewport-height': '900' }
  const page = async (address: string) => {
    const begun = process.cpuUsage()
    const answer = await app.request(address, { headers }, visitor)
    const bytes = (await answer.arrayBuffer()).byteLength
    if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`)
    const { user, system } = process.cpuUsage(begun)
    return { ms: (user + system) / 1000, bytes }
  }
  /** Any change of the store makes everything new that is kept of it. */
  const write = async (i: number) => {
    const body = JSON.stringify({ benchmark: i % 2 === 0 ? '^GSPC' : 'default' })
    const json = { 'content-type': 'application/json' }
    const answer = await app.request('/api/tickers/MSFT/benchmark', { method: 'PUT', headers: json, body }, visitor)
    if (!answer.ok) throw new Error(await answer.text())
  }
  const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN
  try {
    // The first pages compile what later ones run.
    for (const [, address] of addresses) for (let i = 40; i < 50; i++) await page(address(i))
    console.log('page, median CPU of the server      new   kept   after a write   bytes (brotli)')
    for (const [name, address] of addresses) {
      const [fresh, kept, written, bytes]: [number[], number[], number[], number[]] = [[], [], [], []]
      for (let i = 0; i < pages; i++) {
        const { ms, bytes: size } = await page(address(i))
        fresh.push(ms)
        bytes.push(size)
        kept.push((await page(address(i))).ms)
      }
      for (let i = 0; i < Math.min(10, pages); i++) {
        await write(i)
        written.push((await page(address(i))).ms)
      }
      const ms = (values: readonly number[]) => `${middle(values).toFixed(1)} ms`
      console.log(
        `${name.padEnd(30)} ${ms(fresh).padStart(8)} ${ms(kept).padStart(8)} ${ms(written).padStart(12)} ${middle(bytes)}`,
      )
    }
  } finally {
    db.close()
    for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true })
  }
}
