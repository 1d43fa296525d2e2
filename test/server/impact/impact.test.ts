import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { removeEvent, saveEvent } from '../../../db/events.ts'
import type { Db } from '../../../db/file/db.ts'
import { write } from '../../../db/file/transaction.ts'
import { saveFindings } from '../../../db/findings.ts'
import { storeDailyBars } from '../../../db/storeBars.ts'
import { findTicker, saveTicker } from '../../../db/tickers.ts'
import type { Finding } from '../../../server/checks/finding.ts'
import type { Impact } from '../../../server/impact/answer.ts'
import { measureImpact } from '../../../server/impact/impact.ts'
import { measureImpacts } from '../../../server/impact/list.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { MarketEvent } from '../../../server/market/event.ts'
import { type Instant, instant } from '../../../server/market/instant.ts'
import { mustBeTicker } from '../../../server/market/ticker.ts'
import { plainEvent } from '../../db/plainEvent.ts'
import { deleteBar, setBarState } from '../../db/tamper.ts'
import { addPrices, emptyWorld } from '../../filledStore.ts'
import { exampleOn } from '../checks/hits.ts'
import { differences, noneYet, readOracle, settingsOf } from '../stats/oracle.ts'

const msft = mustBeTicker('MSFT')

const eventAt = (id: string, publicAt: string, more: Partial<MarketEvent> = {}): MarketEvent => ({
  ...plainEvent,
  event_id: id,
  title: id,
  public_at: publicAt,
  precision: publicAt.length > 10 ? 'minute' : 'day',
  tickers: [{ symbol: 'MSFT', role: 'investor' }],
  type: 'governance',
  ...more,
})

const addEvent = (db: Db, event: MarketEvent) =>
  write(db, (tx) => saveEvent(tx, event, (instant(event.public_at ?? '') ?? Date.UTC(2023, 10, 1)) as Instant, 1))

const find = (db: Db, tickerId: number, ...findings: readonly Finding[]) =>
  write(db, (tx) => saveFindings(tx, { tickerId, interval: '1d', fetchId: null, now: 1 }, findings))

const measured = (impact: Impact): Extract<Impact, { kind: 'measured' }> => {
  if (impact.kind === 'measured') return impact
  throw new Error(`${impact.reason}: ${impact.detail}`)
}

const oracles = [
  ['msft-openai-log-gspc', 'GSPC'],
  ['msft-openai-market', 'SPY'],
] as const
describe.each(oracles)('measureImpact against two other programs: %s', (name, symbol) => {
  const oracle = readOracle(name)
  it.skipIf(oracle === null)('measureImpact() agrees from the store to the answer', async () => {
    if (oracle === null) return
    const { series, events, expected } = oracle
    const benchmark = mustBeTicker(symbol)
    const db = await emptyWorld()
    for (const ticker of [msft, benchmark]) {
      const closes = series.prices?.[ticker] ?? []
      const bars = series.calendar.map((date, row) => {
        const close = closes[row] ?? 0
        const price = { open: close, high: close, low: close, close, volume: 1, adjClose: null }
        return { date: mustBeDate(date), ...price, state: 'final' as const }
      })
      const facts = { name: null, exchange: null, kind: 'stock', currency: 'USD', zone: 'America/New_York' }
      await write(db, async (tx) => {
        const tickerId = await saveTicker(tx, { symbol: ticker, ...facts, firstTradeDate: null }, 1)
        await storeDailyBars(tx, tickerId, bars, 1)
      })
    }
    const { returnType, estimation, event, windows } = settingsOf(oracle)
    const asked = { returnType, estimation, event, windows }
    const worst = noneYet()
    for (const [i, { id, day0 }] of events.entries()) {
      await addEvent(db, eventAt(id, `${day0}T20:28:00Z`))
      const impact = measured(await measureImpact(db, id, { ticker: msft, benchmark, settings: asked }))
      expect(impact.session).toBe(day0)
      expect(differences(impact, expected.single[i], worst)).toEqual([])
    }
    expect(worst.compared).toBeGreaterThan(500)
    db.close()
  })
})

describe('measureImpact on prices that are held back', () => {
  const heldDay = '2023-11-17'
  const worldWith = async (symbol: string) => {
    const db = await emptyWorld()
    await addPrices(db, 'MSFT', 'db/sample/prices/MSFT.csv', 'db/sample/actions/MSFT.csv')
    await addPrices(db, '^GSPC', 'db/sample/prices/^GSPC.csv', null, 'index')
    await addEvent(db, eventAt('ousted', '2023-11-17T20:28:00Z'))
    const held = await findTicker(db, mustBeTicker(symbol))
    const tickerId = held?.id ?? 0
    setBarState(db, tickerId, mustBeDate(heldDay), 'held')
    await find(
      db,
      tickerId,
      exampleOn('UNIT_POINT', mustBeDate(heldDay), { holds: { from: mustBeDate(heldDay), to: mustBeDate(heldDay) } }),
    )
    return db
  }
  it.each(['MSFT', '^GSPC'])(
    'measureImpact() gives no figure for a session on which %s is held, and names the check',
    async (symbol) => {
      const db = await worldWith(symbol)
      const impact = measured(await measureImpact(db, 'ousted', { ticker: msft, benchmark: null, settings: {} }))
      const zero = impact.days.find(({ rel }) => rel === 0)
      expect(zero).toMatchObject({ date: heldDay, ar: null, heldBy: ['UNIT_POINT'] })
      expect(impact.finding.en).toContain('UNIT_POINT')
      // The session keeps its place: the next one is still day +1.
      expect(impact.days.find(({ rel }) => rel === 1)?.date).toBe('2023-11-20')
      db.close()
    },
  )
})

describe('measureImpact on prices that are not what they seem', () => {
  const world = async (actions: string | null) => {
    const db = await emptyWorld()
    await addPrices(db, 'MSFT', 'db/sample/prices/MSFT.csv', actions)
    await addPrices(db, '^GSPC', 'db/sample/prices/^GSPC.csv', null, 'index')
    await addEvent(db, eventAt('ousted', '2023-11-17T20:28:00Z'))
    return db
  }
  const ask = async (db: Db) =>
    measured(await measureImpact(db, 'ousted', { ticker: msft, benchmark: null, settings: {} }))

  it('measureImpact() flags a share whose payments are not stored, and not one whose are', async () => {
    expect((await ask(await world(null))).flags).toContain('unadjustedPrices')
    expect((await ask(await world('db/sample/actions/MSFT.csv'))).flags).not.toContain('unadjustedPrices')
  })
  it('measureImpact() flags no share whose adjusted closes know a payment after its newest price alone: no return has it', async () => {
    const rows = readFileSync('db/sample/prices/MSFT.csv', 'utf8').trim().split('\n')
    // 2 % paid later: every adjusted close is 0.98 of its close, to the cent.
    const later = rows.slice(1).map((row) => {
      const cells = row.split(',')
      return cells.with(5, (Number(cells[4]) * 0.98).toFixed(2)).join(',')
    })
    const file = join(mkdtempSync(join(tmpdir(), 'paid-later-')), 'MSFT.csv')
    writeFileSync(file, [rows[0], ...later, ''].join('\n'))
    const db = await emptyWorld()
    await addPrices(db, 'MSFT', file, null)
    await addPrices(db, '^GSPC', 'db/sample/prices/^GSPC.csv', null, 'index')
    await addEvent(db, eventAt('ousted', '2023-11-17T20:28:00Z'))
    expect((await ask(db)).flags).not.toContain('unadjustedPrices')
    db.close()
    rmSync(dirname(file), { recursive: true })
  })
  it('measureImpact() leaves prices that stood still out of the estimation window and says how many', async () => {
    const db = await world('db/sample/actions/MSFT.csv')
    const before = (await ask(db)).model.M
    const { id } = (await findTicker(db, msft)) ?? { id: 0 }
    // Three sessions of June 2023, inside [-260, -11] of the event.
    const [from, to] = [mustBeDate('2023-06-06'), mustBeDate('2023-06-08')]
    await find(db, id, exampleOn('STALE_RUN', from, { to }))
    const impact = await ask(db)
    expect(impact.model.M).toBe(before - 3)
    expect(impact.data.stale_excluded).toBe(3)
  })
  it('measureImpact() counts the sessions that its benchmark lacks', async () => {
    const db = await world('db/sample/actions/MSFT.csv')
    const { id } = (await findTicker(db, mustBeTicker('^GSPC'))) ?? { id: 0 }
    deleteBar(db, id, mustBeDate('2023-06-06'))
    expect((await ask(db)).data.without_benchmark).toBe(1)
  })
})

describe('measureImpact on the sample', () => {
  let db: Db
  const ask = (id: string, settings = {}) => measureImpact(db, id, { ticker: null, benchmark: null, settings })
  beforeAll(async () => {
    db = await emptyWorld()
    await addPrices(db, 'MSFT', 'db/sample/prices/MSFT.csv', 'db/sample/actions/MSFT.csv')
    await addPrices(db, '^GSPC', 'db/sample/prices/^GSPC.csv', null, 'index')
    await addEvent(db, eventAt('told', '2023-11-17T20:26:00Z'))
    await addEvent(db, eventAt('ousted', '2023-11-17T20:28:00Z'))
    await addEvent(db, eventAt('weekend', '2023-11-18T22:30:00Z'))
    await addEvent(db, eventAt('joins', '2023-11-20T07:53:28Z'))
    await addEvent(db, eventAt('some-day', '2023-11-15'))
    await addEvent(db, eventAt('some-month', '2023-11', { precision: 'month' }))
    await addEvent(db, eventAt('too-early', '2022-02-01T15:00:00Z'))
    await addEvent(db, eventAt('before-data', '2021-06-01T15:00:00Z'))
    await addEvent(db, eventAt('nobody', '2023-11-17T20:28:00Z', { tickers: [{ symbol: 'OPENAI', role: 'subject' }] }))
    await addEvent(
      db,
      eventAt('own-windows', '2023-11-17T20:28:00Z', {
        window_start: -2,
        window_end: 2,
        estimation_end: -11,
        estimation_length: 120,
      }),
    )
  })

  it('measureImpact() puts items of one session together and keeps each apart', async () => {
    const impact = measured(await ask('joins'))
    expect(impact.session).toBe('2023-11-20')
    expect(impact.cluster.map(({ event_id }) => event_id)).toEqual(['weekend', 'joins'])
    expect(impact.finding.en).toContain('cannot be told apart')
  })
  it('measureImpact() returns the move of the day as the prices give it: 369.85 after 376.17 without a dividend', async () => {
    const day = measured(await ask('ousted')).days.find(({ rel }) => rel === 0)
    expect(day?.r).toBeCloseTo(369.85 / 376.17 - 1, 9)
    expect(day?.close).toBe(369.85)
  })
  it('measureImpact() returns an ex-dividend day on total-return basis: 2023-11-15 paid 0.75', async () => {
    const day = measured(await ask('ousted')).days.find(({ date }) => date === '2023-11-15')
    expect(day?.r).toBeCloseTo(369.67 / (370.27 * (1 - 0.75 / 370.27)) - 1, 9)
  })
  it('measureImpact() says that a split at the news needs intraday prices', async () =>
    expect(measured(await ask('ousted')).split).toEqual({ kind: 'whole-session', reason: 'noIntradayBars' }))
  it('measureImpact() offers every admissible day of a date without an hour and a headline of two days', async () => {
    const impact = measured(await ask('some-day'))
    expect(impact.candidates.map(({ day0 }) => day0)).toEqual(['2023-11-15', '2023-11-16'])
    expect(impact.headline).toEqual([0, 1])
    expect(impact.candidates[0]?.t).toBeCloseTo(impact.days.find(({ rel }) => rel === 0)?.t ?? 0, 12)
  })
  it('measureImpact() lists other events in the windows', async () => {
    const impact = measured(await ask('ousted'))
    expect(impact.overlaps).toContainEqual({ event_id: 'joins', title: 'joins', day0: '2023-11-20', where: 'event' })
    expect(impact.overlaps.map(({ event_id }) => event_id)).not.toContain('told')
  })
  it.each([
    ['some-month', 'tooCoarse'],
    ['too-early', 'tooFewObservations'],
    ['before-data', 'outsideData'],
  ])('measureImpact() excludes %s with the reason %s', async (id, reason) =>
    expect(await ask(id)).toMatchObject({ kind: 'excluded', reason }),
  )
  it('measureImpact() refuses an event it does not know and one whose tickers have no prices', async () => {
    await expect(ask('nothing')).rejects.toMatchObject({ status: 404, code: 'unknown_event' })
    await expect(ask('nobody')).rejects.toMatchObject({ status: 409, code: 'no_prices' })
  })
  it('measureImpact() refuses settings that cannot be used and a benchmark that is the ticker', async () => {
    await expect(ask('ousted', { estimation: [-100, -5] })).rejects.toMatchObject({ status: 400, code: 'bad_settings' })
    await expect(ask('ousted', { model: 'ff3' })).rejects.toMatchObject({ status: 409, code: 'no_factors' })
    await expect(measureImpact(db, 'ousted', { ticker: msft, benchmark: msft, settings: {} })).rejects.toMatchObject({
      status: 422,
    })
  })
  it('measureImpact() measures a security against its own past where there is no benchmark', async () => {
    const gspc = mustBeTicker('^GSPC')
    const alone = { ticker: gspc, benchmark: null }
    await expect(measureImpact(db, 'ousted', { ...alone, settings: {} })).rejects.toMatchObject({
      status: 409,
      code: 'no_benchmark',
    })
    const { model, days } = measured(await measureImpact(db, 'ousted', { ...alone, settings: { model: 'mean' } }))
    expect(model.kind).toBe('mean')
    expect(days.find(({ rel }) => rel === 0)?.ar).toBeCloseTo(4514.02 / 4508.24 - 1 - model.alpha, 9)
  })
  it('measureImpact() takes the windows of the event unless others are asked for', async () => {
    expect(measured(await ask('own-windows')).settings).toMatchObject({
      event: [-2, 2],
      windows: [[-2, 2]],
      estimation: [-130, -11],
    })
    expect(measured(await ask('own-windows', { estimation: [-260, -11] })).settings.estimation).toEqual([-260, -11])
  })
  it('measureImpact() draws the expected path from the close before the window', async () => {
    const impact = measured(await ask('ousted'))
    const [first] = impact.days
    // 2023-11-02 closed at 348.32; the first expected return carries it on.
    expect(first?.expectedClose).toBeCloseTo(348.32 * (1 + (first?.expected ?? 0)), 6)
  })
  it('measureImpact() leaves sessions around other events out of the estimation window when asked to', async () => {
    const [plain, masked] = [measured(await ask('ousted')), measured(await ask('ousted', { estimationMask: 'events' }))]
    // No other event lies in the estimation window yet.
    expect(masked.model.M).toBe(plain.model.M)
    await addEvent(db, eventAt('summer', '2023-07-18T15:30:00Z'))
    expect(measured(await ask('ousted', { estimationMask: 'events' })).model.M).toBe(plain.model.M - 3)
    await write(db, (tx) => removeEvent(tx, 'summer', 1))
  })
  it('measureImpacts() gives each event the figures that measureImpact() gives it', async () => {
    const { impacts } = await measureImpacts(db, msft, { from: null, to: null }, { benchmark: null, settings: {} })
    expect(impacts).toHaveLength(9)
    const line = impacts.find(({ event_id }) => event_id === 'ousted')
    const day = measured(await ask('ousted')).days.find(({ rel }) => rel === 0)
    expect(line).toMatchObject({
      kind: 'measured',
      session: '2023-11-17',
      ar: day?.ar,
      t: day?.t,
      p: day?.p,
      significant: false,
    })
    expect(line?.cluster).toEqual(['told', 'ousted', 'own-windows'])
  })
  it('measureImpacts() keeps to the sessions asked for', async () => {
    const { impacts } = await measureImpacts(
      db,
      msft,
      { from: mustBeDate('2023-11-20'), to: mustBeDate('2023-11-20') },
      { benchmark: null, settings: {} },
    )
    expect(impacts.map(({ event_id }) => event_id)).toEqual(['some-month', 'weekend', 'joins'])
  })
})
