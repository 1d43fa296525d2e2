import { describe, expect, it } from 'vitest'
import type { ChartModel } from '../../../web/chart/model.ts'
import { paintAxes } from '../../../web/chart/paintAxes.ts'
import { onto } from '../../../web/chart/scales.ts'
import { modelOf, pricesOf } from './drawnModel.ts'
import { boxesOf, recorded, styled, textsOf } from './recorded.ts'

const near = (closes: readonly number[]) =>
  pricesOf([...closes], { open: [...closes], high: [...closes], low: [...closes] })

/** What is written beside the price pane, without the mark that tells it from other scales. */
const placesOf = (model: ReturnType<typeof modelOf>) =>
  textsOf(recorded(paintAxes(model))).flatMap(({ text, y }) =>
    String(text).startsWith('@') ? [{ text: String(text).slice(1), y: Number(y) }] : [],
  )

describe('places of the price scale', () => {
  const priceText = (price: number, decimals: number) => `@${price.toFixed(decimals)}`
  it.each([
    ['a rate of two currencies', [1.072, 1.079, 1.081, 1.084, 1.09, 1.088]],
    ['a quiet week of a share', [12.1, 12.6, 13.2, 13.4, 13.8, 13.1]],
    ['a coin', [0.00001231, 0.00001239, 0.0000126, 0.0000121, 0.00001205, 0.00001244]],
    ['round prices', [100, 110, 105, 120, 130, 90]],
  ])('are written as what they are: %s', (_, closes) => {
    const model = modelOf({ priceText }, near(closes))
    const y = onto(model.layout.price, model.scales.price)
    const places = placesOf(model)
    expect(places.length).toBeGreaterThan(3)
    for (const { text, y: at } of places) expect(at).toBeCloseTo(y(Number(text)), 6)
    // None has more decimals than one of them needs.
    expect(places.some(({ text }) => !/\.\d*0$/.test(text))).toBe(true)
  })
  it('are written as the change that they mean, where the scale counts in percent', () => {
    const asked = (price: number, decimals: number) => `@${(price / 1000 - 1).toFixed(decimals + 2)}`
    const model = modelOf({ zero: 1000, priceText: asked }, near([1000, 1004, 1011, 1016, 1022, 1019]))
    const y = onto(model.layout.price, model.scales.price)
    const places = placesOf(model)
    expect(places.length).toBeGreaterThan(3)
    for (const { text, y: at } of places) expect(at).toBeCloseTo(y(1000 * (1 + Number(text))), 6)
  })
})

it('the scale of abnormal returns has a value above and one below zero, however large they are', () => {
  // A tenth would stand two pixels from the edges of a pane of 74, where nothing is written.
  for (const ar of [0.004, 0.0261, 0.0913, 0.2]) {
    const percentText = (value: number) => `ar ${value}`
    const model = modelOf({ percentText, abnormal: [{ index: 2, ar, significant: false, unexplained: false }] })
    const values = textsOf(recorded(paintAxes(model))).flatMap(({ text }) =>
      String(text).startsWith('ar ') ? [Number(String(text).slice(3))] : [],
    )
    expect([values.some((value) => value < 0), values.includes(0), values.some((value) => value > 0)]).toEqual([
      true,
      true,
      true,
    ])
  }
})

it('the frame of the last price holds all of it', () => {
  // Nine digits of 7.7 pixels and a dot of 4.2, with 3.5 on either side.
  const drawn = recorded(paintAxes(modelOf({ last: { price: 100, text: '0.00002130' } })))
  expect(boxesOf(styled(drawn, { fill: 'surface' })).map(({ w }) => w)).toEqual([80.5])
})

describe('the first label of the time axis says what those after it leave out', () => {
  const say: ChartModel['tickText'] = ({ index, kind }) => `${kind} ${index}`
  const labelsOf = (ticks: ChartModel['ticks'], span = { from: -0.5, to: 5.5 }) =>
    textsOf(recorded(paintAxes(modelOf({ ticks, span, tickText: say }))))
      .map(({ text }) => String(text))
      .filter((text) => /^(year|month|monthDay|day|hour) /.test(text))
  it('the day of its hour, as the first mark of the day stands at the edge and is not written', () =>
    expect(
      labelsOf(
        [
          { index: 0, kind: 'day' },
          { index: 2, kind: 'hour' },
          { index: 5, kind: 'hour' },
        ],
        { from: 0, to: 6 },
      ),
    ).toEqual(['monthDay 2 hour 2', 'hour 5']))
  it('the month of its day', () =>
    expect(
      labelsOf([
        { index: 1, kind: 'day' },
        { index: 3, kind: 'day' },
      ]),
    ).toEqual(['monthDay 1', 'day 3']))
  it('the date of the first bar of all, which begins no year', () => {
    expect(
      labelsOf([
        { index: 0, kind: 'year' },
        { index: 1, kind: 'day' },
      ]),
    ).toEqual(['monthDay 0', 'day 1'])
    expect(labelsOf([{ index: 0, kind: 'year' }])).toEqual(['monthDay 0'])
    expect(
      labelsOf([
        { index: 0, kind: 'year' },
        { index: 4, kind: 'month' },
      ]),
    ).toEqual(['year 0', 'month 4'])
  })
})
