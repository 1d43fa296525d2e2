import { needsBenchmark } from './models.ts'
import type { Reason } from './reasons.ts'
import { type Column, compounded, type Returns, returnOver, returnsOf, sessionsWithPrices } from './returns.ts'
import type { Settings } from './settings.ts'

/** What one security, its benchmark and its factors did, on one axis of sessions (dates `YYYY-MM-DD`, ascending). */
export type Series = {
  readonly calendar: readonly string[]
  readonly asset: Column
  /** The benchmark: needed by every model but `mean` and `factors`. */
  readonly market?: Column | undefined
  /** Factor and risk-free returns by name, as simple returns per session (fractions), as they are published. */
  readonly factors?: Readonly<Record<string, readonly (number | null)[]>> | undefined
}

/**
 * A regression laid out on the axis: what is explained, by what, and where an observation exists. An observation runs
 * from one session on which security and benchmark both have a price to the next: a hole in either is a hole in both.
 */
export type Design = {
  readonly calendar: readonly string[]
  readonly model: Settings['model']
  readonly returnType: Settings['returnType']
  readonly lumped: Settings['lumped']
  /** The security's return, in excess of the risk-free rate where the settings name one. */
  readonly y: Float64Array
  /** The regressors without the constant. */
  readonly x: readonly Float64Array[]
  /** The one of them that is the benchmark's return of the session itself, the first factor in a factor model; null without either. */
  readonly market: Float64Array | null
  /** Sessions an observation covers: more than 1 after a hole; 0 where any series is missing. */
  readonly span: Int32Array
  /** 1 on sessions that have no observation only as a factor or the risk-free rate has no value; null where there is none. */
  readonly lacksFactor: Uint8Array | null
  /** The benchmark's own return in the sessions before and after (Scholes and Williams). */
  readonly lag: Float64Array | null
  readonly lead: Float64Array | null
}

/** The benchmark, factor or risk-free series that the settings need and `series` lacks, one sentence each. */
export function missingSeries(series: Series, settings: Settings): readonly string[] {
  const problems: string[] = []
  if (needsBenchmark(settings.model) && series.market === undefined)
    problems.push(`Cannot fit model "${settings.model}" as it takes a benchmark: none given`)
  const named = settings.model === 'factors' ? [...settings.factors] : []
  if (settings.model === 'factors' && settings.riskFree !== null) named.push(settings.riskFree)
  for (const name of named)
    if (series.factors?.[name] === undefined)
      problems.push(`Cannot fit model "factors" as it takes the series "${name}": none given`)
  return problems
}

/**
 * Lay a security out for the model of the settings. One design serves every event of the security.
 *
 * @throws RangeError when `missingSeries` has something to say, or when columns and calendar differ in length
 */
export function designOf(series: Series, settings: Settings): Design {
  const [problem] = missingSeries(series, settings)
  if (problem !== undefined) throw new RangeError(problem)
  const { calendar } = series
  const { model, returnType, lumped } = settings
  const n = calendar.length
  const ofColumn = (column: Column): Over => {
    const returns = returnsOf(column, returnType)
    return {
      length: column.values.length,
      returns,
      over: (t, span) => returnOver(column, returns, t, span, returnType),
    }
  }
  const asset = ofColumn(series.asset)
  const regressors: Over[] = []
  let riskFree: Over | null = null
  const market = needsBenchmark(model) && series.market !== undefined ? ofColumn(series.market) : null
  if (model === 'factors') {
    for (const name of settings.factors) regressors.push(ofColumn(factorColumn(series, name, returnType)))
    if (settings.riskFree !== null) riskFree = ofColumn(factorColumn(series, settings.riskFree, returnType))
  } else if (market !== null) {
    if (model === 'dimson')
      for (let shift = -settings.dimsonLags; shift <= settings.dimsonLags; shift++)
        regressors.push(ofShifted(shifted(market.returns, shift), returnType))
    else regressors.push(market)
  }
  for (const { length } of [asset, ...regressors, ...(riskFree === null ? [] : [riskFree])])
    if (length !== n)
      throw new RangeError(`Cannot join a series of ${length} sessions with a calendar of ${n} sessions`)

  const columns = market === null || series.market === undefined ? [series.asset] : [series.asset, series.market]
  const priced = columns.filter(({ kind }) => kind === 'prices')
  // Ready returns cover a session each, whatever lies beside them.
  const span = priced.length === 0 ? new Int32Array(n).fill(1) : spansBetween(sessionsWithPrices(n, priced))
  const along = ({ returns, over }: Over): Float64Array => {
    const values = new Float64Array(n).fill(Number.NaN)
    for (let t = 0; t < n; t++) {
      const covered = span[t] as number
      if (covered === 1 && returns.span[t] === 1) values[t] = returns.value[t] as number
      else if (covered > 0) values[t] = over(t, covered)
    }
    return values
  }
  const own = along(asset)
  const y = own.slice()
  const x = regressors.map(along)
  const free = riskFree === null ? null : along(riskFree)
  if (free !== null) for (let t = 0; t < n; t++) y[t] = (y[t] as number) - (free[t] as number)
  const lacksFactor = model === 'factors' ? new Uint8Array(n) : null
  if (lacksFactor !== null)
    for (let t = 0; t < n; t++)
      if (
        span[t] !== 0 &&
        !Number.isNaN(own[t] as number) &&
        [y, ...x].some((column) => Number.isNaN(column[t] as number))
      )
        lacksFactor[t] = 1
  for (const column of [y, ...x]) for (let t = 0; t < n; t++) if (Number.isNaN(column[t] as number)) span[t] = 0
  for (let t = 0; t < n; t++) if (span[t] === 0) y[t] = Number.NaN
  const thin = model === 'scholes-williams' && market !== null ? market.returns : null
  return {
    calendar,
    model,
    returnType,
    lumped,
    y,
    x,
    // Dimson's regressors begin with the earliest lag.
    market: x[model === 'dimson' ? settings.dimsonLags : 0] ?? null,
    span,
    lacksFactor: lacksFactor?.includes(1) ? lacksFactor : null,
    lag: thin === null ? null : shifted(thin, -1).value,
    lead: thin === null ? null : shifted(thin, 1).value,
  }
}

/** Why there is no observation on a session of the axis, or beyond it. */
export function absenceOn({ span, lacksFactor }: Design, t: number): Reason {
  if (t >= span.length) return 'truncatedWindow'
  if (t < 0) return 'outsideData'
  return lacksFactor?.[t] === 1 ? 'noFactor' : 'noPrice'
}

/** Why there is none from one session to another, both included: the end of the data counts first, then factors. */
export function absenceOver(design: Design, from: number, to: number): Reason {
  if (to >= design.span.length) return 'truncatedWindow'
  return design.lacksFactor?.subarray(Math.max(0, from), Math.max(0, to + 1)).includes(1) ? 'noFactor' : 'noPrice'
}

/** The same of an event window, whose end may lie beyond the data while none of what lies within has a return. */
export const absenceInside = (design: Design, from: number, to: number): Reason =>
  absenceOver(design, from, Math.min(to, design.span.length - 1))

/** A series that can be asked for its return over the sessions that an observation covers. */
type Over = {
  readonly length: number
  readonly returns: Returns
  readonly over: (t: number, span: number) => number
}

const ofShifted = (returns: Returns, returnType: Settings['returnType']): Over => ({
  length: returns.value.length,
  returns,
  over: (t, span) => compounded(returns, t, span, returnType),
})

/** Sessions from one with all prices to the next; 0 on sessions without, and on the first with. */
function spansBetween(present: Uint8Array): Int32Array {
  const span = new Int32Array(present.length)
  let last = -1
  for (let t = 0; t < present.length; t++) {
    if (present[t] === 0) continue
    if (last >= 0) span[t] = t - last
    last = t
  }
  return span
}

/** A factor in the return type of the study: published factors are simple returns, ln(1 + f) is theirs in logarithms. */
function factorColumn(series: Series, name: string, returnType: Settings['returnType']): Column {
  const simple = series.factors?.[name] ?? []
  const values = returnType === 'log' ? simple.map((f) => (f === null || f <= -1 ? null : Math.log1p(f))) : simple
  return { kind: 'returns', values }
}

/** The series as seen `by` sessions later (negative: earlier): `shifted(r, 1)` at t is r at t + 1. */
function shifted({ value, span }: Returns, by: number): Returns {
  const n = value.length
  const moved = { value: new Float64Array(n).fill(Number.NaN), span: new Int32Array(n) }
  for (let t = 0; t < n; t++) {
    const from = t + by
    if (from < 0 || from >= n || span[from] !== 1) continue
    moved.value[t] = value[from] ?? Number.NaN
    moved.span[t] = 1
  }
  return moved
}
