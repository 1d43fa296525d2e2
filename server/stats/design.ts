import { needsBenchmark } from './models.ts'
import { type Column, compounded, type Returns, returnsOf } from './returns.ts'
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

/** A regression laid out on the axis: what is explained, by what, and where an observation exists. */
export type Design = {
  readonly calendar: readonly string[]
  readonly model: Settings['model']
  readonly returnType: Settings['returnType']
  /** The security's return, in excess of the risk-free rate where the settings name one. */
  readonly y: Float64Array
  /** The regressors without the constant. */
  readonly x: readonly Float64Array[]
  /** Sessions an observation covers; 0 where any series is missing. */
  readonly span: Int32Array
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
  const { model, returnType } = settings
  const asset = returnsOf(series.asset, returnType)
  const regressors: Returns[] = []
  let riskFree: Returns | null = null
  let market: Returns | null = null
  if (model === 'factors') {
    for (const name of settings.factors) regressors.push(factorReturns(series, name, returnType))
    if (settings.riskFree !== null) riskFree = factorReturns(series, settings.riskFree, returnType)
  } else if (model !== 'mean' && series.market !== undefined) {
    market = returnsOf(series.market, returnType)
    if (model === 'dimson')
      for (let shift = -settings.dimsonLags; shift <= settings.dimsonLags; shift++)
        regressors.push(shifted(market, shift))
    else regressors.push(market)
  }
  for (const { value } of [asset, ...regressors, ...(riskFree === null ? [] : [riskFree])])
    if (value.length !== calendar.length)
      throw new RangeError(
        `Cannot join a series of ${value.length} sessions with a calendar of ${calendar.length} sessions`,
      )

  const n = calendar.length
  const y = asset.value.slice()
  const span = asset.span.slice()
  const x = regressors.map((regressor) => overSpans(regressor, span, returnType))
  const free = riskFree === null ? null : overSpans(riskFree, span, returnType)
  if (free !== null) for (let t = 0; t < n; t++) y[t] = (y[t] as number) - (free[t] as number)
  for (const column of [y, ...x]) for (let t = 0; t < n; t++) if (Number.isNaN(column[t] as number)) span[t] = 0
  for (let t = 0; t < n; t++) if (span[t] === 0) y[t] = Number.NaN
  const thin = model === 'scholes-williams' && market !== null ? market : null
  return {
    calendar,
    model,
    returnType,
    y,
    x,
    span,
    lag: thin === null ? null : shifted(thin, -1).value,
    lead: thin === null ? null : shifted(thin, 1).value,
  }
}

/** A series over the sessions that each observation of the security covers. */
function overSpans(returns: Returns, span: Int32Array, returnType: Settings['returnType']): Float64Array {
  const values = new Float64Array(span.length).fill(Number.NaN)
  for (let t = 0; t < span.length; t++) {
    const covered = span[t] as number
    if (covered === 1 && returns.span[t] === 1) values[t] = returns.value[t] as number
    else if (covered > 0) values[t] = compounded(returns, t, covered, returnType)
  }
  return values
}

/** A factor in the return type of the study: published factors are simple returns, ln(1 + f) is theirs in logarithms. */
function factorReturns(series: Series, name: string, returnType: Settings['returnType']): Returns {
  const simple = series.factors?.[name] ?? []
  const values = returnType === 'log' ? simple.map((f) => (f === null || f <= -1 ? null : Math.log1p(f))) : simple
  return returnsOf({ kind: 'returns', values }, returnType)
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
