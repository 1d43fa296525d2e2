import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PageWindow } from '../../../web/state/pageWindow.ts'
import { latest } from '../../../web/state/resource.ts'
import { makeState } from '../../../web/state/state.ts'
import { type Hands, makeHands } from '../../../web/state/ticker/hands.ts'
import { tickerState } from '../../../web/state/ticker/ticker.ts'
import { madeWindow, until } from './madeWindow.ts'
import { sampleServer } from './sampleServer.ts'

let server: Awaited<ReturnType<typeof sampleServer>>
beforeAll(async () => {
  server = await sampleServer()
})
afterAll(() => server.close())

const EVENT = 'openai-20231117-altman-ousted'
const AROUND = `/t/MSFT?r=2023-10-02..2023-12-15&ev=${EVENT}`

async function opened(address: string, fetch: PageWindow['fetch'] = server.fetch) {
  const window = madeWindow({ address, fetch })
  const state = makeState(window.page)
  await Promise.all((['page', 'quality', 'hands'] as const).map(state.load))
  const ticker = tickerState(state)
  ticker.viewport.size.value = { width: 1000, height: 600 }
  ticker.byHand.begin(makeHands)
  const hands = ticker.byHand.loaded.value as Hands
  await until(() => state.pending.value === 0)
  return { ...window, state, ...ticker, hands }
}
const json = async (path: string) => (await server.fetch(path)).json()

describe('windows by hand', () => {
  it.each([
    ['the market model', ''],
    ['another model, without confounders', '&m=dimson&mk=c'],
    ['no benchmark at all', '&m=ma&p=01'],
  ])('by %s their figures while they are held are those of the server, to the bit', async (_, more) => {
    const { hands, state } = await opened(AROUND + more)
    hands.want()
    await until(() => hands.live.value !== null)
    const moves = [
      ['to', 5],
      ['from', -13],
      ['estimationTo', -40],
      ['estimationFrom', -150],
    ] as const
    for (const [edge, session] of moves) {
      hands.moveEdge(edge, session)
      const live = hands.live.value
      const windows = hands.windows.value
      expect(live?.kind).toBe('measured')
      hands.letGo()
      expect(state.view.value).toMatchObject(windows)
      await until(() => hands.held.value === null)
      const impact = latest(state.market.impact.state.value)
      if (live?.kind !== 'measured' || impact?.kind !== 'measured') throw new Error('not measured')
      const { rho1, ...model } = live.model
      expect(impact.model).toMatchObject(model)
      const figures = ({ from, to, car, tExact, pExact, ciLow, ciHigh, seHac }: (typeof live.windows)[number]) => ({
        ...{ from, to, car, tExact, pExact, ciLow, ciHigh, seHac },
      })
      expect(impact.windows.map((window) => figures(window as (typeof live.windows)[number]))).toEqual(
        live.windows.map(figures),
      )
      const days = live.days.map(({ rel, date, ar, t, p }) => ({ rel, date, ar, t, p }))
      expect(impact.days).toMatchObject(days)
    }
  })

  it('what the chart shows of them while they are held is what it shows of the answer', async () => {
    const { hands, chart, state } = await opened(AROUND)
    hands.want()
    await until(() => hands.live.value !== null)
    hands.moveEdge('to', 4)
    hands.moveEdge('estimationFrom', -120)
    const held = chart.overlay.value
    hands.letGo()
    await until(() => hands.held.value === null)
    const answered = chart.overlay.value
    expect(held).not.toBe(answered)
    const sorted = (overlay: typeof held) => overlay?.contaminated.places.toSorted((a, b) => a - b)
    expect(sorted(held)).toEqual(sorted(answered))
    expect({ ...held, contaminated: null, expected: null }).toEqual({ ...answered, contaminated: null, expected: null })
    expect(held?.expected.map(({ index }) => index)).toEqual(answered?.expected.map(({ index }) => index))
    for (const [at, { price }] of (held?.expected ?? []).entries())
      expect(price).toBeCloseTo(answered?.expected[at]?.price ?? 0, 9)
    expect(state.view.value).toMatchObject({ window: [-1, 4], estimation: [110, 10] })
  })

  it('windows that leave too few sessions say so, and can be made longer again', async () => {
    // 205 sessions are stored before 26 October 2022: of the 120 asked for, which end 151 before it, 55; the first has no
    // return.
    const { hands, chart, state } = await opened('/t/MSFT?r=2022-01-03..2022-12-30&ev=msft-20221025-fy23q1&est=120.150')
    expect(latest(state.market.impact.state.value)).toMatchObject({ kind: 'excluded', reason: 'tooFewObservations' })
    expect(chart.overlay.value).toMatchObject({ estimation: { first: 0 }, expected: [], car: [], total: null })
    hands.want()
    await until(() => hands.live.value !== null)
    expect(hands.live.value).toMatchObject({ kind: 'excluded', reason: 'tooFewObservations', M: 54 })
    hands.moveEdge('estimationTo', -40)
    expect(hands.live.value?.kind).toBe('measured')
    hands.letGo()
    await until(() => hands.held.value === null)
    expect(latest(state.market.impact.state.value)?.kind).toBe('measured')
  })

  it('where their figures cannot be worked out the spans follow all the same, and the server is asked', async () => {
    const { hands, chart, state } = await opened(AROUND, (to, init) =>
      String(to instanceof Request ? to.url : to).includes('/series')
        ? Promise.reject(new TypeError('offline'))
        : server.fetch(to, init),
    )
    hands.moveEdge('to', 4)
    await until(() => hands.measuredOn.state.value.kind === 'failed')
    const day0 = (chart.overlay.value?.event.last ?? 0) - 4
    expect(chart.overlay.value).toMatchObject({ event: { first: day0 - 1 }, car: [], total: null })
    expect(hands.live.value).toBeNull()
    hands.letGo()
    await until(() => hands.held.value === null)
    expect(state.view.value.window).toEqual([-1, 4])
    expect(chart.overlay.value?.total).not.toBeNull()
  })

  it('what is let go of is one step of the address, which is taken back', async () => {
    const { hands, state, steps, undoing } = await opened(AROUND)
    hands.moveEdge('to', 2)
    hands.moveEdge('to', 3)
    expect(steps).toHaveLength(1)
    hands.letGo()
    expect(steps.slice(1)).toEqual([`${AROUND}&w=-1..3`])
    undoing.undo()
    expect(state.view.value.window).toEqual([-1, 1])
    undoing.redo()
    expect(state.view.value.window).toEqual([-1, 3])
    // A step back before the answer is here is one, and is not undone when the focus leaves.
    hands.moveEdge('to', 6)
    hands.letGo()
    undoing.undo()
    expect(hands.held.value).toBeNull()
    hands.letGo()
    expect(state.view.value.window).toEqual([-1, 3])
    // Drawn back it never was.
    hands.moveEdge('from', -3)
    expect([hands.drawBack(), hands.drawBack()]).toEqual([true, false])
    hands.letGo()
    expect(state.view.value.window).toEqual([-1, 3])
  })
})

describe('the ruler', () => {
  const RULED = '/t/MSFT?r=2023-11-01..2023-11-30&ru=2023-11-16..2023-11-27'
  it('adds up the abnormal returns of the API, to the last bit, on screen or not', async () => {
    for (const address of [RULED, '/t/MSFT?r=2023-11-01..2023-11-30&pn=vol&ru=2023-09-14..2023-11-27']) {
      const { hands } = await opened(address)
      const [from, to] = /ru=(.*)\.\.(.*)/.exec(address)?.slice(1) ?? []
      const settings = 'estimation=-260..-11'
      const answer = await json(`/api/abnormal?ticker=MSFT&from=${from}&to=${to}&${settings}`)
      let sum = 0
      for (const ar of (answer as { ar: (number | null)[] }).ar.slice(1)) sum += ar ?? 0
      expect(hands.between.value?.abnormal).toMatchObject({ sum, awaited: 0, sessions: answer.ar.length - 1 })
    }
  })
  it('says what it measures in words, and that t of the sum is not known', async () => {
    const { hands, chart } = await opened(RULED)
    // Closes of the sample: 376.17 on 16 November 2023, 378.61 on the 27th; Thanksgiving lies between them.
    expect(hands.inWords.value?.sentence.replaceAll('\u00a0', ' ')).toMatch(
      /^Ruler, 16 Nov – 27 Nov: change \+0\.65 % \(\+2\.44\), log return 0\.0065, Σ AR .*, length 6 sessions, elapsed 11 days\. t of the sum is not known/,
    )
    chart.theme.value = { font: 'x' } as NonNullable<typeof chart.theme.value>
    expect(hands.ruler.value?.text.replaceAll('\u00a0', ' ')).toBe('+0.65 % · 6 sessions')
  })
  it('names the years of its ends where they are two', async () => {
    const { hands } = await opened('/t/MSFT?r=1y&ru=2023-10-02..2024-02-14')
    expect(hands.inWords.value?.ends).toBe('Mon 2 Oct 2023 – Wed 14 Feb 2024')
  })
  it('is pulled, let go of as one step, taken back, and taken away', async () => {
    const { byHand, hands, steps, undoing, state, viewport } = await opened('/t/MSFT?r=2023-11-01..2023-11-30')
    const at = viewport.series.value?.axis.dates.indexOf('2023-11-16') ?? 0
    byHand.pullRuler(at + 0.2, at + 2.1, false)
    expect(steps).toHaveLength(1)
    expect(hands.between.value).toMatchObject({ first: at, last: at + 2, days: 4 })
    byHand.pullRuler(at + 0.2, at + 1.4, true)
    expect(steps.at(-1)).toBe('/t/MSFT?r=2023-11-01..2023-11-30&ru=2023-11-16..2023-11-17')
    hands.moveEnd(1, at + 3)
    hands.letRulerGo()
    expect(state.view.value.over.ru).toBe('2023-11-16..2023-11-21')
    undoing.undo()
    expect(state.view.value.over.ru).toBe('2023-11-16..2023-11-17')
    undoing.undo()
    expect(hands.places.value).toBeNull()
    undoing.redo()
    byHand.toggleRuler()
    expect(state.view.value.over.ru).toBeUndefined()
  })
  it('begins at the bar under the crosshair', async () => {
    const { byHand, crosshair, keys, state, viewport, hands } = await opened('/t/MSFT?r=2023-11-01..2023-11-30')
    crosshair.cursor.value = viewport.series.value?.axis.dates.indexOf('2023-11-17') ?? 0
    keys.press({ key: 'm', code: 'KeyM', shiftKey: false })
    expect([state.view.value.over.ru, hands.begun.value]).toEqual(['2023-11-17..2023-11-17', true])
    keys.press({ key: 'Escape', code: 'Escape', shiftKey: false })
    expect([byHand.hasRuler(), state.view.value.over.ru]).toEqual([false, undefined])
  })
  it('says where its ends are no bars of the chart', async () => {
    const { hands } = await opened('/t/MSFT?r=2023-11-01..2023-11-30&ru=2023-11-17T20:30Z..2023-11-20T15:30Z')
    expect(hands.between.value).toBeNull()
  })
})
