import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { admit } from '../../../server/backfill/admit.ts'
import { nyse } from '../../../server/calendars/nyse.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import type { Instant } from '../../../server/market/instant.ts'
import type { SourceBar } from '../../../server/sources/priceSource.ts'
import { named } from '../checks/calm.ts'

const at = (text: string): Instant => Date.parse(text) as Instant
const bar = (start: string, rest: Partial<SourceBar> = {}): SourceBar => ({
  start: at(start),
  date: mustBeDate(start.slice(0, 10)),
  open: 10,
  high: 11,
  low: 9,
  close: 10,
  volume: 5,
  adjClose: 10,
  isLastTrade: false,
  ...rest,
})
const facts = {
  calendar: nyse,
  zone: nyse.zone,
  now: at('2024-06-14T12:00:00Z'),
  window: { from: mustBeDate('2023-11-01'), to: mustBeDate('2023-11-30') },
  minutes: null,
}
const admitted = (...bars: readonly SourceBar[]) => admit(bars, facts)

describe('admit()', () => {
  it.each([
    ['a price of zero', { low: 0 }],
    ['a price below zero', { open: -1 }],
    ['less than no volume', { volume: -1 }],
  ])('turns %s away', (_, rest) => {
    const { bars, findings } = admitted(bar('2023-11-17T14:30:00Z', rest))
    expect(bars).toEqual([])
    expect(named(findings)).toEqual(['BAR_NONPOS 2023-11-17'])
  })
  it('lets a volume of zero and an unknown one in', () =>
    expect(
      admitted(bar('2023-11-17T14:30:00Z', { volume: 0 }), bar('2023-11-20T14:30:00Z', { volume: null })).findings,
    ).toEqual([]))
  it.each(['2023-11-18T14:30:00Z', '2023-11-23T14:30:00Z'])(
    'turns a bar of %s away, when the exchange was closed',
    (start) => {
      const { bars, findings } = admitted(bar(start))
      expect([bars.length, findings[0]?.check]).toEqual([0, 'BAR_NOT_SESSION'])
    },
  )
  it('lets a half day in', () => expect(admitted(bar('2023-11-24T14:30:00Z')).bars).toHaveLength(1))
  it('knows no closed day where it has no calendar', () =>
    expect(admit([bar('2023-11-18T00:00:00Z')], { ...facts, calendar: null, zone: 'UTC' }).bars).toHaveLength(1))
  it('leaves what is outside the window out', () => expect(admitted(bar('2023-12-01T14:30:00Z')).bars).toEqual([]))
  it('takes the later of two bars of a session, provisional when they differ', () => {
    const twice = admitted(bar('2023-11-17T14:30:00Z'), bar('2023-11-17T18:00:00Z', { volume: 6 }))
    expect(twice.bars).toMatchObject([{ volume: 6, live: true }])
    expect(twice.findings).toMatchObject([{ check: 'BAR_DUP', severity: 'warn' }])
    const same = admitted(bar('2023-11-17T14:30:00Z'), bar('2023-11-17T18:00:00Z'))
    expect(same.bars).toMatchObject([{ live: false }])
    expect(same.findings).toMatchObject([{ check: 'BAR_DUP', severity: 'info' }])
  })
  it('makes no bar of the last trade of a running session within the day', () => {
    const hours = { ...facts, minutes: 60 }
    expect(admit([bar('2023-11-17T19:07:13Z', { isLastTrade: true })], hours).bars).toEqual([])
    expect(admit([bar('2023-11-17T19:30:00Z', { isLastTrade: true })], hours).bars).toHaveLength(1)
    expect(admit([bar('2023-11-17T19:07:13Z')], hours).bars).toHaveLength(1)
  })

  const file = join(import.meta.dirname, '../../../../shared/data/quality/duplicate_daily_rows.csv')
  it.skipIf(!existsSync(file))('finds every real session that was stored twice, and keeps the final volume', () => {
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
    for (const symbol of ['SPY', 'QQQ']) {
      const own = rows.filter(([name]) => name === symbol)
      const bars = own.map(([, date, order, open, high, low, close, volume]) =>
        bar(`${date}T${order === '0' ? '13:30' : '20:00'}:00Z`, {
          open: Number(open),
          high: Number(high),
          low: Number(low),
          close: Number(close),
          volume: Number(volume),
        }),
      )
      const window = { from: mustBeDate('2000-01-03'), to: mustBeDate('2024-12-31') }
      const { bars: kept, findings } = admit(bars, { ...facts, window, now: at('2025-01-15T12:00:00Z') })
      const dates = new Set(own.map(([, date]) => date))
      expect(findings.filter(({ check }) => check === 'BAR_DUP')).toHaveLength(own.length - dates.size)
      expect(kept).toHaveLength(dates.size)
      expect(kept.map(({ volume }) => volume)).toEqual(
        [...dates].map((date) => Number(own.filter(([, other]) => other === date).at(-1)?.[7])),
      )
    }
  })
})
