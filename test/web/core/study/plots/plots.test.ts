import { describe, expect, it } from 'vitest'
import { type Drawing, nearest, stepped } from '../../../../../web/core/study/plots/drawing.ts'
import { forestPlot, outstanding } from '../../../../../web/core/study/plots/forestPlot.ts'
import { pathPlot } from '../../../../../web/core/study/plots/pathPlot.ts'
import { sessionPlot } from '../../../../../web/core/study/plots/sessionPlot.ts'
import { binsOf, spreadPlot } from '../../../../../web/core/study/plots/spreadPlot.ts'

const write = { plain: (value: number, decimals: number) => value.toFixed(decimals), fit: (text: string) => text }
const frame = { width: 120, height: 110, left: 10, right: 10, top: 0, foot: 10 }
const at = (event: string, day0 = '2023-11-17') => ({ event, ticker: 'T', day0 })
const cars = (...values: readonly number[]) => values.map((car, i) => ({ ...at(`e${i}`), car }))
const counts = (values: readonly number[]) =>
  binsOf(cars(...values)).map(({ from, to, events }) => [from, to, events.length])

describe('binsOf', () => {
  // Freedman and Diaconis: 2 IQR / n^(1/3); here quartiles 0.01 and 0.03, n = 8: 2 · 0.02 / 2 = 0.02.
  it('takes the width of Freedman and Diaconis, made round, with zero as an edge', () =>
    expect(counts([-0.01, 0.005, 0.01, 0.015, 0.02, 0.03, 0.03, 0.07])).toEqual([
      [-0.02, 0, 1],
      [0, 0.02, 3],
      [0.02, 0.04, 3],
      [0.04, 0.06, 0],
      [0.06, 0.08, 1],
    ]))
  it('puts a value on an edge into the bin above it, and one event into one bin', () => {
    // Where nothing spreads the width is that of 0.01.
    expect(counts([0])).toEqual([[0, 0.02, 1]])
    expect(counts([])).toEqual([])
  })
  it('loses no event, and makes at most some forty bins where one value is far away', () => {
    const values = [...Array.from({ length: 200 }, (_, i) => i / 1e5), 9]
    const bins = binsOf(cars(...values))
    expect(bins.reduce((sum, { events }) => sum + events.length, 0)).toBe(201)
    expect(bins.length).toBeLessThan(60)
  })
})

describe('spreadPlot', () => {
  it('has a step for each bin, what is said of the bin first and then its events', () => {
    const drawing = spreadPlot(cars(0.005, 0.012, 0.003), 0.0067, frame, write, {
      bin: ({ from, to, events }) => `${from}..${to}: ${events.length}`,
      event: ({ event }) => event,
    })
    const said = drawing?.steps.map(({ spots }) => spots.map(({ says }) => says))
    expect(
      said
        ?.flat()
        .filter((text) => text.startsWith('e'))
        .toSorted(),
    ).toEqual(['e0', 'e1', 'e2'])
    expect(said?.every(([first]) => /\.\./.test(first ?? ''))).toBe(true)
    expect(spreadPlot([], null, frame, write, { bin: () => '', event: () => '' })).toBeNull()
  })
})

describe('pathPlot', () => {
  const points = [
    { rel: 0, caar: 0.01, ciLow: -0.01, ciHigh: 0.02 },
    { rel: 1, caar: 0.02, ciLow: 0, ciHigh: 0.04 },
  ]
  const event = {
    ...at('far'),
    path: [
      { rel: 0, car: null },
      { rel: 1, car: 0.07 },
    ],
  }
  const says = { session: ({ rel }: { rel: number }) => `s${rel}`, event: ({ event }: { event: string }) => event }
  it('holds every event on its scale, and has no place where an event has no figure', () => {
    const drawing = pathPlot(points, [event], frame, write, says)
    expect(drawing?.steps.map(({ spots }) => spots.map(({ says }) => says))).toEqual([['s0'], ['s1', 'far']])
    const [, far] = drawing?.steps[1]?.spots ?? []
    expect(far?.y).toBeGreaterThanOrEqual(0)
    expect(far?.event?.event).toBe('far')
    // −2 to 8 % in steps of 2 %: 7 % lies a tenth of the 100 pixels below the top.
    expect(far?.y).toBeCloseTo(10, 6)
  })
  it('is nothing with one point', () => expect(pathPlot(points.slice(0, 1), [], frame, write, says)).toBeNull())
})

describe('sessionPlot', () => {
  it('draws a bar for each session that has a figure, filled where it is distinguishable', () => {
    const drawing = sessionPlot(
      [
        { rel: -1, mean: 0.01, isDistinguishable: false },
        { rel: 0, mean: -0.02, isDistinguishable: true },
        { rel: 1, mean: null, isDistinguishable: false },
      ],
      frame,
      write,
      ({ rel }) => String(rel),
    )
    expect(drawing?.steps.map(({ spots: [{ says }] }) => says)).toEqual(['-1', '0'])
    const inks = drawing?.marks.flatMap(({ kind, ink }) => (kind === 'path' && /filled|hollow/.test(ink) ? [ink] : []))
    expect(inks).toEqual(['hollow', 'filled'])
    // 100 px over three sessions: session 0 lies in the middle.
    expect(drawing?.steps[1]?.at).toBeCloseTo(60, 6)
  })
})

describe('forestPlot', () => {
  const row = (event: string, car: number) => ({
    ...at(event),
    car,
    low: car - 0.01,
    high: car + 0.01,
    name: event,
    isDistinguishable: Math.abs(car) > 0.01,
  })
  const rows = [row('a', 0.05), row('b', -0.002), row('c', -0.03)]
  const average = { car: 0.006, low: -0.01, high: 0.02, name: 'all' }
  const says = { event: ({ name }: { name: string }) => name, average: 'average' }
  it('has a row an event and the average last', () => {
    const drawing = forestPlot(rows, average, null, { ...frame, height: 200 }, write, says)
    expect(drawing?.steps.map(({ spots: [{ says }] }) => says)).toEqual(['a', 'b', 'c', 'average'])
    expect(drawing?.marks.filter(({ kind, ink }) => kind === 'circle' && ink === 'filled')).toHaveLength(2)
    expect(forestPlot([], average, null, frame, write, says)).toBeNull()
  })
  it('writes no value of its scale into another: zero stands, and every second from there where all have no room', () => {
    const labels = (width: number) =>
      (forestPlot(rows, average, null, { ...frame, width, height: 200 }, write, says)?.marks ?? [])
        .flatMap((mark) => (mark.kind === 'text' && mark.text.endsWith(' %') ? [mark] : []))
        .map(({ text, x }) => ({ text, x }))
    const [all, some] = [labels(900), labels(260)]
    expect(all.length).toBeGreaterThan(some.length)
    expect(some.map(({ text }) => text)).toContain('0 %')
    // A letter is about seven pixels wide.
    for (const told of [all, some])
      for (const [i, { x, text }] of told.entries())
        if (i > 0) expect(x - (told[i - 1]?.x ?? 0)).toBeGreaterThan(text.length * 7)
  })
  it('outstanding() keeps those farthest from zero, in their order', () => {
    expect(outstanding(rows, 2).map(({ event }) => event)).toEqual(['a', 'c'])
    expect(outstanding(rows, 3)).toBe(rows)
  })
})

describe('walking through a plot', () => {
  const spot = (x: number, y: number) => ({ x, y, says: `${x} ${y}`, over: null, event: null })
  const drawing: Drawing = {
    width: 100,
    height: 100,
    marks: [],
    along: 'x',
    steps: [
      { at: 0, spots: [spot(0, 50)] },
      { at: 50, spots: [spot(50, 50), spot(50, 20)] },
      { at: 100, spots: [spot(100, 50)] },
    ],
  }
  it.each([
    [52, 60, [1, 0]],
    [48, 24, [1, 1]],
    [48, 5, [1, 0]],
    [99, 0, [2, 0]],
  ])('nearest() to %d, %d is %j', (x, y, found) => expect(nearest(drawing, x, y, 9)).toEqual(found))
  it.each([
    ['ArrowRight', [1, 1], [2, 0]],
    ['ArrowLeft', [0, 0], [0, 0]],
    ['ArrowUp', [1, 0], [1, 1]],
    ['ArrowUp', [1, 1], [1, 0]],
    ['Home', [2, 0], [0, 0]],
    ['End', [0, 0], [2, 0]],
    ['x', [0, 0], null],
  ] as const)('stepped() by %s from %j is %j', (key, from, to) => expect(stepped(drawing, from, key)).toEqual(to))
})
