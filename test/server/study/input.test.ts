import { expect, it } from 'vitest'
import { defaultSettings } from '../../../server/stats/settings.ts'
import { inlineInput } from '../../../server/study/input.ts'

const calendar = Array.from({ length: 300 }, (_, day) =>
  new Date(Date.UTC(2022, 0, 1 + day)).toISOString().slice(0, 10),
)

it('inlineInput() holds the events of a security once, not for each of them', () => {
  const prices = { A: calendar.map((_, day) => 100 + day), B: calendar.map((_, day) => 50 + day) }
  const events = calendar.map((day0, at) => ({ id: `e${at}`, ticker: at % 2 === 0 ? 'A' : 'B', day0 }))
  const { input } = inlineInput({
    series: { calendar, prices, returns: {} },
    events,
    given: {},
    settings: { ...defaultSettings, model: 'mean' },
  } as never)
  const [lists, items] = [new Set(input.events.map(({ others }) => others)), input.events.length]
  expect([lists.size, items]).toEqual([2, 300])
})

it('inlineInput() gives news of one session the characteristics that none of it says otherwise, in any order', () => {
  const news = [
    { id: 'a', x: { size: 1, late: 1, 'session=post': 0 } },
    { id: 'b', x: { size: 2, late: 1, 'session=post': 1 } },
    { id: 'c', x: { foreign: 0 } },
    { id: 'd' },
  ].map((event) => ({ ...event, ticker: 'A', day0: calendar[200] }))
  const prices = { A: calendar.map((_, day) => 100 + day) }
  for (const events of [news, news.toReversed()]) {
    const { input } = inlineInput({
      series: { calendar, prices, returns: {} },
      events,
      given: {},
      settings: { ...defaultSettings, model: 'mean' },
    } as never)
    expect(input.events.map(({ x }) => x)).toEqual([{ late: 1, 'session=post': 1, foreign: 0 }])
  }
})
