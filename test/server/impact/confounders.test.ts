import { beforeAll, expect, it } from 'vitest'
import { findEvent } from '../../../db/events.ts'
import type { Db } from '../../../db/file/db.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { everyWorldEvent, worldOn } from '../../../server/events/world.ts'
import { confoundersOn } from '../../../server/impact/confounders.ts'
import { measureImpact } from '../../../server/impact/impact.ts'
import { measureWorld } from '../../../server/impact/list.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Ticker } from '../../../server/market/ticker.ts'
import { concerns } from '../../../server/market/worldMarket.ts'
import { worldEvents } from '../../../server/sources/worldEvents.ts'
import { loadSample } from '../../../server/store/sample.ts'
import { emptyWorld } from '../../filledStore.ts'

let db: Db
beforeAll(async () => {
  db = await emptyWorld()
  await loadSample(db, Date.UTC(2026, 0, 2))
})

const impact = (event: string, mask?: 'events' | 'confounders') =>
  measureImpact(db, event, {
    ticker: null,
    benchmark: null,
    settings: { event: [-5, 5], ...(mask === undefined ? {} : { estimationMask: mask }) },
  })

it('world events are read without a fault, each with its source, and lie on weekdays at the hours of their makers', () => {
  const all = worldEvents()
  expect(new Set(all.map(({ event_id }) => event_id)).size).toBe(all.length)
  expect(all.filter(({ source_url, source_name }) => source_url === null || source_name === null)).toEqual([])
  // 14:00 and 08:30 in New York are 18:00 or 19:00, and 12:30 or 13:30, UTC.
  const hours = (id: string) => [
    ...new Set(
      all
        .filter(({ event_id }) => event_id.startsWith(`world:${id}-`))
        .map(({ public_at }) => public_at?.slice(11, 16)),
    ),
  ]
  expect([hours('fomc').sort(), hours('us-cpi').sort(), hours('us-jobs').sort()]).toEqual([
    ['18:00', '19:00'],
    ['12:30', '13:30'],
    ['12:30', '13:30'],
  ])
})

it('an impact names its confounders: the dividend of 15 November and the prices of the 14th around the ousting, not what Bank Indonesia decided', async () => {
  const { confounders } = await impact('openai-20231117-altman-ousted')
  expect(
    confounders.filter(({ where }) => where === 'event').map(({ kind, session, rel }) => [kind, session, rel]),
  ).toEqual([
    ['world', '2023-11-14', -3],
    ['dividend', '2023-11-15', -2],
  ])
  const earnings = await impact('msft-20231024-fy24q1')
  expect(earnings.confounders.filter(({ event_id }) => event_id === 'msft-20231024-fy24q1')).toEqual([])
})

it('a payment or split with an ex date on which the exchange is closed confounds the next session, whose return has it', () => {
  // Thanksgiving, and a Saturday; the last one is beyond the axis.
  const axis = ['2023-11-22', '2023-11-24', '2023-11-27', '2023-11-28'].map(mustBeDate)
  const on = { axis, position: new Map(axis.map((date, at) => [date, at])), calendar: nyse }
  const found = confoundersOn(
    on,
    [],
    [
      { kind: 'dividend', date: mustBeDate('2023-11-23'), amount: 1.5 },
      { kind: 'split', date: mustBeDate('2023-11-25'), numerator: 4, denominator: 1 },
      { kind: 'dividend', date: mustBeDate('2023-12-01'), amount: 0.7 },
    ],
  )
  expect(
    found
      .filter(({ kind }) => kind !== 'world')
      .map(({ kind, title, session, position }) => [kind, title, session, position]),
  ).toEqual([
    ['dividend', '1.5', '2023-11-24', 1],
    ['split', '4:1', '2023-11-27', 2],
  ])
})

it('mask=confounders leaves their sessions out of the estimation', async () => {
  const [plain, masked] = [
    await impact('openai-20231117-altman-ousted'),
    await impact('openai-20231117-altman-ousted', 'confounders'),
  ]
  const events = await impact('openai-20231117-altman-ousted', 'events')
  if (plain.kind !== 'measured' || masked.kind !== 'measured' || events.kind !== 'measured')
    throw new Error('not measured')
  expect([plain.model.M > events.model.M, events.model.M > masked.model.M]).toEqual([true, true])
})

it('the windows without confounders sum the sessions that are left, with the forecast error of those alone', async () => {
  const plain = await impact('openai-20231117-altman-ousted')
  const masked = await impact('openai-20231117-altman-ousted', 'confounders')
  if (plain.kind !== 'measured' || masked.kind !== 'measured') throw new Error('not measured')
  expect(plain.without_confounders).toBe(null)
  const { left_out, on_day0, windows, estimation_left_out } = masked.without_confounders ?? { windows: [] }
  expect(left_out).toEqual([
    { session: '2023-11-14', rel: -3 },
    { session: '2023-11-15', rel: -2 },
  ])
  expect(on_day0).toBe(false)
  const inEstimation = masked.confounders.filter(({ where }) => where === 'estimation')
  expect(estimation_left_out).toBe(new Set(inEstimation.map(({ session }) => session)).size)
  // Two sessions either side of the mean of the market tell that mean and its sum of squares (MacKinlay 1997, eq. 8).
  const { model, days } = masked
  const factor = ({ se }: (typeof days)[number]) => ((se ?? 0) / model.sigma) ** 2 - 1 - 1 / model.M
  const byMarket = days.toSorted((a, b) => (a.marketReturn ?? 0) - (b.marketReturn ?? 0))
  const [low, high] = [byMarket[0], byMarket.at(-1)]
  if (low === undefined || high === undefined) throw new Error('no sessions')
  const [a, b] = [Math.sqrt(factor(low)), Math.sqrt(factor(high))]
  const mean = ((low.marketReturn ?? 0) * b + (high.marketReturn ?? 0) * a) / (a + b)
  const squares = (((low.marketReturn ?? 0) - mean) / a) ** 2
  for (const { from, to, L, car, seExact } of windows) {
    const left = days.filter(({ rel }) => rel >= from && rel <= to && ![-3, -2].includes(rel))
    const away = left.reduce((sum, { marketReturn }) => sum + (marketReturn ?? 0) - mean, 0)
    expect(L).toBe(left.length)
    expect(car).toBeCloseTo(
      left.reduce((sum, { ar }) => sum + (ar ?? 0), 0),
      12,
    )
    expect(seExact).toBeCloseTo(model.sigma * Math.sqrt(L + L ** 2 / model.M + away ** 2 / squares), 10)
  }
  expect(windows.some(({ from, to, L }) => L < to - from + 1)).toBe(true)
})

it('news at 14:15 in Frankfurt is before the open in New York, and a rail on the sessions of another exchange', async () => {
  const on = async (ticker: string, day: string) =>
    (await worldOn(db, { ticker, from: mustBeDate(day), to: mustBeDate(day) })).map(({ event_id, alignment }) => [
      event_id,
      alignment.kind === 'aligned' ? alignment.session : null,
    ])
  expect(await on('MSFT', '2023-09-14')).toEqual([['world:ecb-2023-09-14', 'pre']])
  // 14:00 in New York on 1 November is the night to the 2nd in Jakarta.
  expect(await on('BBCA.JK', '2023-11-02')).toEqual([['world:fomc-2023-11-01', 'pre']])
})

it('a world event is measured on a ticker as its own events are, in the list and alone, without being stored', async () => {
  const symbol = 'MSFT' as Ticker
  const range = { from: mustBeDate('2023-11-01'), to: mustBeDate('2023-11-30') }
  const { events, impacts } = await measureWorld(db, symbol, range, { benchmark: null, settings: {} })
  expect(impacts.map(({ event_id, session }) => [event_id, session])).toEqual([
    ['world:fomc-2023-11-01', '2023-11-01'],
    ['world:us-jobs-2023-11-03', '2023-11-03'],
    ['world:us-cpi-2023-11-14', '2023-11-14'],
    ['world:bi-2023-11-23', '2023-11-24'],
  ])
  expect(events.map(({ event_id }) => event_id)).toEqual(impacts.map(({ event_id }) => event_id))
  const alone = await measureImpact(db, 'world:fomc-2023-11-01', { ticker: symbol, benchmark: null, settings: {} })
  const [line] = impacts
  if (alone.kind !== 'measured' || line?.kind !== 'measured') throw new Error('not measured')
  // Closes of the sample's file: 338.11 on 31 October, 346.07 on 1 November.
  expect(line.r).toBeCloseTo(346.07 / 338.11 - 1, 5)
  expect([line.r, line.ar, line.t, line.p]).toEqual(
    (({ r, ar, t, p }) => [r, ar, t, p])(alone.days.find(({ rel }) => rel === 0) ?? { r: 0, ar: 0, t: 0, p: 0 }),
  )
  expect(await findEvent(db, 'world:fomc-2023-11-01')).toBe(null)
})

it('concerns() puts a world event on the markets that it is of: Bank Indonesia on Jakarta, the ECB on the euro area, the rest on all', () => {
  const zones = ['America/New_York', 'Europe/Berlin', 'Europe/London', 'Asia/Jakarta']
  const of = (market: string | undefined) => zones.map((zone) => concerns(market, zone))
  expect(of('world')).toEqual([true, true, true, true])
  expect(of(undefined)).toEqual([true, true, true, true])
  expect(of('United States')).toEqual([true, false, false, false])
  expect(of('euro area')).toEqual([false, true, false, false])
  expect(of('Indonesia')).toEqual([false, false, false, true])
  // Every row of the table says whose it is.
  const own = everyWorldEvent().map(({ event_id, extra }) => [event_id.split(/[:-]/)[1], extra.market])
  expect([...new Set(own.map((pair) => pair.join(' ')))].sort()).toEqual([
    'bi Indonesia',
    'closure United States',
    'ecb euro area',
    'fed world',
    'fomc world',
    'us world',
  ])
})
