import { expect, it } from 'vitest'
import { goalsOf, type Measured } from '../../../scripts/bench/chart/goals.ts'

const found = (all: readonly Measured[]) =>
  Object.fromEntries(goalsOf(all).map(({ name, measured }) => [name.split(',')[0], measured]))

it('goalsOf() sets the product beside others on the same bars, and beside itself on fewer bars and events', () => {
  const measured = found([
    {
      size: { bars: 10_000, events: 1000 },
      of: { product: { first: 100, shown: 40, zoom: 10 }, lwc: { first: 50, zoom: 20 } },
    },
    { size: { bars: 5796, events: 100 }, of: { product: { zoom: 8, pan10: 4 } } },
    { size: { bars: 5796, events: 10_000 }, of: { product: { zoom: 10, pan10: 8 }, lwc: { zoom: 5 } } },
    {
      size: { bars: 1_000_000, events: 1000 },
      of: {
        product: { first: 120, shown: 50, create: 500, made: 50, bars: 15, whole: 30_000 },
        lwc: { create: 1250, made: 1000 },
        levels: { create: 200, made: 100 },
      },
    },
  ])
  expect(measured).toMatchObject({
    // The worst of two sizes: 10 to 20, and 10 to 5.
    'T3 zoom to lwc': 2,
    'T1 create': 0.05,
    'T1 the whole page from its address': 0.4,
    'T5 create to lwc given merged bars': 0.5,
    'T5 the whole page to lwc given merged bars': 2.5,
    'T6 first frame of a million bars that are there to that of 10': 1.25,
    'T6 the whole page to that of 10': 1.2,
    // Twice the pan counts more than 1.25 times the zoom.
    'T7 frame with 10': 2,
    'T9 largest answer of bars': 15,
    'T9 the same to every bar as packed JSON': 0.0005,
    'T8 first frame of a million bars that are there to plain ECharts': null,
    'T11 hover to lwc': null,
  })
})
