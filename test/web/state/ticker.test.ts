import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Theme } from '../../../web/chart/theme.ts'
import { catalogues } from '../../../web/i18n/catalogues.ts'
import { latest } from '../../../web/state/resource.ts'
import { makeState } from '../../../web/state/state.ts'
import { tickerState } from '../../../web/state/ticker/ticker.ts'
import { type MadeWindow, madeWindow, until } from './madeWindow.ts'
import { sampleServer } from './sampleServer.ts'

let server: Awaited<ReturnType<typeof sampleServer>>
beforeAll(async () => {
  server = await sampleServer()
})
afterAll(() => server.close())

const EVENT = 'openai-20231117-altman-ousted'
const NOVEMBER = '/t/MSFT?r=2023-11-01..2023-11-30'

/** The screen of a ticker at an address, 1,000 pixels wide, when its prices, events and impacts are there. */
async function opened(address: string, options: Parameters<typeof madeWindow>[0] = {}) {
  const window: MadeWindow = madeWindow({ fetch: server.fetch, ...options, address })
  const state = makeState(window.page)
  await Promise.all([state.load('page'), state.load('quality')])
  const ticker = tickerState(state)
  ticker.viewport.size.value = { width: 1000, height: 600 }
  const { bars, events, impacts, impact } = state.market
  const ready = [bars, events, impacts, ...(state.view.peek().event === null ? [] : [impact])]
  await until(() => ready.every(({ state }) => state.value.kind === 'ready' || state.value.kind === 'failed'))
  expect(ready.map((asked) => asked.state.value.kind)).toEqual(ready.map(() => 'ready'))
  return { ...window, state, ...ticker }
}

const datesOf = ({ viewport }: Awaited<ReturnType<typeof opened>>) => {
  const { dates } = viewport.series.value?.axis ?? { dates: [] }
  const { from, to } = viewport.span.value
  return [dates[Math.ceil(from)], dates[Math.floor(to)]]
}

describe('the viewport', () => {
  it('shows the range of the address, and follows the back button', async () => {
    const screen = await opened(NOVEMBER)
    expect(datesOf(screen)).toEqual(['2023-11-01', '2023-11-30'])
    screen.state.go({ range: { kind: 'dates', from: '2023-10-02', to: '2023-10-31' } })
    expect(datesOf(screen)).toEqual(['2023-10-02', '2023-10-31'])
    screen.back()
    expect(datesOf(screen)).toEqual(['2023-11-01', '2023-11-30'])
  })
  it('while it is dragged the address rests, and words follow after a pause', async () => {
    const screen = await opened(NOVEMBER)
    const { viewport, steps, pass } = screen
    const { from, to } = viewport.span.value
    viewport.moveTo({ from: from - 5, to: to - 5 }, false)
    // The five sessions before 1 November 2023 begin on Wednesday 25 October.
    expect(datesOf(screen)).toEqual(['2023-10-25', '2023-11-22'])
    expect(viewport.settled.value).toEqual({ from, to })
    expect(steps).toHaveLength(1)
    await pass(119)
    expect(viewport.settled.value).toEqual({ from, to })
    await pass(1)
    expect(viewport.settled.value).toEqual({ from: from - 5, to: to - 5 })
    viewport.moveTo({ from: from - 5, to: to - 5 }, true)
    expect(steps).toEqual([NOVEMBER, '/t/MSFT?r=2023-10-25..2023-11-22'])
    screen.back()
    expect(datesOf(screen)).toEqual(['2023-11-01', '2023-11-30'])
  })
  it('its link names the dates on screen: a preset would end with another bar tomorrow', async () => {
    const { viewport } = await opened('/t/MSFT?r=1m&l=id')
    // The newest bar of the sample is that of 31 May 2024; a month back begins the day after 30 April.
    expect(viewport.absoluteAddress()).toMatch(/\/t\/MSFT\?r=2024-05-01\.\.2024-05-31&l=id&dv=[0-9a-f]{12}$/)
  })
  it('a range without a bar says so and shows all there is', async () => {
    const { viewport } = await opened('/t/MSFT?r=1999-01-01..1999-02-01')
    expect(viewport.rangeIsEmpty.value).toBe(true)
    expect(viewport.span.value.from).toBe(-0.5)
  })
})

it('a phone has room at the edge of the chart for the longest of all prices', async () => {
  const media = ['(max-width: 719px), (max-height: 480px)']
  const { state, viewport } = await opened('/t/MSFT?r=1m', { media })
  expect(viewport.layout.value.gutter).toBe(54)
  state.go({ screen: { kind: 'ticker', ticker: '^GSPC' } })
  await until(() => viewport.series.value !== null && viewport.layout.value.gutter !== 54)
  // The sample's S&P 500 stood above 5,000.00: six digits of 7.7 pixels and two marks of 4.2, with 10 around them.
  expect(viewport.layout.value.gutter).toBe(65)
})

it('the edge of the chart has room for the names of compared tickers, and beside a wide chart for what became of them', async () => {
  const media = ['(max-width: 719px), (max-height: 480px)']
  const phone = await opened('/t/MSFT?vs=BTC-USD', { media })
  // Seven letters of 7.7 pixels, with 10 around them; beside them seven more for the change.
  expect(phone.viewport.layout.value.gutter).toBe(64)
  const wide = await opened('/t/MSFT?vs=BTC-USD')
  expect(wide.viewport.layout.value.gutter).toBe(118)
})

describe('a ticker that nothing is compared with', () => {
  /** The sample, whose Microsoft has other benchmarks than those that are stored, or none at all. */
  const without = (facts: object) => ({
    fetch: (async (to, init) => {
      const answer = await server.fetch(to, init)
      if (!/\/api\/tickers(\?|$)/.test(to instanceof Request ? to.url : String(to))) return answer
      const { tickers, ...rest } = (await answer.json()) as { tickers: readonly { ticker: string }[] }
      const told = tickers.map((each) => (each.ticker === 'MSFT' ? { ...each, ...facts } : each))
      return Response.json({ ...rest, tickers: told })
    }) satisfies typeof server.fetch,
  })
  it.each([
    ['compared with an index that is stored', {}, true],
    ['of a market whose index is not stored', { benchmarks: ['1306.T', '^N225'] }, false],
    ['that is to be compared with nothing', { benchmark: 'none' }, false],
    ['with a benchmark of its own', { benchmark: 'SPY', benchmarks: [] }, true],
  ])('%s: the pane of abnormal returns', async (_, facts, isThere) => {
    const { viewport, state } = await opened(NOVEMBER, without(facts))
    await until(() => state.market.tickers.state.value.kind === 'ready')
    expect(viewport.layout.value.ar !== null).toBe(isThere)
    // Its own past is always there.
    state.go({ model: 'mean' })
    expect(viewport.layout.value.ar).not.toBeNull()
  })
})

it('prices are written as those of the ticker on screen, or of the one that is named', async () => {
  const { state } = await opened(NOVEMBER)
  const { price } = state.format.value
  expect([price(1.07023), price(1.07023, 'currency')]).toEqual(['1.07', '1.0702'])
})

describe('selecting', () => {
  it('an event whose bar is on screen leaves the range alone', async () => {
    const { selection, steps } = await opened(NOVEMBER)
    selection.select(EVENT)
    expect(steps.at(-1)).toBe(`${NOVEMBER}&ev=${EVENT}`)
  })
  it('an event out of sight brings its bar to the middle of as many sessions, as one step', async () => {
    const screen = await opened('/t/MSFT?r=2023-01-03..2023-02-28')
    const before = screen.viewport.span.value
    screen.selection.select(EVENT)
    expect(screen.steps).toHaveLength(2)
    const { from, to } = screen.viewport.span.value
    expect(to - from).toBe(before.to - before.from)
    const { axis } = screen.viewport.series.value ?? { axis: { dates: [] } }
    expect(axis.dates[Math.round((from + to) / 2)]).toBe('2023-11-17')
  })
  it('stepping visits every event on the rails in the order of time, and back again', async () => {
    const { state, selection, marks } = await opened('/t/MSFT?r=2023-11-01..2023-11-30&ev=')
    const order = marks.railMarks.value.map(({ id }) => id)
    const inSight = marks.marksInView.value.map(({ id }) => id)
    selection.step(1, false)
    expect(state.view.value.event).toBe(inSight[0])
    const seen = [state.view.value.event]
    for (const _ of inSight.slice(1)) {
      selection.step(1, false)
      seen.push(state.view.value.event)
    }
    expect(seen).toEqual(inSight)
    selection.step(-1, false)
    expect(state.view.value.event).toBe(inSight.at(-2))
    state.go({ event: order.at(-1) ?? null })
    selection.step(1, false)
    expect(state.view.value.event).toBe(order.at(-1))
  })
  it('stepping over distinguishable ones passes the others by, and families that are off', async () => {
    const { state, selection, marks } = await opened('/t/MSFT?r=max')
    const significant = marks.railMarks.value.filter(({ verdict }) => verdict === 'significant').map(({ id }) => id)
    expect(significant.length).toBeGreaterThan(2)
    for (const id of significant) {
      selection.step(1, true)
      expect(state.view.value.event).toBe(id)
    }
    state.go({ event: null, rails: ['legal'] })
    expect(marks.railMarks.value.every(({ rail }) => rail === 'legal')).toBe(true)
  })
  it('without a selection stepping begins at the crosshair', async () => {
    const { state, selection, crosshair, marks } = await opened(NOVEMBER)
    // 15 November: the keynote at noon stands before the middle of its bar, so the next to the right is of the 17th.
    const keynote = marks.marks.value.find(({ id }) => id === 'msft-20231115-ignite')
    crosshair.cursor.value = keynote?.effective ?? 0
    selection.step(1, false)
    expect(state.view.value.event).toBe(EVENT)
    selection.select(null)
    crosshair.cursor.value = keynote?.effective ?? 0
    selection.step(-1, false)
    expect(state.view.value.event).toBe('msft-20231115-ignite')
  })
  it('windows grow and shrink at both ends and keep the event day', async () => {
    const { state, selection } = await opened(NOVEMBER)
    selection.changeWindow(1)
    expect(state.view.value.window).toEqual([-2, 2])
    for (let i = 0; i < 5; i++) selection.changeWindow(-1)
    expect(state.view.value.window).toEqual([0, 0])
    expect(Object.is(state.view.value.window[0], 0)).toBe(true)
  })
})

describe('figures on the chart', () => {
  const pixels = { ink: 'ink' } as unknown as Theme

  it.each([
    [-1, 1],
    [0, 5],
    [-3, 4],
    [-10, 10],
  ])('the CAR beside the window [%i, %i] names it and is that of the card, as are line and path', async (from, to) => {
    const { state, chart, viewport } = await opened(`${NOVEMBER}&ev=${EVENT}&w=${from}..${to}`)
    chart.theme.value = pixels
    const impact = latest(state.market.impact.state.value)
    if (impact?.kind !== 'measured') throw new Error('Cannot compare as the event is not measured')
    const row = impact.windows.find((each) => each.from === from && each.to === to)
    const sign = (rel: number) => (rel > 0 ? `+${rel}` : String(rel).replace('-', '−'))
    const figure = state.format.value.percent(row?.car ?? null)
    expect(chart.chartModel.value?.carText).toBe(`CAR [${sign(from)}, ${sign(to)}] ${figure}`)
    const { event, car, expected } = chart.overlay.value ?? { car: [], expected: [] }
    expect(car.at(-1)?.car).toBeCloseTo(row?.car ?? Number.NaN, 12)
    expect(car.at(-1)?.index).toBe(event?.last)
    // The path begins at the close of the eve, and each step is the return that the model expected: no dividend here but on 15 November.
    const close = viewport.series.value?.pyramid.levels[0]?.close[(event?.first ?? 0) - 1]
    expect(expected[0]).toEqual({ index: (event?.first ?? 0) - 1, price: close })
    const days = impact.days.filter(({ rel, date }) => rel > from && rel <= to && date !== '2023-11-15')
    for (const { rel, expected: step } of days) {
      const [before, after] = [expected[rel - from], expected[rel - from + 1]]
      expect((after?.price ?? 0) / (before?.price ?? 1) - 1).toBeCloseTo(step ?? Number.NaN, 10)
    }
  })
  it('a session has one abnormal return, whichever event is selected', async () => {
    const { marks, abnormal, viewport } = await opened(`${NOVEMBER}&ev=${EVENT}`)
    const dates = viewport.series.value?.axis.dates ?? []
    const lines = [...marks.lines.value.values()].filter((line) => line.kind === 'measured')
    expect(lines.length).toBeGreaterThan(20)
    for (const { session, ar } of lines) expect(abnormal.value.get(dates.indexOf(session ?? ''))?.ar).toBe(ar)
    // The sessions around the event that have no event of their own are there too.
    expect(abnormal.value.has(dates.indexOf('2023-11-08'))).toBe(true)
  })
})

describe('clusters', () => {
  it('hold every event of the rails, from all history to a few days', async () => {
    const { viewport, marks } = await opened('/t/MSFT?r=max')
    const all = marks.railMarks.value.length
    for (const half of [400, 60, 9, 3]) {
      const middle = marks.selectedMark.value?.effective ?? 470
      viewport.moveTo({ from: middle - half, to: middle + half }, true)
      const clusters = marks.clusters.value
      expect(clusters.reduce((sum, cluster) => sum + cluster.marks.length, 0)).toBe(all)
    }
  })
  it('a list of one stays open while the chart pans, and closes when zooming deals its events anew', async () => {
    const { viewport, marks, selection } = await opened('/t/MSFT?r=2023-06-01..2024-05-31')
    const crowd = marks.clusters.value.find((cluster) => cluster.marks.length > 3)
    if (crowd === undefined) throw new Error('the sample has no crowded days')
    selection.pressCluster(crowd)
    expect(marks.openCluster.value?.marks).toEqual(crowd.marks)
    const { from, to } = viewport.span.value
    viewport.moveTo({ from: from - 20, to: to - 20 }, true)
    expect(marks.openCluster.value?.marks).toEqual(crowd.marks)
    viewport.moveTo({ from: crowd.x - 3, to: crowd.x + 3 }, true)
    expect(marks.openCluster.value).toBeNull()
  })
  it('of two opens as a list and selects neither', async () => {
    const { state, viewport, marks, selection } = await opened('/t/MSFT?r=max')
    const pairs = () => marks.clusters.value.filter((cluster) => cluster.marks.length === 2)
    for (let half = 400; pairs().length === 0 && half > 3; half /= 2)
      viewport.moveTo({ from: 470 - half, to: 470 + half }, true)
    const [pair] = pairs()
    if (pair === undefined) throw new Error('the sample has no two events side by side')
    selection.pressCluster(pair)
    expect([marks.openCluster.value?.marks, state.view.value.event]).toEqual([pair.marks, null])
    selection.pressCluster(pair)
    expect(marks.openCluster.value).toBeNull()
  })
  it('a press on a glyph selects its event, beside it nothing', async () => {
    const { state, viewport, marks, selection } = await opened(NOVEMBER)
    const single = marks.clusters.value.find(
      (cluster) => cluster.marks.length === 1 && cluster.x > viewport.span.value.from,
    )
    if (single === undefined) throw new Error('the sample has no single event in November')
    const { left, width, rails } = viewport.layout.value
    const { from, to } = viewport.span.value
    const x = left + ((single.x - from) / (to - from)) * width
    const lane = viewport.lanes.value.indexOf(single.rail)
    selection.pressAt(x, rails.top + rails.row * (lane + 0.5), false)
    expect(state.view.value.event).toBe(single.face.id)
  })
})

describe('keys', () => {
  const key = (name: string, shiftKey = false, code = '') => ({ key: name, shiftKey, code })
  it('of the screen do what their list says, and no other key is taken', async () => {
    const { state, keys, panels, copied } = await opened(NOVEMBER).then((screen) => ({ ...screen, ...screen.state }))
    keys.press(key('t'))
    expect(state.view.value.table).toBe(true)
    keys.press(key('a'))
    expect(state.view.value.panes).toEqual(['volume'])
    keys.press(key('6'))
    expect(state.view.value.range).toEqual({ kind: 'preset', preset: '1y' })
    keys.press(key('?'))
    keys.press(key('\\'))
    expect([panels.keysOpen.value, panels.sideOpen.value]).toEqual([true, false])
    keys.press(key('s'))
    await until(() => state.announcement.value !== '' || copied.length > 0)
    expect(copied).toEqual(['http://page.test/t/MSFT?pn=vol&v=table'])
    expect(keys.press(key('j'))).toBe(false)
    expect(keys.press(key('F5'))).toBe(false)
  })
  it('every key of the list is known', async () => {
    const screen = await opened(NOVEMBER)
    const { catalogue } = await catalogues.en.over()
    const chart = ['←', '→', 'Home', 'End', 'Enter']
    const names: Readonly<Record<string, string>> = { '←': 'ArrowLeft', '→': 'ArrowRight', Esc: 'Escape', '−': '-' }
    // Ctrl Z and g b are heard by the page itself, which a browser's test presses.
    for (const [caps] of catalogue.keys)
      for (const cap of caps
        .split(' ')
        .filter((each) => !['…', '/', 'e', 'f', 'p', 'Ctrl', 'Z', 'g', 'b'].includes(each)))
        expect([
          cap,
          chart.includes(cap)
            ? screen.chartKeys.press(key(names[cap] ?? cap))
            : screen.keys.press(key(names[cap] ?? cap)),
        ]).toEqual([cap, true])
  })
  it('Shift and the place of a bracket go to distinguishable events on every keyboard', async () => {
    const { state, keys, marks } = await opened('/t/MSFT?r=max')
    keys.press(key('Å', true, 'BracketRight'))
    const first = marks.railMarks.value.find(({ verdict }) => verdict === 'significant')
    expect(state.view.value.event).toBe(first?.id)
  })
  it('Escape takes away one thing at a time', async () => {
    const { state, keys, chartKeys } = await opened(`${NOVEMBER}&ev=${EVENT}`)
    state.panels.keysOpen.value = true
    chartKeys.press(key('Home'))
    keys.press(key('Escape'))
    expect([state.panels.keysOpen.value, state.view.value.event]).toEqual([false, EVENT])
    keys.press(key('Escape'))
    expect(state.view.value.event).toBeNull()
  })
  it('the crosshair is said with its bar, event and figures, and goes beyond what is on screen', async () => {
    const screen = await opened(NOVEMBER)
    const { chartKeys, crosshair, state, pass } = screen
    chartKeys.press(key('Home'))
    await pass(300)
    // MSFT closed at 346.07 on 1 November 2023, 2.35 % above 338.11.
    expect(state.announcement.value).toContain('Wed 1 Nov 2023: close 346.07, +2.35')
    chartKeys.press(key('ArrowLeft'))
    await pass(300)
    expect(state.announcement.value).toContain('Tue 31 Oct 2023: close 338.11')
    expect(screen.viewport.span.value.from).toBeLessThan(crosshair.cursor.value ?? 0)
  })
})

describe('the list', () => {
  it('holds the events of the bars on screen, or of all time while something is searched for', async () => {
    const { state, listed } = await opened('/t/MSFT?r=2023-11-20..2023-11-22')
    const days = listed.value.items.map(({ alignment }) => (alignment.kind === 'aligned' ? alignment.day0 : ''))
    expect(days.length).toBeGreaterThan(0)
    expect(days.every((day) => day >= '2023-11-20' && day <= '2023-11-22')).toBe(true)
    state.go({ query: 'brockman', range: { kind: 'preset', preset: 'max' } })
    expect(listed.value).toMatchObject({ searching: true, nearest: null })
    expect(listed.value.items.every(({ title, summary }) => /brockman/i.test(`${title} ${summary}`))).toBe(true)
  })
  it('names the nearest event where none is in sight', async () => {
    const { listed } = await opened('/t/MSFT?r=2023-08-01..2023-08-04')
    expect(listed.value.items).toEqual([])
    // The earnings call of the evening of 25 July: the 26th could first react.
    expect(listed.value.nearest).toMatchObject({ event_id: 'msft-20230725-fy23q4-call', day: '2023-07-26' })
  })
})

describe('hours', () => {
  it('are shown where they are stored: their own weeks, from a range without any', async () => {
    const { state, selection } = await opened('/t/MSFT?r=2023-01-03..2023-02-28')
    await until(() => state.market.tickerFacts.value !== null)
    const hours = state.market.tickerFacts.value?.bars.find(({ interval }) => interval === '1h')
    selection.goInterval('1h')
    expect(state.view.value).toMatchObject({ interval: '1h', range: { from: hours?.from, to: hours?.to } })
    selection.goPreset('1m')
    expect(state.view.value).toMatchObject({ interval: '1d', range: { preset: '1m' } })
  })
})
