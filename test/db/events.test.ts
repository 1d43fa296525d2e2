import { beforeEach, describe, expect, it } from 'vitest'
import type { EventFilter } from '../../db/eventFilter.ts'
import {
  countEvents,
  countEventsByTicker,
  eventWriter,
  findEvent,
  listEvents,
  readEventPage,
  readEvents,
  removeEvent,
  saveEvent,
} from '../../db/events.ts'
import { read } from '../../db/file/connection.ts'
import type { Db } from '../../db/file/db.ts'
import { compareEvents } from '../../db/file/eventHashes.ts'
import { openDb } from '../../db/file/open.ts'
import { write } from '../../db/file/transaction.ts'
import { mustBeDate } from '../../server/market/day.ts'
import { effectiveTime, eventSpan, type MarketEvent } from '../../server/market/event.ts'
import { firstMs, mustBeMoment } from '../../server/market/moment.ts'
import { plainEvent } from './plainEvent.ts'

const NOW = Date.UTC(2026, 0, 2)
let db: Db
beforeEach(async () => {
  db = (await openDb(':memory:', NOW)).db
})

const save = (event_id: string, more: Partial<MarketEvent> = {}) => {
  const event = { ...plainEvent, event_id, ...more }
  return write(db, (tx) => saveEvent(tx, event, firstMs(mustBeMoment(effectiveTime(event))), NOW))
}
const ids = async (filter: EventFilter) => (await listEvents(db, filter)).map(({ event_id }) => event_id)

it('readEvents() gives an event that nobody changed as the same object, whatever was written to others', async () => {
  await save('a')
  await save('b')
  const [a, b] = await readEvents(db, ['a', 'b'])
  await save('b', { title: 'Another title' })
  const [again, changed] = await readEvents(db, ['a', 'b'])
  expect(again).toBe(a)
  expect(changed).toEqual({ ...b, title: 'Another title' })
  await save('a', { tickers: [{ symbol: 'MSFT', role: 'market' }] })
  expect((await readEvents(db, ['a']))[0]?.tickers).toEqual([{ symbol: 'MSFT', role: 'market' }])
})

it('eventWriter() finds what it has just written, and leaves what was written last, with its fingerprint', async () => {
  const event = (event_id: string, title: string): MarketEvent => ({
    ...plainEvent,
    event_id,
    title,
    tickers: [{ symbol: title, role: 'subject' }],
  })
  await write(db, async (tx) => {
    const writer = eventWriter(tx, NOW)
    const said: string[] = []
    for (const title of ['MSFT', 'AAPL', 'AAPL', 'KO'])
      for (const id of ['b', 'a']) {
        const before = writer.find(id)
        said.push(`${before?.tickers[0]?.symbol} ${await writer.save(event(id, title), before, 0)}`)
      }
    writer.end()
    const each = ['undefined new', 'MSFT changed', 'AAPL unchanged', 'AAPL changed']
    expect(said).toEqual(each.flatMap((one) => [one, one]))
  })
  expect(await listEvents(db)).toEqual([event('a', 'KO'), event('b', 'KO')])
  expect((await read(db, compareEvents)).problems).toEqual([])
})

describe('saveEvent', () => {
  it('saveEvent() gives an event back as it was, tickers in order', async () => {
    const full: MarketEvent = {
      ...plainEvent,
      occurred_at: '2023-11',
      tickers: [
        { symbol: 'MSFT', role: 'investor' },
        { symbol: '^GSPC', role: 'market' },
      ],
      tags: ['b', 'a'],
      group: 'g\'"',
      window_start: -2,
      window_end: 2,
      extra: { ['__proto__']: 'x', zeta: '1', alpha: '2', constructor: 'y' },
    }
    expect(await write(db, (tx) => saveEvent(tx, full, 0, NOW))).toBe('new')
    expect(await write(db, (tx) => saveEvent(tx, full, 0, NOW))).toBe('unchanged')
    expect(await findEvent(db, 'a')).toEqual(full)
    expect(Object.keys((await findEvent(db, 'a'))?.extra ?? {}).sort()).toEqual([
      '__proto__',
      'alpha',
      'constructor',
      'zeta',
    ])
    expect(await write(db, (tx) => saveEvent(tx, { ...full, tickers: [...full.tickers].reverse() }, 0, NOW))).toBe(
      'changed',
    )
    expect((await findEvent(db, 'a'))?.tickers[0]).toEqual({ symbol: '^GSPC', role: 'market' })
  })

  it('removeEvent() forgets an event and its tickers', async () => {
    await save('a', { tickers: [{ symbol: 'MSFT', role: 'subject' }] })
    expect(await write(db, (tx) => removeEvent(tx, 'a', NOW))).toBe(true)
    expect(await write(db, (tx) => removeEvent(tx, 'a', NOW))).toBe(false)
    expect(await findEvent(db, 'a')).toBeNull()
    expect(await countEventsByTicker(db)).toEqual(new Map())
  })
})

describe('listEvents', () => {
  it('listEvents() orders by effective time, then id', async () => {
    await save('b', { public_at: '2023-11-17' })
    await save('c', { public_at: null, occurred_at: '2023-11-16T23:59:59Z' })
    await save('a', { public_at: '2023-11-17T00:00:00Z' })
    await save('d', { public_at: '2023-11' })
    expect(await ids({})).toEqual(['d', 'c', 'a', 'b'])
  })

  it('listEvents() bounds moments by the clock of the exchange and dates by date', async () => {
    await save('evening', { public_at: '2023-11-18T03:00:00Z' })
    await save('date', { public_at: '2023-11-17' })
    await save('before', { public_at: '2023-11-17T04:59:59Z' })
    await save('first', { public_at: '2023-11-17T05:00:00Z' })
    await save('after', { public_at: '2023-11-18T05:00:00Z' })
    const day = mustBeDate('2023-11-17')
    expect(await ids({ span: eventSpan(day, day, 'America/New_York') })).toEqual(['date', 'first', 'evening'])
    expect(await ids({ span: eventSpan(null, mustBeDate('2023-11-16'), 'America/New_York') })).toEqual(['before'])
    expect(await ids({ span: eventSpan(mustBeDate('2023-11-18'), null, 'America/New_York') })).toEqual(['after'])
  })

  it('listEvents() knows days of 23 and 25 hours', async () => {
    await save('late', { public_at: '2023-11-06T04:30:00Z' })
    const sunday = mustBeDate('2023-11-05')
    expect(await ids({ span: eventSpan(sunday, sunday, 'America/New_York') })).toEqual(['late'])
  })

  it('listEvents() takes events of a ticker and of the whole market', async () => {
    await save('own', { tickers: [{ symbol: 'MSFT', role: 'subject' }] })
    await save('all', { tickers: [{ symbol: '*', role: 'subject' }] })
    await save('other', { tickers: [{ symbol: 'AAPL', role: 'subject' }] })
    expect(await ids({ ticker: 'MSFT' })).toEqual(['all', 'own'])
    expect(await ids({ ticker: "' or 1=1 --" })).toEqual(['all'])
  })

  it('listEvents() takes a type with everything below it and nothing beside it', async () => {
    await save('a', { type: 'deal' })
    await save('b', { type: 'deal.rumour' })
    await save('c', { type: 'dealer' })
    await save('d', { type: 'other', status: 'proposed' })
    expect(await ids({ types: ['deal'] })).toEqual(['a', 'b'])
    expect(await ids({ types: ['deal.rumour', 'other'] })).toEqual(['b', 'd'])
    expect(await ids({ types: ["%' or 1=1"] })).toEqual([])
    expect(await ids({ statuses: ['proposed'] })).toEqual(['d'])
  })

  it.each([
    ['openai', ['a']],
    ['OPENAI Boa', ['a']],
    ['board openai', ['a']],
    ['penai', []],
    ['GRÜSSE', ['b']],
    ['grusse', ['b']],
    ['resume', ['b']],
    ['100%', ['c']],
    ['%', []],
    ['_', []],
    ['snake_case', ['d']],
    ["o'clock", ['d']],
    ['"', []],
    ['tag|one', ['b']],
    ['a summary', ['a']],
    ['source sum', []],
    ['the source', ['b']],
    ['msf', ['c']],
    ['deal.rum', ['c']],
    ["' OR 1=1--", []],
    ["x' UNION SELECT sql FROM sqlite_master--", []],
    ['].*', []],
  ])('listEvents() looks for each word of %s at the beginning of words', async (q, expected) => {
    await save('a', { title: 'OpenAI board', summary: 'A summary' })
    await save('b', { title: 'Grüße', tags: ['tag|one'], source_name: 'The Source', summary: 'Résumé' })
    await save('c', { notes: '100% "sure"', type: 'deal.rumour', tickers: [{ symbol: 'MSFT', role: 'subject' }] })
    await save('d', { title: "five o'clock snake_case \\" })
    expect(await ids({ q })).toEqual(expected)
    expect(await countEvents(db, { q })).toBe(expected.length)
  })

  it('listEvents() refuses a NUL and survives 10,000 characters', async () => {
    await expect(listEvents(db, { q: 'a\0' })).rejects.toThrow(RangeError)
    expect(await ids({ q: '%'.repeat(10_000) })).toEqual([])
  })

  it('readEventPage() walks through all events once', async () => {
    for (let at = 0; at < 25; at++)
      await save(`e${String(at).padStart(2, '0')}`, { public_at: `2023-11-${10 + Math.floor(at / 10)}` })
    const seen: string[] = []
    let after: Parameters<typeof readEventPage>[2] = null
    for (;;) {
      const page = await readEventPage(db, {}, after, 7)
      seen.push(...page.map(({ event }) => event.event_id))
      after = page.at(-1)?.cursor ?? null
      if (page.length < 7) break
    }
    expect(seen).toEqual(await ids({}))
    expect(new Set(seen).size).toBe(25)
  })
})

it('a page of events comes from the index in its order, however many share a moment', async () => {
  const order = 'order by effective_ms, event_id limit 1000'
  const plan = await read(db, (connection) =>
    [`1 ${order}`, `(effective_ms, event_id) > (0, '') ${order}`].flatMap((rest) =>
      connection.prepare(`explain query plan select id from event where ${rest}`).all(),
    ),
  )
  const details = (plan as readonly { readonly detail: string }[]).map(({ detail }) => detail)
  expect(details).toHaveLength(2)
  for (const detail of details) expect(detail).toMatch(/^(SCAN|SEARCH) event USING COVERING INDEX event_effective/)
})

it('the earlier lives of an event come from an index, however many events were stored', async () => {
  const plan = await read(db, (connection) =>
    connection.prepare("explain query plan select id from event_history where event_id = 'a'").all(),
  )
  expect(JSON.stringify(plan)).toMatch(/SEARCH event_history USING (COVERING )?INDEX event_history_event_id/)
})
