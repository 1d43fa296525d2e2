import type { Series } from '../../server/stats/design.ts'
import { studentTwoSided } from '../../server/stats/distributions.ts'
import { studyEvent } from '../../server/stats/event.ts'
import { mulberry32 } from '../../server/stats/resampling.ts'
import { eventRow, studySample } from '../../server/stats/sample.ts'
import { defaultSettings, type Settings } from '../../server/stats/settings.ts'

// How often each test rejects at a nominal 5 % when nothing happened: simulated studies of 20 events whose errors follow
// Student's t with 4 degrees of freedom. The table beside each rate was measured by another program with 3,000 studies.

type World = {
  readonly name: string
  readonly estimation: number
  /** Factor on the error variance inside the event window. */
  readonly variance: number
  /** Correlation of the errors of one session across events; all events then share one date. */
  readonly correlation: number
  readonly column: number
}
const worlds: readonly World[] = [
  { name: 'plain', estimation: 250, variance: 1, correlation: 0, column: 0 },
  { name: 'variance x 2', estimation: 250, variance: 2, correlation: 0, column: 1 },
  { name: 'common date, correlation 0.2', estimation: 250, variance: 1, correlation: 0.2, column: 2 },
  { name: 'both', estimation: 250, variance: 2, correlation: 0.2, column: 3 },
  { name: '60 estimation sessions', estimation: 60, variance: 1, correlation: 0, column: 4 },
]
/** Rejection rates in percent by world, as measured before. */
const expected: Record<string, readonly number[]> = {
  'one event, day 0: exact t': [5.3, 13.7, 5.3, 14.3, 5.1],
  'one event, 11 sessions: naive t': [5.9, 16.0, 5.8, 16.3, 8.5],
  'one event, 11 sessions: exact t': [5.4, 15.2, 5.2, 15.4, 6.1],
  '11 sessions: tCross': [5.1, 5.0, 39.3, 39.4, 4.7],
  '11 sessions: tCda': [5.8, 16.8, 5.3, 15.1, 7.5],
  '11 sessions: zPatell': [5.5, 15.9, 35.3, 50.6, 6.1],
  '11 sessions: tBmp': [5.2, 5.1, 39.2, 38.8, 5.0],
  '11 sessions: zPatellAdj': [5.5, 15.9, 4.8, 14.4, 6.1],
  '11 sessions: tKp': [5.2, 5.1, 4.8, 5.0, 5.0],
  '11 sessions: zRank': [4.9, 8.3, 4.2, 7.5, 3.0],
  '11 sessions: grankT': [7.7, 7.5, 6.3, 6.4, 6.8],
  '11 sessions: grankZ': [7.6, 7.5, 42.4, 42.9, 6.8],
  '11 sessions: zGenSign': [4.4, 4.0, 30.9, 31.6, 4.1],
  'day 0: tKp': [4.3, 4.2, 6.2, 6.3, 4.8],
  'day 0: grankT': [6.0, 5.9, 8.1, 8.1, 5.9],
}
/** Empirical p (empAbs) of one event by estimation length and window length. */
const expectedEmpirical: readonly (readonly [number, number, number])[] = [
  [250, 1, 5.3],
  [250, 6, 5.0],
  [250, 11, 6.0],
  [250, 21, 6.6],
  [60, 6, 5.5],
  [60, 11, 8.4],
  [60, 21, 12.7],
]

/** `--studies N` (3,000), `--quick` (300), `--seed N` (1). */
export async function bench(args: readonly string[]): Promise<void> {
  const after = (name: string) => Number(args[args.indexOf(name) + 1])
  const studies = args.includes('--studies') ? after('--studies') : args.includes('--quick') ? 300 : 3000
  const next = mulberry32(args.includes('--seed') ? after('--seed') : 1)
  const rates = worlds.map((world) => ratesIn(world, studies, next))
  console.log(`Rejections in percent at a nominal 5 %, ${studies} studies a world: ours (before)\n`)
  console.log(`| test | ${worlds.map(({ name }) => name).join(' | ')} |\n| --- |${worlds.map(() => ' --- |').join('')}`)
  let [far, cells, largest] = [0, 0, 0]
  for (const [test, before] of Object.entries(expected)) {
    const cellsOfTest = worlds.map(({ column }, w) => {
      const ours = rates[w]?.get(test) ?? Number.NaN
      const distance = inErrors(ours, before[column] ?? Number.NaN, studies)
      largest = Math.max(largest, distance)
      cells++
      if (distance > 2) far++
      return `${ours.toFixed(1)} (${before[column]})`
    })
    console.log(`| ${test} | ${cellsOfTest.join(' | ')} |`)
  }
  console.log(
    `\n${far} of ${cells} cells differ by more than two standard errors of the difference (about ${(cells * 0.05).toFixed(0)} would by chance); largest: ${largest.toFixed(1)}.`,
  )
  console.log('\nEmpirical p of one event (empAbs): sessions of estimation, of the window: ours (before)')
  for (const [estimation, length, before] of expectedEmpirical)
    console.log(
      `- ${estimation}, ${length}: ${empiricalRate(estimation, length, studies, next).toFixed(1)} (${before})`,
    )
}

/** Distance of two measured percentages in standard errors of their difference. */
function inErrors(ours: number, before: number, studies: number): number {
  const p = before / 100
  return Math.abs(ours - before) / 100 / Math.sqrt(p * (1 - p) * (1 / studies + 1 / 3000))
}

type Chance = () => number
/** Student's t with 4 degrees of freedom, scaled to standard deviation 1. */
function fatTailed(next: Chance): number {
  const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  const chiSquared = -2 * Math.log((1 - next()) * (1 - next()))
  return normal / Math.sqrt(chiSquared / 4) / Math.SQRT2
}

function ratesIn(world: World, studies: number, next: Chance): Map<string, number> {
  const N = 20
  const settings: Settings = {
    ...defaultSettings,
    estimation: [-10 - world.estimation, -11],
    event: [-5, 5],
    windows: [
      [0, 0],
      [-5, 5],
    ],
  }
  // Events of different dates lie far enough apart that no two windows share a session.
  const apart = world.correlation > 0 ? 0 : 11
  const length = world.estimation + 16 + apart * (N - 1)
  const calendar = Array.from({ length }, (_, i) => new Date(Date.UTC(2000, 0, 1 + i)).toISOString().slice(0, 10))
  const tally = new Map<string, { rejected: number; of: number }>()
  const count = (test: string, p: number | null | undefined) => {
    if (p === null || p === undefined) return
    const seen = tally.get(test) ?? { rejected: 0, of: 0 }
    tally.set(test, { rejected: seen.rejected + (p <= 0.05 ? 1 : 0), of: seen.of + 1 })
  }
  for (let study = 0; study < studies; study++) {
    const market = Array.from({ length }, () => 0.0004 + 0.01 * fatTailed(next))
    const common = world.correlation > 0 ? Array.from({ length }, () => fatTailed(next)) : []
    const events = Array.from({ length: N }, (_, i) => {
      const day0 = world.estimation + 10 + apart * i
      const beta = 0.5 + next()
      const sigma = 0.01 + 0.02 * next()
      const values = market.map((m, t) => {
        const own = fatTailed(next)
        const error =
          world.correlation > 0
            ? Math.sqrt(world.correlation) * (common[t] ?? 0) + Math.sqrt(1 - world.correlation) * own
            : own
        const louder = Math.abs(t - day0) <= 5 ? Math.sqrt(world.variance) : 1
        return 0.0002 + beta * m + sigma * louder * error
      })
      const series: Series = {
        calendar,
        asset: { kind: 'returns', values },
        market: { kind: 'returns', values: market },
      }
      return { id: `event ${i}`, security: `security ${i}`, series, day0 }
    })
    const { all, panel } = studySample(events, settings)
    for (const row of panel.events.keys()) {
      const { windows, sigma, M } = eventRow(panel, row)
      const [day, window] = windows
      count('one event, day 0: exact t', day?.pExact)
      count('one event, 11 sessions: exact t', window?.pExact)
      if (window?.car != null)
        count('one event, 11 sessions: naive t', studentTwoSided(window.car / (sigma * Math.sqrt(11)), M - 2))
    }
    if (all.kind === 'untested') continue
    const [day, window] = all.multi.windows
    count('day 0: tKp', day?.pKp)
    count('day 0: grankT', day?.grankTP)
    count('11 sessions: tCross', window?.pCross)
    count('11 sessions: tCda', window?.pCda)
    count('11 sessions: zPatell', window?.pPatell)
    count('11 sessions: tBmp', window?.pBmp)
    count('11 sessions: zPatellAdj', window?.pPatellAdj)
    count('11 sessions: tKp', window?.pKp)
    count('11 sessions: zRank', window?.pRank)
    count('11 sessions: grankT', window?.grankTP)
    count('11 sessions: grankZ', window?.grankZP)
    count('11 sessions: zGenSign', window?.pGenSign)
  }
  return new Map([...tally].map(([test, { rejected, of }]) => [test, (100 * rejected) / of]))
}

function empiricalRate(estimation: number, length: number, studies: number, next: Chance): number {
  const settings: Settings = {
    ...defaultSettings,
    estimation: [-estimation - 10, -11],
    event: [-10, 10],
    windows: [length > 11 ? [11 - length, 10] : [0, length - 1]],
  }
  const total = estimation + 31
  const calendar = Array.from({ length: total }, (_, i) =>
    new Date(Date.UTC(2000, 0, 1 + i)).toISOString().slice(0, 10),
  )
  let rejected = 0
  for (let study = 0; study < studies; study++) {
    const market = Array.from({ length: total }, () => 0.01 * fatTailed(next))
    const values = market.map((m) => m + 0.015 * fatTailed(next))
    const series: Series = { calendar, asset: { kind: 'returns', values }, market: { kind: 'returns', values: market } }
    const outcome = studyEvent(series, estimation + 10, settings)
    if (outcome.kind === 'measured' && (outcome.windows[0]?.empAbs ?? 1) <= 0.05) rejected++
  }
  return (100 * rejected) / studies
}
