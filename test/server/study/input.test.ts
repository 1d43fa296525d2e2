import { expect, it } from 'vitest'
import { defaultSettings } from '../../../server/stats/settings.ts'
import { inlineInput } from '../../../server/study/input.ts'

it('inlineInput() holds the events of a security once, not for each of them', () => {
  const calendar = Array.from({ length: 300 }, (_, day) =>
    new Date(Date.UTC(2022, 0, 1 + day)).toISOString().slice(0, 10),
  )
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
