import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readDailyBars } from '../../../db/bars.ts'
import type { Db } from '../../../db/file/db.ts'
import { listTickers } from '../../../db/tickers.ts'
import { forgetEvent } from '../../../server/events/edit.ts'
import { importList } from '../../../server/ingest/imports.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestOptions } from '../../../server/ingest/ingested.ts'
import { undoImport } from '../../../server/ingest/undo.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { Problem } from '../../../server/problem.ts'
import { deleteTicker } from '../../../server/tickers/delete.ts'
import { rename } from '../../../server/tickers/rename.ts'
import { unsound } from '../../db/file.ts'
import { emptyWorld } from '../../filledStore.ts'

/** Bars of one security are told from those of another by their volume. */
const volumes = { QQX: 1000, QQY: 2000, QQZ: 3000 } as const
type Name = keyof typeof volumes
const names = Object.keys(volumes) as Name[]
const days = [2, 3, 4, 5, 6, 9, 10, 11, 12, 13].map((day) => `2023-10-${String(day).padStart(2, '0')}`)

/** Some sessions of a level; one of them a hundred times that where it slips, which is held, or proposed to be corrected. */
const prices = (name: Name, { level, from, to, slip }: { level: number; from: number; to: number; slip: number }) =>
  `date,open,high,low,close,volume\n${days
    .slice(from, to)
    .map((date, n) => {
      const [open, high, low, close] = [0, 1, -1, (n % 3) / 10].map((more) => (level + more) * (n === slip ? 100 : 1))
      return `${date},${open},${high},${low},${close},${volumes[name]}`
    })
    .join('\n')}\n`

const name = fc.constantFrom(...names)
const places = {
  level: fc.constantFrom(100, 101, 150),
  from: fc.nat(4),
  to: fc.integer({ min: 5, max: 10 }),
  slip: fc.nat(20),
}
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ how: fc.constant('prices' as const), name, ...places }) },
  {
    weight: 1,
    arbitrary: fc.record({ how: fc.constant('actions' as const), name, value: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ how: fc.constant('tickers' as const), name, said: fc.constantFrom('Walk', 'Run') }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      how: fc.constant('events' as const),
      said: fc.constantFrom('First', 'Second'),
      of: fc.constantFrom('a', 'b'),
      name,
    }),
  },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('forget' as const), of: fc.constantFrom('a', 'b') }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('factors' as const), value: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('delete' as const), name }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('rename' as const), name, back: fc.boolean() }) },
  { weight: 9, arbitrary: fc.record({ how: fc.constant('undo' as const), back: fc.nat(4) }) },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

async function take(db: Db, now: number, kind: NonNullable<IngestOptions['kind']>, text: string, of?: string) {
  const ticker = of === undefined ? {} : { ticker: mustBeTicker(of) }
  await ingest(db, { name: `${kind}.csv`, bytes: Buffer.from(text) }, { now: now as Instant, kind, ...ticker })
}

async function walk(db: Db, at: Step, now: number): Promise<unknown> {
  switch (at.how) {
    case 'prices':
      return take(db, now, 'prices', prices(at.name, at), at.name)
    case 'actions':
      return take(db, now, 'actions', `date,type,value\n2023-10-10,dividend,${at.value}\n`, at.name)
    case 'tickers':
      return take(
        db,
        now,
        'tickers',
        `symbol,name,exchange,kind,currency,zone\n${at.name},${at.said},NasdaqGS,stock,USD,America/New_York\n`,
      )
    case 'events':
      return take(
        db,
        now,
        'events',
        `event_id,title,public_at,tickers\n${at.of},${at.said},2023-10-03T14:00:00Z,${at.name}\n`,
      )
    case 'forget':
      return forgetEvent(db, at.of, now)
    case 'factors':
      return take(db, now, 'factors', `date,mkt_rf,smb,hml,rf\n2023-10-02,${at.value},0.1,0.2,0.01\n`)
    case 'delete':
      return deleteTicker(db, at.name, true, now)
    case 'rename':
      return at.back ? rename(db, `${at.name}N`, at.name, now) : rename(db, at.name, `${at.name}N`, now)
    case 'undo': {
      const run = (await importList(db, 50))[at.back]
      return run === undefined ? null : undoImport(db, run.id, false, now)
    }
  }
}

it('keeps every series of one security, and the store sound, through any chain of imports and undoings', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      const db = await emptyWorld()
      let now = Date.UTC(2024, 0, 2)
      for (const at of steps) {
        now += 60_000
        await walk(db, at, now).catch((error: unknown) => {
          if (!(error instanceof Problem)) throw error
        })
        expect(await unsound(db)).toEqual([])
        for (const { id } of await listTickers(db)) {
          const bars = await readDailyBars(db, id, { from: null, to: null })
          expect(new Set(bars.map(({ volume }) => volume)).size).toBeLessThan(2)
        }
      }
    }),
    {
      numRuns: 40,
      endOnFailure: true,
    },
  )
})
