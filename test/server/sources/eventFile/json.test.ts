import { describe, expect, it } from 'vitest'
import { reading } from './reading.ts'

const event = {
  event_id: 'openai-board-2023-11-17',
  title: 'OpenAI board removes its CEO',
  public_at: '2023-11-17T15:28:00-05:00',
  timezone: 'America/New_York',
  precision: 'minute',
  uncertainty: 'PT5M',
  tickers: [{ symbol: 'MSFT', role: 'investor' }],
  type: 'management.ceo',
  tags: ['openai', 'with | bar'],
  importance: 5,
  window_start: -2,
  extra: { mine: '=not a formula here' },
}
const whole = { format: 'market-events', version: 1, events: [event] }

describe('readEvents, JSON', () => {
  it.each([
    ['json', JSON.stringify(whole)],
    ['json', JSON.stringify(whole, null, 2)],
    ['json', JSON.stringify([event])],
    ['json', JSON.stringify(event, null, 1)],
    ['json', JSON.stringify({ events: [event] })],
    ['jsonl', `${JSON.stringify(event)}\n\n${JSON.stringify({ ...event, event_id: 'other' })}\n`],
  ])('readEvents() reads %s', (reader, text) => {
    const file = reading(text)
    expect(file.report).toEqual([])
    expect(file.reader).toBe(reader)
    expect(file.events[0]?.event).toMatchObject({
      event_id: event.event_id,
      public_at: '2023-11-17T20:28:00Z',
      precision: 'minute',
      tickers: event.tickers,
      tags: event.tags,
      window_start: -2,
      extra: { importance: '5', mine: '=not a formula here' },
    })
  })

  it('readEvents() says on which line of JSON an event begins', () => {
    const text = JSON.stringify({ ...whole, events: [event, { title: 'x' }] }, null, 2)
    const line = text.split('\n').findIndex((one) => one.includes('"title": "x"'))
    expect(reading(text).report).toMatchObject([{ code: 'E_REQUIRED', line }])
    expect(reading(`${JSON.stringify(event)}\n{"title":"x"}\n`).report).toMatchObject([{ line: 2 }])
  })

  it.each([
    ['E_VERSION', '{"format":"market-events","version":2,"events":[]}'],
    ['E_VERSION', '{"format":"other","events":[]}'],
    ['E_LIMIT', `[${'{},'.repeat(50_000)}{}]`],
    ['E_LIMIT', '['.repeat(100_000)],
    ['E_ENCODING', '{"title":'],
    ['E_REQUIRED', '[1]'],
    ['E_REQUIRED', '{"format":"market-events","events":{}}'],
    ['E_ENUM', '[{"title":"a","public_at":"2023-11-15","mine":{"deep":1}}]'],
    ['E_TICKER', '[{"title":"a","public_at":"2023-11-15","tickers":[{"symbol":"A:B"}]}]'],
    ['E_ENCODING', '[{"title":"a\\ud800","public_at":"2023-11-15"}]'],
    ['E_ENCODING', '[{"title":"a\\u0000","public_at":"2023-11-15"}]'],
    ['E_HEADER_DUPLICATE', '[{"title":"a","public_at":"2023-11-15","Public At":"2023-11-16"}]'],
    ['E_TIME_FORMAT', '[{"title":"a","public_at":1700253000}]'],
    ['E_LIMIT', `[{"title":"a","public_at":"2023-11-15","notes":"${'x'.repeat(10_001)}"}]`],
  ])('readEvents() refuses with %s: %.40s', (code, text) =>
    expect(reading(text).report.map((entry) => entry.code)).toEqual([code]),
  )

  it('readEvents() survives depth and pollution', () => {
    const deep = 10_000
    expect(reading(`${'['.repeat(deep)}${']'.repeat(deep)}`).events).toEqual([])
    expect(
      reading(`[{"title":"a","public_at":"2023-11-15","mine":${'['.repeat(deep)}${']'.repeat(deep)}}]`).events,
    ).toEqual([])
    const { events } = reading('[{"title":"a","public_at":"2023-11-15","__proto__":"x","constructor":"y"}]')
    expect(({} as Record<string, unknown>).x).toBeUndefined()
    expect(Object.keys(events[0]?.event.extra ?? {})).toEqual(['__proto__', 'constructor'])
  })
})
