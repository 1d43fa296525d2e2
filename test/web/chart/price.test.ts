import { describe, expect, it } from 'vitest'
import { paintBackdrop } from '../../../web/chart/paintBackdrop.ts'
import { paintNotes } from '../../../web/chart/paintNotes.ts'
import { paintPrice } from '../../../web/chart/paintPrice.ts'
import { onto, scalesOf } from '../../../web/chart/scales.ts'
import { middleOf, modelOf, pricesOf } from './drawnModel.ts'
import { boxesOf, recorded, strokesOf, styled, textsOf } from './recorded.ts'

/** Ten pixels a unit of price, 200 at the top: easy to read back. */
const y = (price: number) => (200 - price) * 10

const candles = (more: Parameters<typeof modelOf>[0] = {}, prices?: Parameters<typeof modelOf>[1]) =>
  recorded(paintPrice(modelOf(more, prices), y))

describe('candles', () => {
  it('a rise is hollow from its open to its close, and its wick stops at the body', () => {
    // 17 November: opened at 100, closed at 110, from 99 to 111.
    const all = candles()
    const [body] = boxesOf(styled(all, { stroke: 'up' })).filter(({ x, w }) => x < middleOf(1) && x + w > middleOf(1))
    expect([body?.y, (body?.y ?? 0) + (body?.h ?? 0)]).toEqual([y(110) + 0.5, y(100) + 0.5])
    const wicks = strokesOf(styled(all, { stroke: 'up' })).filter(
      ({ points }) => Math.abs((points[0]?.[0] ?? 0) - middleOf(1)) < 1,
    )
    expect(wicks.map(({ points }) => points.map(([, at]) => at))).toEqual([
      [y(111), y(110) + 0.5],
      [y(100) + 0.5, y(99)],
    ])
  })
  it('a fall is filled from its open to its close', () => {
    // 24 November: opened at 120, closed at 90.
    const all = candles()
    const [body] = boxesOf(styled(all, { fill: 'down' })).filter(({ x }) => x > middleOf(4))
    expect([body?.y, body?.h]).toEqual([y(120), y(90) - y(120)])
    const hollow = boxesOf(styled(all, { stroke: 'up' }))
    expect(hollow.some(({ x, w }) => x < middleOf(5) && x + w > middleOf(5))).toBe(false)
  })
  it('every session on screen has one body: six', () => {
    const all = candles()
    expect(boxesOf(styled(all, { stroke: 'up' })).length + boxesOf(styled(all, { fill: 'down' })).length).toBe(6)
  })
  it('a bar that goes on beyond the scale has an arrow at the edge, others have none', () => {
    expect(strokesOf(styled(candles(), { stroke: 'ink' }))).toEqual([])
    const model = modelOf()
    const { scales, layout } = model
    // Highs are 101, 111, 111, 106, 121 and 121: a unit above the higher of two closes.
    const cut = { ...model, scales: { ...scales, price: { min: 80, max: 110.5 } } }
    const arrows = strokesOf(styled(recorded(paintPrice(cut, y)), { stroke: 'ink' }))
    expect(arrows.map(({ points }) => points[1])).toEqual(
      [1, 2, 4, 5].map((i) => [Math.floor(middleOf(i)) + 0.5, layout.price.top + 2]),
    )
  })
  it('a bar that is held back has no shape', () => {
    const held = pricesOf([100, 110, 10_500, 105, 120, 90], {
      open: [100, 100, 110, 105, 105, 120],
      high: [101, 111, 10_501, 106, 121, 121],
      low: [99, 99, 10_499, 104, 104, 89],
      state: ['final', 'final', 'held', 'final', 'final', 'final'],
    })
    const all = candles({}, held)
    const drawn = [...boxesOf(styled(all, { stroke: 'up' })), ...boxesOf(styled(all, { fill: 'down' }))]
    expect(drawn).toHaveLength(5)
    expect(drawn.some(({ x, w }) => x < middleOf(2) && x + w > middleOf(2))).toBe(false)
    expect(scalesOf(modelOf({}, held)).price.max).toBeLessThan(150)
  })
  it('a line goes through the closes, and leaves a held one out', () => {
    const [line] = strokesOf(styled(candles({ style: 'line' }), { stroke: 'accent' }))
    expect(line?.points).toEqual([100, 110, 105, 105, 120, 90].map((close, i) => [middleOf(i), y(close)]))
  })
  it('bars narrower than a pixel keep their highest high and lowest low', () => {
    const count = 5000
    const closes = Array.from({ length: count }, (_, i) => 100 + Math.sin(i / 40) * 20 + (i === 1234 ? 40 : 0))
    const prices = {
      ...pricesOf(closes),
      date: closes.map((_, i) => new Date(Date.UTC(2000, 0, 1 + i)).toISOString().slice(0, 10)),
    }
    const all = candles({ span: { from: -0.5, to: count - 0.5 } }, prices)
    const lines = [{ stroke: 'up' }, { stroke: 'down' }].flatMap((style) =>
      strokesOf(styled(all, { ...style, lineWidth: 1 })),
    )
    const heights = lines.flatMap(({ points }) => points.map(([, at]) => at))
    expect(Math.min(...heights)).toBeCloseTo(y(Math.max(...prices.high)), 2)
    expect(Math.max(...heights)).toBeCloseTo(y(Math.min(...prices.low)), 2)
    // Of several bars a candle, as wide as its rise or fall can be seen: at most two wicks on three pixels.
    expect(lines.length).toBeLessThanOrEqual(400)
  })
})

describe('the selected event', () => {
  const overlay = {
    window: [0, 1] as const,
    event: { first: 1, last: 2 },
    estimation: { first: -200, last: 0 },
    expected: [
      { index: 1, price: 110 },
      { index: 2, price: 111 },
      { index: 3, price: 112 },
    ],
    car: [
      { index: 1, car: 0 },
      { index: 2, car: -0.05 },
    ],
    total: -0.05,
    contaminated: { places: [], leftOut: false },
  }
  it('has its expected path dotted, and the area between it and the closes', () => {
    const all = candles({ overlay })
    const [path] = strokesOf(styled(all, { lineDash: [2, 3] }))
    expect(path?.points).toEqual([
      [middleOf(1), y(110)],
      [middleOf(2), y(111)],
      [middleOf(3), y(112)],
    ])
    const [area] = strokesOf(styled(all, { fill: 'band' }))
    expect(area).toEqual({
      closed: true,
      points: [...(path?.points ?? []), [middleOf(3), y(105)], [middleOf(2), y(105)], [middleOf(1), y(110)]],
    })
    const [label] = textsOf(all)
    expect(label?.text).toBe('CAR [0, +1] +1.00 %')
    // To the right of the window, and clear of the bars there: 24 November fell from 120 to 90 there.
    expect(label?.x).toBeGreaterThan(308)
  })
  it('has its CAR to the left of the window where the right has no room, and none where there is no figure', () => {
    const late = { ...overlay, event: { first: 4, last: 5 } }
    const [label] = textsOf(candles({ overlay: late }))
    expect(Number(label?.x) + 100).toBeLessThan(408)
    expect(textsOf(candles({ overlay, carText: null }))).toEqual([])
  })
  it('has its event window over all panes, its estimation window over the price', () => {
    const model = modelOf({ overlay })
    const all = recorded(paintBackdrop(model))
    const { price, axis } = model.layout
    // From half a bar before the first to half a bar after the last.
    expect(boxesOf(styled(all, { fill: 'window' }))).toEqual([
      { x: 108, y: price.top, w: 200, h: axis.top - price.top },
    ])
    const hatch = strokesOf(styled(all, { stroke: 'hatch' })).flatMap(({ points }) => points)
    expect(Math.min(...hatch.map(([x]) => x))).toBe(8)
    expect(Math.max(...hatch.map(([x]) => x))).toBe(108)
    // A strip at the foot of the price, whose bars stay to be seen.
    const heights = hatch.map(([, at]) => at)
    expect([Math.min(...heights), Math.max(...heights)]).toEqual([
      price.top + price.height - 8,
      price.top + price.height,
    ])
  })
})

describe('the backdrop', () => {
  it('hatches the place of a missing session', () => {
    const model = modelOf({}, { ...pricesOf([100, 110, 105, 105, 120]), missing: ['2023-11-24'] })
    const gaps = strokesOf(styled(recorded(paintBackdrop(model)), { stroke: 'hair', lineWidth: 1 })).flatMap(
      ({ points }) => points.map(([x]) => x),
    )
    expect([Math.min(...gaps), Math.max(...gaps)]).toEqual([508, 608])
  })
  it('shades hours outside the session, and rules off the days', () => {
    const start = ['2023-11-17T15:30:00-05:00', '2023-11-17T16:00:00-05:00', '2023-11-20T09:00:00-05:00']
    const prices = { ...pricesOf([100, 101, 102]), date: start.map((each) => each.slice(0, 10)), start }
    const model = modelOf({ extended: ['regular', 'post', 'pre'], span: { from: -0.5, to: 2.5 } }, prices)
    const all = recorded(paintBackdrop(model))
    // Three bars of 200 pixels.
    expect(boxesOf(styled(all, { fill: 'extended' })).map(({ x, w }) => [x, w])).toEqual([
      [208, 200],
      [408, 200],
    ])
    expect(strokesOf(styled(all, { lineDash: [4, 3] })).map(({ points }) => points[0]?.[0])).toEqual([408.5])
  })
  it.each([
    [30, 29],
    // 600 pixels: less than twenty for each.
    [31, 30],
    [32, 0],
    [60, 0],
  ])('rules off %i days of one bar with %i lines: none where they are nearer than twenty pixels', (days, lines) => {
    const date = Array.from({ length: days }, (_, i) => new Date(Date.UTC(2023, 9, 2 + i)).toISOString().slice(0, 10))
    const prices = {
      ...pricesOf(date.map((_, i) => 100 + i)),
      date,
      start: date.map((each) => `${each}T10:00:00-04:00`),
    }
    const model = modelOf({ extended: date.map(() => 'regular'), span: { from: -0.5, to: days - 0.5 } }, prices)
    expect(strokesOf(styled(recorded(paintBackdrop(model)), { lineDash: [4, 3] })).length).toBe(lines)
  })
})

describe('signs', () => {
  const noted = [
    { index: 1, sign: '†', grave: true },
    { index: 4, sign: '~', grave: false },
  ]
  it('stand over the high of their bar', () => {
    const scale = { min: 80, max: 130 }
    const model = modelOf({ noted })
    const at = onto(model.layout.price, scale)
    expect(textsOf(recorded(paintNotes(model, at)))).toEqual([
      { text: '†', x: middleOf(1), y: at(111) - 3, fill: 'ink' },
      { text: '~', x: middleOf(4), y: at(121) - 3, fill: 'soft' },
    ])
  })
  it('where bars are thin only the grave ones are drawn', () => {
    const thin = modelOf({ noted, span: { from: -0.5, to: 99.5 } })
    expect(textsOf(recorded(paintNotes(thin, y))).map(({ text }) => text)).toEqual(['†'])
  })
})
