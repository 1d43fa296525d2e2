import { describe, expect, it } from 'vitest'
import { mustBeDate } from '../../../../server/market/day.ts'
import { matches } from '../../../../web/core/search.ts'
import { placeOf, zoomed } from '../../../../web/core/ticker/axis.ts'
import { barWidth, indexAt, layoutOf, pixelOf } from '../../../../web/core/ticker/layout.ts'
import { tagWidth } from '../../../../web/core/ticker/priceTag.ts'
import { extremes } from '../../../../web/core/ticker/pyramid.ts'
import { barAt, type PriceList, seriesOf } from '../../../../web/core/ticker/series.ts'
import { webAddress } from '../../../../web/core/webAddress.ts'

const daily: PriceList = {
  date: ['2023-11-16', '2023-11-17', '2023-11-21'],
  start: null,
  phase: null,
  open: [370, 373.61, 375.67],
  high: [377, 374.37, 376.22],
  low: [369, 367, 371.12],
  close: [376.17, 369.85, 373.07],
  volume: [26, null, 28],
  missing: ['2023-11-20'],
}

describe('seriesOf', () => {
  it('seriesOf() gives a missing session a place of its own and no bar', () => {
    const series = seriesOf(daily)
    expect(series.axis.dates).toEqual(['2023-11-16', '2023-11-17', '2023-11-20', '2023-11-21'])
    expect(series.missing).toEqual([2])
    expect(barAt(series, 2)).toBeNull()
  })
  it('seriesOf() lets every extreme pass over a missing session', () =>
    expect(extremes(seriesOf(daily).pyramid, 1, 3)).toEqual({ low: 367, high: 376.22 }))
  it('barAt() takes the return from the bar before, and keeps an absent volume absent', () => {
    const series = seriesOf(daily)
    expect(barAt(series, 1)?.r).toBeCloseTo(-0.016801, 6)
    expect(barAt(series, 1)?.volume).toBeNull()
    expect(barAt(series, 0)?.r).toBeNull()
  })
  it('barAt() has what a session pays in its return, also where the ex date has no bar, and no other', () => {
    const dividend = (date: string, amount: number) => ({ kind: 'dividend' as const, date: mustBeDate(date), amount })
    const actions = [dividend('2023-11-10', 9), dividend('2023-11-17', 0.75), dividend('2023-11-20', 1)]
    const r = (of: PriceList) => [0, 1, 3].map((at) => barAt(seriesOf(of), at)?.r ?? null)
    // By hand: what was paid is off the close before; what was paid before the first bar is in no return.
    expect(r({ ...daily, actions })).toEqual([null, 369.85 / (376.17 - 0.75) - 1, 373.07 / (369.85 - 1) - 1])
    // Bars within the day, and rows of several sessions, tell how the price changed.
    const weeks = { span: '1w', bars: [1, 1, 1] }
    expect(r({ ...daily, actions, merged: weeks, missing: [] }).at(1)).toBe(369.85 / 376.17 - 1)
  })
  it('seriesOf() gives a held bar its place and no shape, and barAt() no return from or to it', () => {
    const held: PriceList = { ...daily, high: [377, 37437, 376.22], state: ['final', 'held', 'final'] }
    const series = seriesOf(held)
    expect(series.axis.dates).toEqual(['2023-11-16', '2023-11-17', '2023-11-20', '2023-11-21'])
    expect(extremes(series.pyramid, 0, 3)).toEqual({ low: 369, high: 377 })
    expect(barAt(series, 1)?.r).toBeNull()
    expect(barAt(series, 3)?.r).toBeNull()
  })
  it('seriesOf() gives a lunch break a place of its own between the bars around it, and news in it stands there', () => {
    const jakarta: PriceList = {
      ...daily,
      date: ['2024-11-06', '2024-11-06', '2024-11-06', '2024-11-07'],
      start: ['T11:00', 'T13:30', 'T14:30', 'T09:00'].map((clock, i) => `2024-11-0${i < 3 ? 6 : 7}${clock}:00+07:00`),
      phase: ['regular', 'regular', 'regular', 'regular'],
      open: [1, 2, 3, 4],
      high: [1, 2, 3, 4],
      low: [1, 2, 3, 4],
      close: [1, 2, 3, 4],
      volume: [1, 1, 1, 1],
      missing: [],
      breaks: [
        ['2024-11-06T12:00:00+07:00', '2024-11-06T13:30:00+07:00'],
        ['2024-11-07T12:00:00+07:00', '2024-11-07T13:30:00+07:00'],
      ],
    }
    const { axis, row, phases, missing, pyramid } = seriesOf(jakarta)
    expect([...row]).toEqual([0, -1, 1, 2, 3])
    expect([...axis.breaks]).toEqual([1])
    expect(phases?.[1]).toBe('break')
    expect(missing).toEqual([])
    expect(extremes(pyramid, 0, 2)).toEqual({ low: 1, high: 2 })
    const news = {
      day0: '2024-11-06',
      published_utc: '2024-11-06T05:30:00Z',
      published_local: '2024-11-06T12:30:00+07:00',
      session_opens: null,
      session_closes: null,
      previous_closes: null,
    }
    expect(placeOf(axis, news)).toEqual({ x: 1, effective: 2, between: true })
    expect(barAt(seriesOf(jakarta), 2)?.r).toBe(1)
  })
  it('seriesOf() keeps a stray print outside the session out of the scale, not out of the bar', () => {
    // MSFT, 16 November 2023, 17:00 New York: a low of 296.50 between an open of 376.30 and a close of 375.68.
    const hours: PriceList = {
      ...daily,
      date: ['2023-11-16', '2023-11-16'],
      start: ['2023-11-16T15:30:00-05:00', '2023-11-16T17:00:00-05:00'],
      phase: ['regular', 'post'],
      open: [375, 376.3],
      high: [376.5, 376.4],
      low: [374.8, 296.5],
      close: [376.17, 375.68],
      volume: [1, null],
      missing: [],
    }
    const series = seriesOf(hours)
    expect(extremes(series.pyramid, 0, 1).low).toBe(296.5)
    expect(extremes(series.scale, 0, 1).low).toBe(374.8)
    expect(barAt(series, 1)?.low).toBe(296.5)
  })
})

describe('layoutOf', () => {
  const wish = { width: 1064, height: 700, narrow: false, lanes: 6, periods: 0, volume: true, ar: true, ribbon: true }
  it('layoutOf() stacks the panes without overlap down to the axis', () => {
    const { price, rails, volume, ar, axis, ribbon, height } = layoutOf(wish)
    const panes = [price, rails, volume, ar, axis, ribbon].filter((pane) => pane !== null)
    for (const [i, pane] of panes.entries()) {
      const next = panes[i + 1]
      if (next !== undefined) expect(pane.top + pane.height).toBeLessThanOrEqual(next.top)
    }
    expect(height).toBeLessThanOrEqual(wish.height)
    expect(price.height).toBeGreaterThan(300)
  })
  it('layoutOf() leaves room beside the plot for the longest price, on a phone too', () => {
    // Eight digits of 7.7 pixels and two marks of 4.2, with 10 around them.
    const tag = tagWidth('369.670,00')
    expect(tag).toBeCloseTo(70, 6)
    const [phone, wide] = [layoutOf({ ...wish, narrow: true, tag }), layoutOf({ ...wish, tag })]
    expect([phone.gutter, phone.width, wide.gutter]).toEqual([80, 1064 - 8 - 80, 100])
    expect(layoutOf({ ...wish, narrow: true, tag: tagWidth('415.13') }).gutter).toBe(54)
  })
  it('layoutOf() gives what lasted its rows under the lanes, lower ones where they are many, and no room where none is', () => {
    expect(layoutOf(wish).periods).toBeNull()
    const { rails, periods, volume } = layoutOf({ ...wish, periods: 2 })
    expect(periods).toEqual({ top: rails.top + rails.height + 6, height: 36, row: 18 })
    expect(volume?.top).toBe((periods?.top ?? 0) + 36 + 6)
    expect(layoutOf({ ...wish, periods: 30 }).periods).toMatchObject({ height: 90, row: 3 })
    // In a low place they become lower before the price does: all else takes 344 pixels, and each pane is 6 from the next.
    expect(layoutOf({ ...wish, height: 560, periods: 2 })).toMatchObject({
      price: { height: 180 },
      periods: { height: 30 },
    })
    expect(layoutOf({ ...wish, height: 490, periods: 2 })).toMatchObject({
      price: { height: 128 },
      periods: { height: 12 },
    })
  })
  it('layoutOf() leaves the price 120 pixels however small the host is', () =>
    expect(layoutOf({ ...wish, height: 100 }).price.height).toBe(120))
  it('indexAt() undoes pixelOf()', () => {
    const layout = layoutOf(wish)
    const span = { from: 9.5, to: 51.5 }
    expect(indexAt(layout, span, pixelOf(layout, span, 17.25))).toBeCloseTo(17.25, 9)
    expect(barWidth(layout, span) * 42).toBeCloseTo(layout.width, 9)
  })
  it('zoomed() keeps the bar under the pointer in its place', () => {
    const layout = layoutOf(wish)
    const before = { from: 0, to: 100 }
    const after = zoomed(before, 30, 0.5)
    expect(after).toEqual({ from: 15, to: 65 })
    expect(pixelOf(layout, after, 30)).toBeCloseTo(pixelOf(layout, before, 30), 9)
  })
})

describe('texts from outside', () => {
  it.each([
    ['https://www.example.org/a?b=c', { href: 'https://www.example.org/a?b=c', host: 'example.org' }],
    ['http://example.org', { href: 'http://example.org/', host: 'example.org' }],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['//example.org', null],
    ['', null],
    [null, null],
  ])('webAddress(%s) is %j', (text, expected) => expect(webAddress(text)).toEqual(expected))
  it('matches() finds every word in any order, whatever its case and accents', () => {
    expect(matches('ALTMAN board', ['OpenAI board removes Sam Altman', null])).toBe(true)
    expect(matches('ebene', ['Ébène'])).toBe(true)
    expect(matches('altman apple', ['OpenAI board removes Sam Altman'])).toBe(false)
    expect(matches('', [])).toBe(true)
  })
})
