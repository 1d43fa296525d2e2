import { describe, expect, it } from 'vitest'
import { nyse } from '../../../server/calendars/nyse.ts'
import { placeEvent } from '../../../server/events/placedEvent.ts'
import type { MarketEvent } from '../../../server/market/event.ts'
import { paintPeriods } from '../../../web/chart/paintPeriods.ts'
import { paintRails } from '../../../web/chart/paintRails.ts'
import { placeOf } from '../../../web/core/ticker/axis.ts'
import { placed as clustersAt, dealt, type Mark } from '../../../web/core/ticker/clusters.ts'
import { layoutOf } from '../../../web/core/ticker/layout.ts'
import { modelOf } from './drawnModel.ts'
import { recorded, strokesOf, styled, textsOf } from './recorded.ts'

const mark = (more: Partial<Mark>): Mark => ({
  id: 'a',
  rail: 'governance',
  letter: 'G',
  x: 1,
  effective: 1,
  between: false,
  possible: null,
  verdict: 'not',
  ar: 0.01,
  ...more,
})
const painted = (marks: readonly Mark[], more: Parameters<typeof modelOf>[0] = {}) =>
  recorded(paintRails(modelOf({ clusters: clustersAt(dealt(marks, 0.25), 0.25, 0), ...more })))

const event = (publicAt: string) =>
  placeEvent(
    {
      event_id: 'half-day',
      type: 'governance',
      occurred_at: null,
      occurred_until: null,
      public_at: publicAt,
      timezone: null,
      precision: 'minute',
      uncertainty: null,
      session: null,
      time_source: null,
    } as MarketEvent,
    nyse,
  )

/** A mark where the server and the axis place an event. */
function placed(publicAt: string): Mark {
  const { alignment } = event(publicAt)
  const place = alignment.kind === 'aligned' ? placeOf(modelOf().series.axis, alignment) : null
  if (place === null) throw new Error('the event has no place')
  return mark(place)
}

describe('paintRails', () => {
  it('draws news at 12:59 on a half day at the end of its bar', () => {
    // 24 November 2023 closed at 13:00. 209 of 210 minutes of the session, which takes 0.6 of the 100 pixels of its bar.
    const [circle] = painted([placed('2023-11-24T17:59:00Z')]).flatMap(({ circles }) => circles)
    expect(circle?.x).toBeCloseTo(558 + (209 / 210 - 0.5) * 60, 3)
  })
  it('draws news at 13:00 on that day beside it, waiting for Monday', () =>
    expect(event('2023-11-24T18:00:00Z').alignment).toMatchObject({
      day0: '2023-11-27',
      session_opens: '2023-11-27T14:30:00Z',
      previous_closes: '2023-11-24T18:00:00Z',
    }))
  it('draws weekend news between two bars, with an elbow up to the session that could react', () => {
    const model = modelOf()
    const weekend = placed('2023-11-19T04:00:00Z')
    const all = painted([weekend])
    const [circle] = all.flatMap(({ circles }) => circles)
    expect(circle?.x).toBeGreaterThan(158 + 30)
    expect(circle?.x).toBeLessThan(258 - 30)
    const [along, up] = strokesOf(styled(all, { lineDash: [1, 2] })).map(({ points }) => points)
    expect(along?.[1]?.[0]).toBe(258.5)
    expect(up?.map(([, y]) => y)).toEqual([along?.[0]?.[1], model.layout.price.top + model.layout.price.height])
  })
  it('says by the fill how sure it is: filled, hollow, dashed', () => {
    const of = (verdict: Mark['verdict']) => {
      const [glyph] = painted([mark({ verdict })]).filter(({ circles }) => circles.length > 0)
      return glyph?.style
    }
    expect(of('significant')).toMatchObject({ fill: 'governance', stroke: 'governance' })
    expect(of('not')).toMatchObject({ fill: 'surface', stroke: 'governance' })
    expect(of('not')).not.toHaveProperty('lineDash')
    expect(of('unknown')).toMatchObject({ fill: 'surface', lineDash: [2, 2] })
  })
  it('counts the events of a cluster, and writes the letter of a single one', () => {
    const texts = textsOf(
      painted([mark({}), mark({ id: 'b', x: 1.01 }), mark({ id: 'c', x: 4, rail: 'legal', letter: 'L' })]),
    )
    expect(texts.map(({ text, x }) => [text, Math.round(Number(x))])).toEqual([
      ['2', 158],
      ['L', 458],
    ])
  })
  it('draws each family in its own lane, and all in one where it is narrow', () => {
    const { rails } = modelOf().layout
    const marks = [mark({}), mark({ id: 'm', rail: 'macro', x: 3 })]
    const heights = (merged: boolean) =>
      textsOf(painted(marks, merged ? { merged } : {})).map(({ y }) =>
        Math.round((Number(y) - rails.top) / rails.row - 0.5),
      )
    expect(heights(false)).toEqual([0, 4])
    expect(heights(true)).toEqual([0, 0])
  })
  it('rings the selected event, and draws nothing off screen', () => {
    const marks = [mark({}), mark({ id: 'far', x: 9, effective: 9 })]
    expect(styled(painted(marks, { selected: 'a' }), { stroke: 'ink' }).flatMap(({ circles }) => circles)).toHaveLength(
      1,
    )
    expect(textsOf(painted(marks))).toHaveLength(1)
  })
})

describe('a date without an hour', () => {
  // Bars are 100 pixels wide; the middle of bar 1 is at 158.
  const possible = { from: 0.5, to: 2.5 }
  const barsOf = (marks: readonly Mark[], more: Parameters<typeof modelOf>[0] = {}) =>
    painted(marks, more).flatMap(({ type, boxes, style }) =>
      type === 'rects' ? boxes.map((box) => ({ ...box, style })) : [],
    )

  it('paintRails() draws a bar over the sessions it may have hit, with its letter, and no glyph', () => {
    const [bar, ...others] = barsOf([mark({ possible })])
    // From the left edge of bar 1 at 108 to the right edge of bar 2 at 308, a pixel short of both.
    expect(bar).toMatchObject({ x: 109.5, w: 197 })
    expect(bar?.style).toMatchObject({ stroke: 'governance', fill: 'surface' })
    expect(others).toEqual([])
    expect(painted([mark({ possible })]).flatMap(({ circles }) => circles)).toEqual([])
    expect(barsOf([mark({ possible, verdict: 'significant' })])[0]?.style).toMatchObject({ fill: 'governance' })
    expect(barsOf([mark({ possible })], { selected: 'a' }).at(-1)?.style).toMatchObject({ stroke: 'ink' })
  })
  it('paintRails() ends it before its neighbours, and draws a glyph where they leave no room', () => {
    // A glyph at bar 2, at 258: 9 pixels and a third, and 4 more, are its own.
    const [bar] = barsOf([mark({ possible }), mark({ id: 'b', x: 2 })])
    expect((bar?.x ?? 0) + (bar?.w ?? 0)).toBeLessThan(258 - 9 * 1.3)
    expect(barsOf([mark({ id: 'b', x: 0.9 }), mark({ possible }), mark({ id: 'c', x: 1.25 })])).toEqual([])
    // The next one is a bar: they stand side by side.
    const [one, next] = barsOf([mark({ possible }), mark({ id: 'b', x: 2, possible: { from: 1.5, to: 3.5 } })])
    expect((one?.x ?? 0) + (one?.w ?? 0)).toBeLessThan(next?.x ?? 0)
  })
  it('paintRails() draws a glyph among others at its place, and where its sessions are narrower than one', () => {
    expect(barsOf([mark({ possible }), mark({ id: 'b' })])).toEqual([])
    expect(barsOf([mark({ possible })], { span: { from: -50, to: 50 } })).toEqual([])
  })
})

describe('what lasted', () => {
  const period = (more: object = {}) => {
    const face = mark({ x: 2, verdict: 'unknown' })
    const { rail, verdict } = face
    return { rail, bucket: 0, x: 2, marks: [face], face, verdict, waitsFor: null, from: 0.5, to: 3.5, row: 0, ...more }
  }
  const layout = layoutOf({
    width: 708,
    height: 600,
    narrow: false,
    lanes: 6,
    periods: 2,
    volume: true,
    ar: true,
    ribbon: true,
  })
  const drawnWith = (more: Parameters<typeof modelOf>[0]) => recorded(paintPeriods(modelOf({ layout, ...more })))

  it('paintPeriods() draws a bar in its row over its time, no farther than the plot', () => {
    const [first, second] = drawnWith({ periods: [period(), period({ row: 1, from: -30, to: 30 })] }).flatMap(
      ({ boxes }) => boxes,
    )
    const top = layout.periods?.top ?? 0
    expect(first).toMatchObject({ x: 108.5, w: 299, y: Math.round(top) + 1.5 })
    expect(second).toMatchObject({ x: 8.5, w: 599, y: Math.round(top + 18) + 1.5 })
    expect(drawnWith({ periods: [period({ from: 20, to: 30 })] }).flatMap(({ boxes }) => boxes)).toEqual([])
    expect(textsOf(drawnWith({ periods: [period()] }))).toHaveLength(1)
  })
})
