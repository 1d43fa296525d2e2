import { describe, expect, it } from 'vitest'
import { studyReport } from '../../../server/study/report.ts'
import { runStudy, type Study } from '../../../server/study/study.ts'

const calendar = Array.from({ length: 200 }, (_, i) => new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10))
const market = calendar.map((_, i) => Math.sin(i * 1.7) / 100)
const shareOf = (k: number) => calendar.map((_, i) => Math.sin(i * 1.7) / 90 + Math.cos(i * (2.9 + k)) / 200)
const tickers = ['A', 'B', 'C', 'D']
const spec = {
  settings: {
    estimation: [-100, -6],
    event: [-2, 2],
    windows: [[0, 1]],
    bootstrap: { draws: 99, seed: 1, block: 1 },
    alpha: 0.0005,
  },
  series: { calendar, returns: { M: market, ...Object.fromEntries(tickers.map((t, k) => [t, shareOf(k)])) } },
  events: tickers.map((ticker, k) => ({
    id: ticker,
    ticker,
    market: 'M',
    day0: calendar[150],
    group: k < 3 ? 'three' : 'lone',
    x: { size: k * k },
  })),
  regression: { window: [0, 1], on: ['size'] },
  robustness: true,
}
const noStore = async () => {
  throw new Error('an inline study opens no store')
}
const studyOf = (changes: object = {}) => runStudy(JSON.stringify({ ...spec, ...changes }), noStore)

describe('studyReport()', () => {
  it('studyReport() shows what a spec asks for beside the tests: groups, resampling, regression', async () => {
    const report = studyReport(await studyOf())
    for (const shown of ['Group three\n3 events.', 'Group lone: 1 measured, too few to test', '99 draws from seed 1'])
      expect(report).toContain(shown)
    expect(report).toMatch(/CAR of \[0, 1\] on characteristics, 4 events: .*\n.*\nconstant .*\nsize /)
    expect(studyReport(await studyOf({ group: undefined, regression: undefined }))).not.toContain('characteristics')
  })
  it('studyReport() names a small level as it was asked for', async () => {
    expect(studyReport(await studyOf())).toContain('two-sided level 0.05 %')
  })
  it('studyReport() gives what rounds to zero no sign', async () => {
    const study = await studyOf()
    const [event] = study.single('light')
    const window = { from: 0, to: 1, car: -0.00001, seExact: 0.01, tExact: -0.001, pExact: 0.999 }
    const near: Study = { ...study, single: () => [{ ...event, windows: [window] } as never] }
    expect(studyReport(near)).toMatch(/A {6}\[0, 1\] {2}0\.00 % {2}1\.00 % {2}0\.00 {2}0\.999/)
  })
  it('studyReport() has no verdict where no combination could be computed', async () => {
    const study = await studyOf()
    const { robustness } = study.findings
    if (robustness?.sample == null) throw new Error('it was not asked for')
    const sample = { ...robustness.sample, all: { ...robustness.sample.all, computed: 0, shareSignificant: null } }
    const findings = { ...study.findings, robustness: { ...robustness, sample, events: [] } }
    expect(studyReport({ ...study, findings })).toMatch(/all events .*no combination could be computed/)
  })
})

describe('runStudy() draws whole dates', () => {
  it('runStudy() has no figure of dates drawn where there is one: each draw would be the sample', async () => {
    const [clustered] = (await studyOf()).findings.resampled
    expect(clustered).toMatchObject({ byDate: null, iid: { draws: 99 }, signFlip: { p: 1 } })
    const spread = spec.events.map((event, k) => ({ ...event, day0: calendar[150 + (k % 2)] }))
    const [two] = (await studyOf({ events: spread })).findings.resampled
    expect(two?.byDate).toMatchObject({ draws: 99, seed: 1 })
  })
})
