import { existsSync, readFileSync } from 'node:fs'
import type { Series } from '../../../server/stats/design.ts'
import { readSettings } from '../../../server/stats/readSettings.ts'
import type { Settings } from '../../../server/stats/settings.ts'

/** Figures that two other programs computed (test/golden/README.md); some may only be read beside the project. */
export type Oracle = {
  readonly id: string
  readonly settings: Record<string, unknown>
  readonly series: {
    readonly calendar: readonly string[]
    readonly prices?: Record<string, (number | null)[]>
    readonly returns?: Record<string, (number | null)[]>
  }
  readonly events: readonly {
    readonly id: string
    readonly ticker: string
    readonly market?: string
    readonly day0: string
  }[]
  readonly expected: { readonly single: Figures[]; readonly multi?: Figures }
}
export type Figures = { readonly [field: string]: unknown }

const folders = ['golden/oracle/', '../../shared/reference/oracle/']

/** Figures of this project's own numpy and SciPy programs: test/golden/NAME.json, made by NAME.py beside it. */
export function readGolden<T>(name: string): T {
  return JSON.parse(readFileSync(`${import.meta.dirname}/../../golden/${name}.json`, 'utf8')) as T
}

/** A column of a table of db/sample by date. */
export function sampleColumn(file: string, name: string): ReadonlyMap<string, number> {
  const text = readFileSync(`${import.meta.dirname}/../../../db/sample/${file}`, 'utf8')
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split(','))
  const at = header.indexOf(name)
  if (at < 0) throw new RangeError(`Cannot find the column ${name} in ${file}`)
  return new Map(rows.map((row) => [row[0] ?? '', Number(row[at])]))
}

/** The content of an oracle file, or null where it is not at hand. */
export function readOracle<T = Oracle>(name: string): T | null {
  for (const folder of folders) {
    const path = `${import.meta.dirname}/../../${folder}${name}.json`
    if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as T
  }
  return null
}

export function settingsOf(oracle: Pick<Oracle, 'settings'>): Settings {
  const reading = readSettings(oracle.settings)
  if (reading.kind === 'refused') throw new RangeError(reading.problems.join('; '))
  return reading.settings
}

export function seriesOf({ series, events }: Oracle, index: number): Series {
  const event = events[index]
  if (event === undefined) throw new RangeError(`Cannot find event ${index}`)
  const column = (name: string) => {
    const prices = series.prices?.[name]
    if (prices !== undefined) return { kind: 'prices', values: prices } as const
    const returns = series.returns?.[name]
    return returns === undefined ? undefined : ({ kind: 'returns', values: returns } as const)
  }
  const asset = column(event.ticker)
  if (asset === undefined) throw new RangeError(`Cannot find the series of ${event.ticker}`)
  return {
    calendar: series.calendar,
    asset,
    market: event.market === undefined ? undefined : column(event.market),
    factors: series.returns,
  }
}

/** The events of an oracle file as a sample: events of one security share its series. */
export function sampleEvents(oracle: Oracle) {
  const bySecurity = new Map<string, ReturnType<typeof seriesOf>>()
  return oracle.events.map((event, i) => {
    const series = bySecurity.get(event.ticker) ?? seriesOf(oracle, i)
    bySecurity.set(event.ticker, series)
    return { id: event.id, security: event.ticker, series, day0: oracle.series.calendar.indexOf(event.day0) }
  })
}

const isProbability = (field: string) => /^p([A-Z]|$)|P$|^emp(Lower|Upper|Two|Abs)$/.test(field)

/** The worst of all comparisons made with one `Comparison`. */
export type Worst = { relative: number; relativeP: number; where: string; compared: number }

/**
 * What of `expected` differs in `actual`: relative 1e-9 (1e-7 for probabilities); oracle figures carry 13 digits and at
 * most 14 decimals, so differences below 1e-14 are their rounding.
 */
export function differences(actual: unknown, expected: unknown, worst: Worst, path = ''): readonly string[] {
  const field = path.slice(path.lastIndexOf('.') + 1)
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return [`${path}: ${Array.isArray(actual) ? `${actual.length} entries` : actual}, not ${expected.length} entries`]
    return expected.flatMap((entry, i) => differences(actual[i], entry, worst, `${path}[${i}]`))
  }
  if (expected !== null && typeof expected === 'object')
    return Object.entries(expected).flatMap(([key, entry]) =>
      differences((actual as Figures | null | undefined)?.[key], entry, worst, `${path}.${key}`),
    )
  worst.compared++
  if (typeof expected !== 'number' || typeof actual !== 'number')
    return actual === expected ? [] : [`${path}: ${actual}, not ${expected}`]
  const absolute = Math.abs(actual - expected)
  const relative = absolute === 0 ? 0 : absolute / Math.abs(expected)
  if (absolute > 1e-14) {
    if (isProbability(field)) worst.relativeP = Math.max(worst.relativeP, relative)
    else if (relative > worst.relative) {
      worst.relative = relative
      worst.where = path
    }
  }
  const allowed = isProbability(field) ? 1e-7 : 1e-9
  return absolute <= 1e-14 || relative <= allowed ? [] : [`${path}: ${actual}, not ${expected}`]
}

export const noneYet = (): Worst => ({ relative: 0, relativeP: 0, where: '', compared: 0 })

/** Print the worst difference of a file when asked to (`AFTERSHOCK_WORST=1`). */
export function tell(name: string, { relative, relativeP, where, compared }: Worst): void {
  if (process.env.AFTERSHOCK_WORST)
    process.stdout.write(
      `| ${name} | ${compared} | ${relative.toExponential(1)} | ${relativeP.toExponential(1)} | ${where} |\n`,
    )
}
