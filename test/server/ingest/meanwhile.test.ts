import { AsyncLocalStorage } from 'node:async_hooks'
import { beforeEach, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { findTicker, listHoldings } from '../../../db/tickers.ts'
import { importList } from '../../../server/ingest/imports.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import type { IngestOptions } from '../../../server/ingest/ingested.ts'
import { undoImport } from '../../../server/ingest/undo.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { deleteTicker } from '../../../server/tickers/delete.ts'
import { merge } from '../../../server/tickers/merge.ts'
import { unsound } from '../../db/file.ts'
import { emptyWorld } from '../../filledStore.ts'
import { streamOf } from './streamOf.ts'

const NOW = Date.UTC(2024, 0, 2) as Instant
let db: Db
beforeEach(async () => {
  db = await emptyWorld()
})

const minutes = (count: number) =>
  `start,open,high,low,close,volume\n${Array.from({ length: count }, (_, n) => `${new Date(Date.UTC(2023, 9, 2 + Math.floor(n / 300), 13, 30 + (n % 300))).toISOString()},10,11,9,10,5`).join('\n')}\n`
const days = (...names: readonly string[]) =>
  `ticker,date,open,high,low,close,volume\n${names.flatMap((name) => [2, 3, 4, 5, 6].map((day) => `${name},2023-10-0${day},10,11,9,10.${day},5`)).join('\n')}\n`

/** Takes a file in transactions of some bars each. @param work is done by another program after the first of them */
async function take(text: string, options: Partial<IngestOptions>, work: () => Promise<unknown>) {
  // What a transaction calls belongs to it: another program does not.
  const outside = AsyncLocalStorage.snapshot()
  let done: Promise<unknown> | null = null
  const atOnce = options.kind === 'intraday' ? 300 : 5
  const stored = () => {
    done ??= outside(work)
  }
  const file = streamOf('file.csv', text, { piece: 4096, atOnce, stored })
  const taken = ingest(db, file, { now: NOW, mode: 'skip', ...options })
  await taken.catch(() => undefined)
  await done
  return taken
}
const asMinutes = (name: string) => ({ kind: 'intraday' as const, interval: '1m' as const, ticker: mustBeTicker(name) })
const bars = async () => (await listHoldings(db)).map(({ symbol, bars }) => [symbol, bars])

it('an import ends with a word where its ticker is deleted before all of its bars are stored', async () => {
  const taking = take(minutes(900), asMinutes('QQX'), () => deleteTicker(db, 'QQX', true, NOW + 1))
  await expect(taking).rejects.toMatchObject({ status: 409, code: 'changed_since' })
  expect(await bars()).toEqual([])
  expect(await unsound(db)).toEqual([])
})

it('an import ends with a word where its ticker is merged into another before all of its bars are stored', async () => {
  await ingest(db, streamOf('one.csv', minutes(300), { piece: 4096, atOnce: 300 }), {
    now: NOW,
    ...asMinutes('QQY-USD'),
  })
  const asked = { from: 'QQX-USD', into: 'QQY-USD', prefer: null, dryRun: false }
  const taking = take(minutes(900), asMinutes('QQX-USD'), () => merge(db, asked, NOW + 1))
  await expect(taking).rejects.toMatchObject({ status: 409, code: 'changed_since' })
  expect(await bars()).toEqual([['QQY-USD', 300]])
  expect(await unsound(db)).toEqual([])
})

it.each([
  ['minutes', minutes(900), asMinutes('QQX')],
  ['days', days('QQX', 'QQY', 'QQZ'), { kind: 'prices' as const }],
])('an import that is taken back before all of it is stored ends there: %s', async (_, text, options) => {
  const undoing = async () => undoImport(db, (await importList(db, 1))[0]?.id ?? 0, false, NOW + 1)
  await expect(take(text, options, undoing)).rejects.toMatchObject({ status: 409, code: 'undone' })
  expect(await bars()).toEqual([])
  expect((await importList(db, 9)).map(({ verb, outcome }) => [verb, outcome])).toEqual([
    ['undo', 'complete'],
    ['ingest', 'undone'],
  ])
})

it('prices of a ticker that was deleted after their file was read are those of a new one', async () => {
  const before = await ingest(db, { name: 'x.csv', bytes: Buffer.from(days('QQZ')) }, { now: NOW, kind: 'prices' })
  expect(before.stored).toBe(true)
  const id = (await findTicker(db, mustBeTicker('QQZ')))?.id
  await take(days('QQX', 'QQY', 'QQZ'), { kind: 'prices' }, () => deleteTicker(db, 'QQZ', true, NOW + 1))
  expect(await bars()).toEqual([
    ['QQX', 5],
    ['QQY', 5],
    ['QQZ', 5],
  ])
  expect((await findTicker(db, mustBeTicker('QQZ')))?.id).not.toBe(id)
  expect(await unsound(db)).toEqual([])
})
