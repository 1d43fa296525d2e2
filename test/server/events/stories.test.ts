import { beforeEach, expect, it } from 'vitest'
import { findEvent, saveEvent } from '../../../db/events.ts'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { write } from '../../../db/file/transaction.ts'
import { decideStory, storiesOf } from '../../../server/events/stories.ts'
import { witnessesOf } from '../../../server/events/witnesses.ts'
import { undoImport } from '../../../server/ingest/undo.ts'
import { effectiveTime, type MarketEvent } from '../../../server/market/event.ts'
import { firstMs, mustBeMoment } from '../../../server/market/moment.ts'
import { groupsOf, likeness } from '../../../server/market/story.ts'
import { plainEvent } from '../../db/plainEvent.ts'

const NOW = Date.UTC(2026, 0, 2)
let db: Db
const save = (event_id: string, title: string, public_at: string, more: Partial<MarketEvent> = {}) => {
  const tickers = [{ symbol: 'MSFT', role: 'subject' as const }]
  const event = { ...plainEvent, event_id, title, public_at, precision: 'second' as const, tickers, ...more }
  return write(db, (tx) => saveEvent(tx, event, firstMs(mustBeMoment(effectiveTime(event))), NOW))
}
beforeEach(async () => {
  db = (await openDb(':memory:', NOW)).db
  await save('wire', 'OpenAI board removes Sam Altman as CEO', '2023-11-17T20:28:00Z')
  await save('seen', 'OpenAI removes CEO Sam Altman', '2023-11-17T20:15:00Z', { time_source: 'seen' })
  await save('paper', 'Sam Altman removed: OpenAI board removes its CEO', '2023-11-18', { precision: 'day' })
  await save('other', 'Microsoft unveils Maia chip', '2023-11-17T20:30:00Z')
  await save('late', 'OpenAI board removes Sam Altman as CEO', '2023-11-21T20:28:00Z')
  await save('apple', 'OpenAI board removes Sam Altman as CEO', '2023-11-17T20:28:00Z', {
    tickers: [{ symbol: 'AAPL', role: 'subject' }],
  })
})
const statusOf = async (id: string) => (await findEvent(db, id))?.status

it('likeness is the share of telling words in common', () => {
  // openai, board, removes, sam, altman, ceo against openai, removes, ceo, sam, altman: five of six.
  expect(likeness('OpenAI board removes Sam Altman as CEO', 'OpenAI removes CEO Sam Altman').share).toBeCloseTo(
    5 / 6,
    12,
  )
  expect(likeness('The and', 'of').share).toBe(0)
  expect(
    groupsOf([
      ['a', 'b'],
      ['c', 'd'],
      ['d', 'b'],
      ['x', 'y'],
    ]).map((group) => [...group].sort()),
  ).toEqual([
    ['a', 'b', 'c', 'd'],
    ['x', 'y'],
  ])
})

it('pairs of a ticker within 72 hours are asked about; joined, they sit at the first trustworthy time', async () => {
  const { stories, candidates } = await storiesOf(db, {})
  expect(stories).toEqual([])
  expect(candidates.map(({ one, other }) => [one.event_id, other.event_id].sort().join())).toEqual([
    'seen,wire',
    'paper,seen',
    'paper,wire',
  ])
  const decided = await decideStory(db, { one: 'wire', other: 'seen', decision: 'same' }, NOW)
  // The earlier one is an upper bound: somebody saw it by then.
  expect(decided).toMatchObject({ lead: 'wire', changed: 1 })
  await decideStory(db, { one: 'seen', other: 'paper', decision: 'same' }, NOW)
  expect([await statusOf('wire'), await statusOf('seen'), await statusOf('paper')]).toEqual([
    'confirmed',
    'rejected',
    'rejected',
  ])
  const [story] = (await storiesOf(db, { ticker: 'MSFT' })).stories
  expect(story?.lead.event_id).toBe('wire')
  expect(story?.echoes.map(({ event_id, delay_seconds }) => [event_id, delay_seconds])).toEqual([
    ['seen', -780],
    ['paper', null],
  ])
  const lead = (await findEvent(db, 'wire')) as MarketEvent
  expect((await witnessesOf(db, lead)).map(({ kind, at }) => [kind, at]).sort()).toEqual([
    ['file', '2023-11-17T20:28:00Z'],
    ['file', '2023-11-18'],
    ['seen', '2023-11-17T20:15:00Z'],
  ])
  await expect(decideStory(db, { one: 'wire', other: 'paper', decision: 'different' }, NOW)).rejects.toMatchObject({
    code: 'one_story',
  })
})

it('a time that a joining told of the other event speaks for it only while they are joined', async () => {
  const times = async (id: string) =>
    (await witnessesOf(db, (await findEvent(db, id)) as MarketEvent)).map(({ at }) => at)
  const join = (other: string, later: number) => decideStory(db, { one: 'wire', other, decision: 'same' }, NOW + later)
  const { run } = await join('other', 1)
  await join('seen', 2)
  const [own, other, seen] = ['2023-11-17T20:28:00Z', '2023-11-17T20:30:00Z', '2023-11-17T20:15:00Z']
  expect(await times('wire')).toEqual([own, other, seen])
  const { by } = await undoImport(db, run, false, NOW + 3)
  expect(await times('wire')).toEqual([own, seen])
  const again = (await undoImport(db, by, false, NOW + 4)).by
  expect(await times('wire')).toEqual([own, other, seen])
  await undoImport(db, again, false, NOW + 5)
  await join('other', 6)
  expect(await times('wire')).toEqual([own, other, seen])
})

it('a decision is taken back as a run; two that are not one are not asked about again', async () => {
  const { run } = await decideStory(db, { one: 'seen', other: 'wire', decision: 'same' }, NOW)
  await undoImport(db, run, false, NOW)
  expect([await statusOf('seen'), (await storiesOf(db, {})).stories.length]).toEqual(['confirmed', 0])
  await decideStory(db, { one: 'wire', other: 'seen', decision: 'different' }, NOW)
  expect((await storiesOf(db, {})).candidates.map(({ words }) => words.length > 2)).toEqual([true, true])
  await expect(decideStory(db, { one: 'wire', other: 'wire', decision: 'same' }, NOW)).rejects.toMatchObject({
    status: 422,
  })
  await expect(decideStory(db, { one: 'wire', other: 'no', decision: 'same' }, NOW)).rejects.toMatchObject({
    status: 404,
  })
})

it('events of a file with one cluster_id are a story without being asked', async () => {
  await save('x', 'Alpha', '2023-12-01T10:00:00Z', { extra: { cluster_id: 'c' } })
  await save('y', 'Beta', '2023-12-01T11:00:00Z', { extra: { cluster_id: 'c' } })
  const { stories } = await storiesOf(db, {})
  expect(stories).toMatchObject([{ lead: { event_id: 'x' }, echoes: [{ event_id: 'y', delay_seconds: 3600 }] }])
})
