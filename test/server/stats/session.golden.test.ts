import { describe, expect, it } from 'vitest'
import { designOf } from '../../../server/stats/design.ts'
import { benjaminiHochberg } from '../../../server/stats/multiple.ts'
import { testSessions } from '../../../server/stats/session.ts'
import { differences, type Figures, noneYet, readGolden, sampleColumn, settingsOf, tell } from './oracle.ts'

type Golden = {
  /** Dates on which the security, and its benchmark, are left without a price. */
  out: string[]
  noMarket: string[]
  events: string[]
  stale: string[]
  cases: {
    id: string
    settings: Record<string, unknown>
    expected: Figures & { sessions: (Figures & { date: string })[] }
  }[]
}
const golden = readGolden<Golden>('abnormal')
const [msft, gspc] = ['MSFT', '^GSPC'].map((ticker) => sampleColumn(`prices/${ticker}.csv`, 'adj_close'))
const calendar = [...(gspc?.keys() ?? [])]
const prices = (column: ReadonlyMap<string, number> | undefined, without: readonly string[]) =>
  ({
    kind: 'prices',
    values: calendar.map((date) => (without.includes(date) ? null : (column?.get(date) ?? null))),
  }) as const
const series = { calendar, asset: prices(msft, golden.out), market: prices(gspc, golden.noMarket) }
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe('testSessions() agrees with numpy and SciPy on MSFT', () => {
  const others = golden.events.map((date) => ({ id: date, day0: calendar.indexOf(date) }))
  const unusable = Uint8Array.from(calendar, (date) => (golden.stale.includes(date) ? 1 : 0))

  it.each(golden.cases)('testSessions() by $id', ({ id, settings, expected }) => {
    const asked = settingsOf({ settings })
    const all = [...testSessions(designOf(series, asked), asked, { others, unusable }, [0, calendar.length - 1])]
    expect(all.map(({ at }) => at)).toEqual(calendar.map((_, at) => at))
    const tested = all.flatMap((session) => (session.kind === 'tested' ? [session] : []))
    const reasons = all.flatMap((session) => (session.kind === 'untested' ? [session.reason] : []))
    const adjusted = benjaminiHochberg(tested.map(({ p }) => p))
    const byDate = new Map(tested.map((test, i) => [calendar[test.at], { ...test, pAdjusted: adjusted[i] }]))
    const found = {
      tested: tested.length,
      untested: [...new Set(reasons)]
        .sort()
        .map((reason) => ({ reason, sessions: reasons.filter((other) => other === reason).length })),
      sumAr: sum(tested.map(({ ar }) => ar)),
      sumT: sum(tested.map(({ t }) => t)),
      sessions: expected.sessions.map(({ date }) => ({ date, ...byDate.get(date) })),
    }
    const worst = noneYet()
    expect(differences(found, expected, worst)).toEqual([])
    tell(`sessions ${id}`, worst)
  })

  it('testSessions() gives a part of the axis the figures of the whole', () => {
    const asked = settingsOf({ settings: { estimationMask: 'events', event: [0, 0] } })
    const design = designOf(series, asked)
    const whole = [...testSessions(design, asked, { others, unusable }, [0, calendar.length - 1])]
    expect([...testSessions(design, asked, { others, unusable }, [470, 480])]).toEqual(whole.slice(470, 481))
    expect([...testSessions(design, asked, { others, unusable }, [-5, 0])]).toEqual(whole.slice(0, 1))
  })
})
