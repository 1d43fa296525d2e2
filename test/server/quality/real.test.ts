import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nyse } from '../../../server/calendars/nyse.ts'
import { compare } from '../../../server/checks/compare.ts'
import { isSuspect } from '../../../server/checks/intraday/extendedTick.ts'
import { judge, judgeIntraday } from '../../../server/checks/judge.ts'
import { phaseOf } from '../../../server/checks/phase.ts'
import type { CorporateAction } from '../../../server/market/action.ts'
import { corrected, type DailyBar, type IntradayBar } from '../../../server/market/bar.ts'
import { sessionsBetween } from '../../../server/market/calendar.ts'
import { instant } from '../../../server/market/instant.ts'
import { localTime } from '../../../server/market/zone.ts'
import { actionsFrom, daysFrom } from '../../standin/series.ts'
import { day, named } from '../checks/calm.ts'

const shared = join(import.meta.dirname, '../../../../shared/data')
const rows = (file: string): readonly string[][] =>
  readFileSync(join(shared, file), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','))

const daily = (symbol: string): readonly DailyBar[] =>
  daysFrom(join(shared, `prices/${symbol}.csv`)) as readonly DailyBar[]
const actionsOf = (symbol: string): readonly CorporateAction[] => {
  const file = join(shared, `actions/${symbol}.csv`)
  return existsSync(file) ? actionsFrom(file) : []
}
const dates = () => sessionsBetween(nyse, day('2021-01-04'), day('2024-05-31')).map(({ date }) => date)

/** Real series and real defects; they may not be published with the program, so they are read from beside it. */
describe.skipIf(!existsSync(join(shared, 'quality')))('the checks on real data', () => {
  it.each([
    ['MSFT', []],
    ['SPY', []],
    ['QQQ', []],
    ['AMZN', []],
    ['GOOGL', []],
    ['ORCL', []],
    ['TSLA', []],
    // Earnings of 2023-05-24: +24.4 %, below the limit of a quarter in logarithms.
    ['NVDA', []],
    ['^GSPC', ['VOL_ZERO_MOVE 2023-05-24']],
  ])('judge() of %s', (symbol, names) => {
    const { findings } = judge({
      bars: daily(symbol),
      actions: actionsOf(symbol),
      currency: 'USD',
      expected: dates(),
      market: null,
    })
    expect(named(findings)).toEqual(names)
  })

  it('judge() holds NVIDIA where old and split prices are mixed', () => {
    const split = rows('quality/split_rescale_nvda.csv')
    const before = new Map(
      split.map(([date, close, volume]) => [date, { close: Number(close), volume: Number(volume) }]),
    )
    const last = split.at(-1)?.[0] ?? ''
    // A backfill that appended days on the new scale to days on the old one.
    const bars = daily('NVDA').map((bar) => {
      if (bar.date > last) return bar
      const close = before.get(bar.date)?.close ?? bar.close * 10
      return {
        ...bar,
        open: bar.open * 10,
        high: bar.high * 10,
        low: bar.low * 10,
        close,
        volume: Math.round((bar.volume ?? 0) / 10),
      }
    })
    const found = (actions: readonly CorporateAction[]) =>
      judge({ bars, actions, currency: 'USD', expected: dates(), market: null }).findings.filter(
        ({ severity }) => severity === 'error',
      )
    expect(found(actionsOf('NVDA').filter(({ kind }) => kind !== 'split')).map(({ check }) => check)).toEqual([
      'SPLIT_MISSING',
    ])
    const step = bars.find(({ date }) => date > last)?.date ?? day('2023-11-28')
    const tenfold = { kind: 'split', date: step, numerator: 10, denominator: 1 } as const
    expect(named(found([tenfold]))).toEqual([`SPLIT_STEP ${step}`])
    // Laid over the history, the proposal gives the series as NVIDIA's source has it today.
    const { proposals } = judge({ bars, actions: [tenfold], currency: 'USD', expected: dates(), market: null })
    expect(proposals).toMatchObject([{ check: 'SPLIT_STEP', price: 0.1, volume: 10, from: bars[0]?.date, to: last }])
    const [proposal] = proposals
    if (proposal === undefined) throw new Error('There is a proposal')
    const right = bars.map((bar) => (bar.date <= last ? corrected(bar, proposal) : bar))
    for (const [at, { close }] of daily('NVDA').entries()) expect(right[at]?.close).toBeCloseTo(close, 3)
  })

  it('compare() calls the rescaled NVIDIA sessions a split by ten', () => {
    const overlap = rows('quality/split_rescale_nvda.csv').map(
      ([date, closeBefore, volumeBefore, closeAfter, volumeAfter]) => {
        const bar = (close: number, volume: number) => ({
          date: day(date ?? ''),
          open: close,
          high: close,
          low: close,
          close,
          volume,
          adjClose: null,
        })
        return {
          stored: { ...bar(Number(closeBefore), Number(volumeBefore)), state: 'final' as const },
          delivered: bar(Number(closeAfter), Number(volumeAfter)),
        }
      },
    )
    const { restatement, findings } = compare(overlap)
    expect(restatement.kind).toBe('split')
    expect(restatement.kind === 'split' ? restatement.factor : 0).toBeCloseTo(0.1, 6)
    expect(findings.map(({ check }) => check)).toEqual(['RESTATE_SPLIT'])
  })

  it('compare() remarks on 29 restated volumes of Microsoft and revises none, as all lie below one percent', () => {
    const restated = new Map(
      rows('quality/volume_restatements.csv').map(([, date, old, now]) => [date, [Number(old), Number(now)]]),
    )
    const overlap = daily('MSFT').map((bar) => {
      const [old, now] = restated.get(bar.date) ?? []
      const volume = bar.volume ?? 0
      return {
        stored: { ...bar, volume: old ?? volume, state: 'final' as const },
        delivered: { ...bar, volume: now ?? volume },
      }
    })
    const { revised, findings } = compare(overlap)
    expect(revised.size).toBe(0)
    expect(findings).toMatchObject([{ check: 'REVISED', severity: 'info' }])
    expect(findings[0]?.evidence).toEqual({
      kind: 'volumes',
      values: { sessions: 29, most: expect.closeTo(0.0027, 4) },
    })
  })

  it.each([
    ['MSFT', 410, ['2024-03-04', '2024-03-05', '2024-03-06']],
    ['QQQ', 353, ['2024-03-01', '2024-03-04', '2024-03-05', '2024-03-06']],
    ['NVDA', 511, ['2024-03-04', '2024-03-05', '2024-03-06']],
  ])('judgeIntraday() names the session of every suspect tick of %s outside regular hours', (symbol, count, idle) => {
    const ticks = rows('quality/extended_hours_suspect_ticks.csv').filter(([name]) => name === symbol)
    expect(ticks).toHaveLength(count)
    const bars = hourly(symbol)
    const suspects = new Set(bars.filter(isSuspect).map(({ start }) => start as number))
    for (const [, , ts] of ticks) expect(suspects, ts).toContain(instant(ts ?? ''))
    const findings = judgeIntraday(
      bars,
      dates().filter((date) => date >= '2022-09-01'),
    )
    const sessions = new Set(ticks.map(([, , ts]) => ts?.slice(0, 10)))
    const told = findings.filter(({ check }) => check === 'EXTENDED_TICK').map(({ from }) => from as string)
    expect(new Set(told)).toEqual(sessions)
    // The source has an hour without volume on each of these days. No session is missing, half days among them.
    const others = findings.filter(({ check }) => check !== 'EXTENDED_TICK')
    expect(named(others)).toEqual(idle.map((date) => `VOL_ZERO_MOVE ${date}`))
    expect(findings.every(({ severity }) => severity === 'warn')).toBe(true)
  })
})

const hourly = (symbol: string): readonly IntradayBar[] =>
  rows(`intraday/${symbol}_1h.csv`).flatMap(([ts, , open, high, low, close, volume]) => {
    const start = instant(ts ?? '')
    if (start === null) return []
    const { date } = localTime(start, nyse.zone)
    const prices = {
      open: Number(open),
      high: Number(high),
      low: Number(low),
      close: Number(close),
      volume: Number(volume),
    }
    return [{ start, date, phase: phaseOf(start, nyse.session(date)), ...prices }]
  })
