import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { listFindings } from '../../../db/findings.ts'
import { forgetEvent } from '../../../server/events/edit.ts'
import { importList } from '../../../server/ingest/imports.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestOptions } from '../../../server/ingest/ingested.ts'
import { undoImport } from '../../../server/ingest/undo.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { Problem } from '../../../server/problem.ts'
import { acceptFinding, undoFinding } from '../../../server/quality/decide.ts'
import { deleteTicker } from '../../../server/tickers/delete.ts'
import { merge } from '../../../server/tickers/merge.ts'
import { rename } from '../../../server/tickers/rename.ts'
import { changedIn, forgotten, incoherent, photographed, toldIn } from '../../db/coherence.ts'
import { unsound } from '../../db/file.ts'
import { emptyWorld } from '../../filledStore.ts'

/** Bars of one security are told from those of another by their volume; the first has two names. */
const volumes = { QQX: 1000, QQXN: 1000, QQY: 2000 } as const
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
  {
    weight: 1,
    arbitrary: fc.record({
      how: fc.constant('factors' as const),
      value: fc.nat(9),
      unit: fc.constantFrom('percent', 'fraction'),
      day: fc.constantFrom('2023-10-02', '2023-10-03'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('delete' as const), name }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('rename' as const), back: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ how: fc.constant('merge' as const), back: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ how: fc.constant('decide' as const), accept: fc.boolean(), at: fc.nat(3) }) },
  { weight: 9, arbitrary: fc.record({ how: fc.constant('undo' as const), back: fc.nat(4) }) },
)
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

async function take(
  db: Db,
  now: number,
  kind: NonNullable<IngestOptions['kind']>,
  text: string,
  of?: string,
  more: Partial<IngestOptions> = {},
) {
  const options = { now: now as Instant, kind, ...more, ...(of === undefined ? {} : { ticker: mustBeTicker(of) }) }
  await ingest(db, { name: `${kind}.csv`, bytes: Buffer.from(text) }, options)
}

/** What was stored before each run, and after it. */
type Runs = Map<number, Readonly<Record<'before' | 'after', ReadonlyMap<string, string>>>>

/** Takes a run back: whatever it changed is as it was before it, and nothing else has changed. */
async function undo(db: Db, back: number, now: number, runs: Runs): Promise<void> {
  const run = (await importList(db, 50))[back]
  const known = run === undefined ? undefined : runs.get(run.id)
  if (run === undefined || known === undefined) return
  const stored = toldIn(db)
  await undoImport(db, run.id, false, now)
  const own = new Set(changedIn(known.before, known.after))
  const after = toldIn(db)
  // Tickers of events are named as they are called now.
  const isOther = (key: string) => !key.startsWith('names') && after.get(key) !== known.before.get(key)
  expect([...own].filter(isOther)).toEqual([])
  expect(changedIn(stored, after).filter((key) => !own.has(key))).toEqual([])
}

async function walk(db: Db, at: Step, now: number, runs: Runs): Promise<unknown> {
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
      return take(db, now, 'factors', `date,mkt_rf,smb\n${at.day},${at.value},0.1\n`, undefined, { unit: at.unit })
    case 'delete':
      return deleteTicker(db, at.name, true, now)
    case 'rename':
      return at.back ? rename(db, 'QQXN', 'QQX', now) : rename(db, 'QQX', 'QQXN', now)
    case 'merge': {
      const [from, into] = at.back ? ['QQXN', 'QQX'] : ['QQX', 'QQXN']
      return merge(db, { from: from ?? '', into: into ?? '', prefer: 'QQX', dryRun: false }, now)
    }
    case 'decide': {
      const id = (await listFindings(db))[at.at]?.id ?? 0
      return at.accept ? acceptFinding(db, id, null, now) : undoFinding(db, id, null, now)
    }
    case 'undo':
      return undo(db, at.back, now, runs)
  }
}

it('keeps every series of one security, the store sound and its history whole, through any chain of changes and undoings', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
      const db = await emptyWorld()
      const runs: Runs = new Map()
      const pictures = []
      let now = Date.UTC(2024, 0, 2)
      for (const at of steps) {
        now += 60_000
        const before = toldIn(db)
        await walk(db, at, now, runs).catch((error: unknown) => {
          if (!(error instanceof Problem)) throw error
          expect(toldIn(db)).toEqual(before)
        })
        const [last] = await importList(db, 1)
        if (last !== undefined && !runs.has(last.id)) runs.set(last.id, { before, after: toldIn(db) })
        expect([...(await unsound(db)), ...incoherent(db)]).toEqual([])
        pictures.push(photographed(db))
      }
      for (const picture of pictures) expect(forgotten(db, picture)).toEqual([])
    }),
    { numRuns: 15, endOnFailure: true },
  )
})
