import { writeSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDb } from '../../db/file/open.ts'
import { backfill } from '../../server/backfill/backfill.ts'
import { mustBeDate } from '../../server/market/day.ts'
import { mustBeTicker } from '../../server/market/ticker.ts'
import { watched } from '../db/tamper.ts'

/**
 * A backfill that is there to be killed: `victim.ts FILE URL NOW STEP FROM TO TICKER…`. At the STEP-th statement that
 * writes (from 1; 0 for never) it kills itself as a power cut would. What it says it stored, it says only afterwards.
 */
const [file = '', url = '', nowText = '0', stepText = '0', from = '', to = '', ...tickers] = process.argv.slice(2)
const [now, step] = [Number(nowText), Number(stepText)]
let writes = 0

const { db } = await openDb(file, now)
const report = await backfill(
  watched(db, () => {
    if (++writes === step) process.kill(process.pid, 'SIGKILL')
  }),
  {
    tickers: tickers.map(mustBeTicker),
    intervals: ['1d'],
    from: mustBeDate(from),
    to: mustBeDate(to),
    providerUrl: new URL(url),
    wait: false,
  },
  {
    now: () => now,
    monotonic: () => performance.now(),
    fetch: globalThis.fetch,
    sleep: async (ms) => void (await sleep(Math.min(ms, 5))),
    signal: new AbortController().signal,
    progress: (progress) => {
      if (progress.kind === 'window') writeSync(1, `${progress.ticker} ${progress.to} ${progress.rows}\n`)
    },
  },
)
db.close()
writeSync(1, `${report.outcome} ${writes}\n`)
