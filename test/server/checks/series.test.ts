import { describe, expect, it } from 'vitest'
import { nyse } from '../../../server/calendars/nyse.ts'
import { checkAge } from '../../../server/checks/answer/respStale.ts'
import { barRepeated } from '../../../server/checks/series/barRepeated.ts'
import { dateShift } from '../../../server/checks/series/dateShift.ts'
import { divScale } from '../../../server/checks/series/divScale.ts'
import { divUntold } from '../../../server/checks/series/divUntold.ts'
import { openCloseSwap } from '../../../server/checks/series/openCloseSwap.ts'
import { volLarge } from '../../../server/checks/series/volLarge.ts'
import { volStep } from '../../../server/checks/series/volStep.ts'
import { wickLarge } from '../../../server/checks/series/wickLarge.ts'
import type { CorporateAction } from '../../../server/market/action.ts'
import type { DailyBar } from '../../../server/market/bar.ts'
import { calm, dates, day, named, ran, seriesOf } from './calm.ts'
import { lively, livelyDates, livelyDay } from './lively.ts'

const last = dates.length - 1

describe('BAR_REPEATED', () => {
  const each = calm((bar, n) => ({ ...bar, high: bar.high + n / 100, volume: 1_000_000 + n }))
  const alike = (from: number, count: number, change: (bar: DailyBar) => DailyBar = (bar) => bar) =>
    each.map((bar, n) => (n >= from && n < from + count ? change({ ...(each[from - 1] ?? bar), date: bar.date }) : bar))
  const noVolume = (bars: readonly DailyBar[]) => bars.map((bar) => ({ ...bar, volume: null }))
  const found = (bars: readonly DailyBar[]) => named(ran(seriesOf(bars), barRepeated))
  it.each([
    ['one session', alike(40, 1), [`BAR_REPEATED ${dates[40]}`]],
    ['four sessions', alike(40, 4), [`BAR_REPEATED ${dates[40]}..${dates[43]}`]],
    ['the second session', alike(1, 1), [`BAR_REPEATED ${dates[1]}`]],
    ['the last session', alike(last, 1), [`BAR_REPEATED ${dates[last]}`]],
    ['a session with one share more', alike(40, 1, (bar) => ({ ...bar, volume: (bar.volume ?? 0) + 1 })), []],
    ['a session with a close a cent higher', alike(40, 1, (bar) => ({ ...bar, close: bar.close + 0.01 })), []],
    ['a session without a trade', alike(40, 1, (bar) => ({ ...bar, volume: 0 })), []],
    ['a session whose volume nobody knows', noVolume(alike(40, 1)), []],
    ['two such sessions', noVolume(alike(40, 2)), [`BAR_REPEATED ${dates[40]}..${dates[41]}`]],
  ])('of %s', (_, bars, names) => expect(found(bars)).toEqual(names))
  it('says nothing of flat sessions of few shares: those can be alike', () => {
    const flat = calm((bar, n) =>
      n > 39 && n < 44 ? { ...bar, open: 100, high: 100, low: 100, close: 100, volume: 100 } : bar,
    )
    expect(found(flat)).toEqual([])
  })
  it.each([
    [3, 1000, 1],
    [3, 999, 0],
    [2, 1_000_000, 0],
  ])('of %i flat sessions of %i shares each finds %i run', (count, volume, runs) => {
    const flat = calm((bar, n) =>
      n > 39 && n < 40 + count ? { ...bar, open: 100, high: 100, low: 100, close: 100, volume } : bar,
    )
    const first = flat.map((bar, n) => (n === 39 ? { ...(flat[40] ?? bar), date: bar.date } : bar))
    expect(found(first)).toEqual(runs === 0 ? [] : [`BAR_REPEATED ${dates[40]}..${dates[39 + count]}`])
  })
  it('holds the sessions that repeat, and not the one they repeat', () =>
    expect(ran(seriesOf(alike(40, 3)), barRepeated)).toMatchObject([
      { severity: 'error', holds: { from: dates[40], to: dates[42] }, evidence: { values: { sessions: 3 } } },
    ]))
})

describe('VOL_STEP', () => {
  const found = (factor: number, at = 40) =>
    named(ran(seriesOf(calm((bar, n) => (n >= at ? { ...bar, volume: Math.round(1e6 * factor) } : bar))), volStep))
  it.each([
    [100, true],
    [0.01, true],
    [1000, true],
    [57, true],
    [55, false],
    [177, true],
    [179, false],
    [10, false],
  ])('of volumes %d times as large from a session on', (factor, isFound) =>
    expect(found(factor)).toEqual(isFound ? [`VOL_STEP ${dates[40]}`] : []),
  )
  it('needs five sessions on each side', () => {
    expect([found(100, 5), found(100, 4)]).toEqual([[`VOL_STEP ${dates[5]}`], []])
    expect([found(100, last - 4), found(100, last - 3)]).toEqual([[`VOL_STEP ${dates[last - 4]}`], []])
  })
  it('says nothing of one session a hundred times as lively', () =>
    expect(named(ran(seriesOf(calm((bar, n) => (n === 40 ? { ...bar, volume: 1e8 } : bar))), volStep))).toEqual([]))
})

describe('VOL_LARGE', () => {
  const found = (volume: number, usual = 1e6) =>
    named(ran(seriesOf(calm((bar, n) => ({ ...bar, volume: n === 40 ? volume : usual }))), volLarge))
  it.each([
    [99e6, []],
    [100e6, [`VOL_LARGE ${dates[40]}`]],
  ])('of a volume of %d among a million', (volume, names) => expect(found(volume)).toEqual(names))
  it('knows what counters of 31 and 32 bits end at, of shares that trade nearly as many too', () => {
    expect([2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1].map((full) => found(full, 5e7).length)).toEqual([1, 1, 1])
    expect(found(2 ** 31 - 2, 5e7)).toEqual([])
    expect(found(2 ** 31 - 1, 1e9)).toHaveLength(1)
    expect(found(2 ** 31 - 2, 1e9)).toEqual([])
  })
})

describe('WICK_LARGE', () => {
  const found = (change: (bar: DailyBar) => DailyBar, actions: readonly CorporateAction[] = []) =>
    named(
      ran(
        seriesOf(
          calm((bar, n) => (n === 40 ? change(bar) : bar)),
          actions,
        ),
        wickLarge,
      ),
    )
  it('draws the line at a quarter in logarithms', () => {
    const high = (log: number) => found((bar) => ({ ...bar, high: Math.max(bar.open, bar.close) * Math.exp(log) }))
    const low = (log: number) => found((bar) => ({ ...bar, low: Math.min(bar.open, bar.close) * Math.exp(-log) }))
    expect([high(0.249), high(0.251), low(0.249), low(0.251)].map((names) => names.length)).toEqual([0, 1, 0, 1])
  })
  it('leaves a flash of twelve percent alone, and the session of a payment', () => {
    expect(found((bar) => ({ ...bar, low: bar.low * 0.88 }))).toEqual([])
    expect(
      found((bar) => ({ ...bar, low: 60 }), [{ kind: 'dividend', date: dates[40] ?? day('2023-09-01'), amount: 40 }]),
    ).toEqual([])
  })
})

describe('OPEN_CLOSE_SWAP', () => {
  const swapped = (from: number, until: number) =>
    ran(
      seriesOf(lively((bar, n) => (n >= from && n < until ? { ...bar, open: bar.close, close: bar.open } : bar), 300)),
      openCloseSwap,
    )
  it('finds a series whose opens are its closes, once', () => {
    const [finding, ...others] = swapped(0, 300)
    expect(finding).toMatchObject({ severity: 'warn', holds: null, from: livelyDates(300)[1] })
    expect(others).toEqual([])
  })
  it('finds it from a session on, within its first forty', () => {
    const [finding, ...others] = swapped(100, 300)
    expect(finding?.from.slice(0, 7)).toBe(livelyDates(300)[100]?.slice(0, 7))
    expect(others).toEqual([])
  })
  it('says nothing of fifteen sessions, nor of none', () =>
    expect([swapped(100, 115), swapped(0, 0)]).toEqual([[], []]))
})

describe('DATE_SHIFT', () => {
  const market = new Map(livelyDates(300).map((date, n) => [date, livelyDay(n).close]))
  const shifted = (by: number, from = 0, noise = 0) =>
    ran(
      seriesOf(
        lively((bar, n) => {
          const { open, high, low, close } = livelyDay(Math.max(0, n < from ? n : n - by))
          const factor = Math.exp(noise * Math.sin(n * n))
          return { ...bar, open, high, low, close: close * factor }
        }, 250),
        [],
        { market },
      ),
      dateShift,
    )
  it.each([
    [1, 1],
    [-1, -1],
  ])('finds prices %i session late', (by, sessions) =>
    expect(shifted(by)).toMatchObject([{ severity: 'warn', evidence: { values: { sessions } } }]),
  )
  it('finds them from a session on', () => {
    const [finding] = shifted(1, 150)
    expect((finding?.from ?? '') > (livelyDates(300)[100] ?? '')).toBe(true)
  })
  it('says nothing of prices on their own sessions, nor of two sessions late, nor of little in common', () =>
    expect([shifted(0), shifted(2), shifted(1, 0, 0.05)]).toEqual([[], [], []]))
  it('says nothing without a market', () => expect(ran(seriesOf(lively()), dateShift)).toEqual([]))
})

const paid = (n: number, amount: number): CorporateAction => ({
  kind: 'dividend',
  date: dates[n] ?? day('2023-09-01'),
  amount,
})
/** Adjusted closes that know payments of some amounts at some sessions. */
const adjusted = (payments: Readonly<Record<number, number>>): readonly DailyBar[] =>
  calm((bar, n) => {
    const factor = Object.entries(payments).reduce(
      (product, [at, amount]) =>
        n < Number(at) ? product * (1 - amount / (calm()[Number(at) - 1]?.close ?? 1)) : product,
      1,
    )
    return { ...bar, adjClose: bar.close * factor }
  })

describe('DIV_UNTOLD', () => {
  const found = (bars: readonly DailyBar[], ...actions: CorporateAction[]) =>
    named(ran(seriesOf(bars, actions), divUntold))
  it('names a payment that adjusted closes know and the actions lack', () => {
    expect(found(adjusted({ 20: 1, 40: 1 }), paid(20, 1))).toEqual([`DIV_UNTOLD ${dates[40]}`])
    const [finding] = ran(seriesOf(adjusted({ 20: 1, 40: 1 }), [paid(20, 1)]), divUntold)
    expect(finding?.evidence.values.amount).toBeCloseTo(1, 9)
  })
  it('says it once where no payment is stored at all', () => {
    const [finding, ...others] = ran(seriesOf(adjusted({ 20: 1, 40: 1, 60: 1 })), divUntold)
    expect(finding).toMatchObject({
      from: dates[20],
      to: dates[60],
      evidence: { kind: 'all', values: { payments: 3 } },
    })
    expect(others).toEqual([])
  })
  it.each([
    ['nothing where all are told', adjusted({ 20: 1, 40: 1 }), [paid(20, 1), paid(40, 1)], []],
    [
      'a payment of a thousandth and a little',
      adjusted({ 20: 1, 40: 0.102 }),
      [paid(20, 1)],
      [`DIV_UNTOLD ${dates[40]}`],
    ],
    ['no payment below a thousandth: that may be rounding', adjusted({ 20: 1, 40: 0.098 }), [paid(20, 1)], []],
    [
      'one on the third session and on the last but one',
      adjusted({ 2: 1, 20: 1, [last - 1]: 1 }),
      [paid(20, 1)],
      [`DIV_UNTOLD ${dates[2]}`, `DIV_UNTOLD ${dates[last - 1]}`],
    ],
    [
      'none that is nothing but an adjusted close off for a session',
      adjusted({ 20: 1 }).map((bar, n) => (n === 40 ? { ...bar, adjClose: bar.close * 1.02 } : bar)),
      [paid(20, 1)],
      [],
    ],
    [
      'none where closes are rounded and adjusted closes are not',
      calm((bar) => ({ ...bar, adjClose: bar.close * 1.0004 })),
      [],
      [],
    ],
  ])('names %s', (_, bars, actions, names) => expect(found(bars, ...actions)).toEqual(names))
})

describe('DIV_SCALE', () => {
  const known = adjusted({ 20: 1, 40: 1, 60: 1 })
  const found = (...amounts: readonly number[]) =>
    named(
      ran(
        seriesOf(
          known,
          amounts.map((amount, n) => paid(20 * (n + 1), amount)),
        ),
        divScale,
      ),
    )
  it.each([
    ['net of a tax of 15 %', [0.85, 0.85, 0.85], true],
    ['8 % less', [0.92, 0.92, 0.92], true],
    ['8 % more', [1.08, 1.08, 1.08], true],
    ['2 % less', [0.98, 0.98, 0.98], false],
    ['two of them', [0.92, 0.92], false],
    ['each off in its own way', [0.92, 1.1, 0.8], false],
    ['as they are', [1, 1, 1], false],
  ])('of payments %s', (_, amounts, isFound) =>
    expect(found(...amounts)).toEqual(isFound ? [`DIV_SCALE ${dates[20]}..${dates[60]}`] : []),
  )
})

describe('RESP_STALE', () => {
  const age = (trade: string, wanted = '2023-11-19') =>
    checkAge(day(trade), day('2023-11-17'), day(wanted), nyse).map(({ severity }) => severity)
  it.each([
    ['2023-11-17', []],
    ['2023-11-10', []],
    // Six sessions: 10, 13, 14, 15, 16 and 17 November.
    ['2023-11-09', ['warn']],
    // Sixty sessions before 17 November, and sixty-one.
    ['2023-08-24', ['warn']],
    ['2023-08-23', ['error']],
    ['2019-05-01', ['error']],
  ])('of a last trade on %s, asked up to 19 November', (trade, severities) => expect(age(trade)).toEqual(severities))
  it('says nothing of a request that ends before the last session', () =>
    expect(age('2019-05-01', '2023-11-16')).toEqual([]))
})
