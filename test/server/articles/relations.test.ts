import { expect, it } from 'vitest'
import { readArticle } from '../../../server/articles/article.ts'
import { forgetRelation, relationList } from '../../../server/articles/changeRelations.ts'
import { relationsTable } from '../../../server/export/exportRelations.ts'
import { ingest } from '../../../server/ingest/ingest.ts'
import { undoImport } from '../../../server/ingest/undo.ts'
import type { Instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { emptyWorld } from '../../filledStore.ts'

const NOW = Date.UTC(2026, 0, 2) as Instant
const file = (text: string) => ({ name: 'relations.csv', bytes: new TextEncoder().encode(text) })
async function exported(db: Awaited<ReturnType<typeof emptyWorld>>): Promise<string> {
  let text = ''
  for await (const piece of (await relationsTable(db)).csv()) text += piece
  return text
}
const story = (day: string) =>
  `Quietly made\n\nOpenAI announced on ${day} that it had hired a new chief executive for the company and its staff.`

it('names are told by their file, changed in the store, and leave again byte by byte', async () => {
  const db = await emptyWorld()
  const bundled = (await relationList(db)).length
  const head = 'name,symbol,role,reason,from,to,source\n'
  const rows =
    'OpenAI,MSFT,investor,"=Backer, ""one""",2019-07-22,2023-12-31,Seen\nMistral,MSFT,investor,,2024-02-26,,\n'
  expect((await ingest(db, file(head + rows), { now: NOW })).counts).toMatchObject({ new: 1, changed: 1 })
  expect((await ingest(db, file(head + rows), { now: NOW })).counts).toMatchObject({ new: 0, changed: 0, unchanged: 2 })
  const first = await exported(db)
  const other = await emptyWorld()
  await ingest(other, file(first), { now: NOW })
  expect(await exported(other)).toBe(first)
  expect((await relationList(other)).length).toBe(bundled + 1)
  expect((await ingest(db, file(`${head}A,MSFT,,,,,\nA,MSFT,subject,,,,\n`), { now: NOW })).report).toMatchObject([
    { line: 3, code: 'E_ID_DUPLICATE' },
  ])
})

it('a name binds a proposal within its days alone, and not once it is forgotten', async () => {
  const db = await emptyWorld()
  const tickers = async (day: string) =>
    (await readArticle(db, story(day), { published: '2026-01-01', language: 'en' })).proposals.flatMap((proposal) =>
      proposal.tickers.map(({ symbol, role }) => `${symbol}:${role}`),
    )
  expect(await tickers('2023-11-17')).toContain('MSFT:investor')
  expect(await tickers('2019-07-21')).toEqual([])
  const key = { name: 'OpenAI', symbol: mustBeTicker('MSFT'), role: 'investor' as const, from: '2019-07-22' as never }
  const { run } = await forgetRelation(db, key, NOW)
  expect(await tickers('2023-11-17')).toEqual([])
  await expect(forgetRelation(db, key, NOW)).rejects.toMatchObject({ code: 'unknown_relation' })
  await undoImport(db, run, false, NOW)
  expect(await tickers('2023-11-17')).toContain('MSFT:investor')
})
