import { autocorrelations, type Prefix, prefixOf, residualsAlone, studentisedBlocks } from './blocks.ts'
import { type CarWindow, carWindow } from './car.ts'
import { absenceInside, absenceOn, absenceOver, type Design, designOf, type Series } from './design.ts'
import { studentCritical } from './distributions.ts'
import { type EmpiricalP, empiricalP, type Reference, rankAmong, referenceOf, roundedResiduals } from './empirical.ts'
import { type Fit, fitModel, leverage } from './fit.ts'
import { type ModelFigures, modelFigures } from './modelFigures.ts'
import { type InOrder, inOrder, jointWith, maskFor, type Overlap, overlapOf } from './overlap.ts'
import type { Reason } from './reasons.ts'
import { sessionFigures } from './session.ts'
import { estimationLength, observationsNeeded, type Settings } from './settings.ts'
import { addSession, countObservations, type RunningSums, runningSums, sumsOver } from './windowSums.ts'

type NoEmpiricalP = { readonly [K in keyof EmpiricalP]: null }

/** One session of the event window. Everything but `rel` and `date` is null when there is no observation. */
export type EventDay = {
  /** Sessions from day 0. */
  readonly rel: number
  readonly date: string | null
  /** Sessions the return covers: more than 1 after a hole. */
  readonly span: number | null
  readonly r: number | null
  /** Return of the benchmark (of the first factor in a factor model) over the same sessions. */
  readonly marketReturn: number | null
  readonly expected: number | null
  readonly ar: number | null
  readonly C: number | null
  readonly se: number | null
  readonly t: number | null
  readonly p: number | null
  readonly ciLow: number | null
  readonly ciHigh: number | null
  readonly tNaive: number | null
  readonly rankLow: number | null
  readonly percentile: number | null
  readonly reason: Reason | null
} & (EmpiricalP | NoEmpiricalP)

/** Cumulative abnormal return from the first session of the event window to `rel`, with its exact band. */
export type PathPoint = {
  readonly rel: number
  readonly date: string | null
  readonly car: number | null
  readonly se: number | null
  readonly ciLow: number | null
  readonly ciHigh: number | null
}

export type Warning = 'autocorrelation' | 'thinTrading' | 'extremeBeta'
export type Flag =
  | 'truncatedWindow'
  | 'unadjustedPrices'
  | 'lumpedReturns'
  | 'missingSessions'
  /** Security and benchmark close at different hours: prices of one date are not of one moment. */
  | 'asynchronous'
  /** Security and benchmark are in different currencies, and neither was converted. */
  | 'currencyDiffers'

export type Measured = {
  readonly kind: 'measured'
  /** Date of day 0. */
  readonly day0: string
  readonly model: ModelFigures
  readonly days: readonly EventDay[]
  readonly windows: readonly CarWindow[]
  readonly path: readonly PathPoint[]
  readonly flags: readonly Flag[]
  readonly warnings: readonly Warning[]
} & Overlap
export type Excluded = {
  readonly kind: 'excluded'
  readonly reason: Reason
  readonly detail: string
  /** Estimation observations there were. */
  readonly M: number
}
export type EventStudy = Measured | Excluded

/** `light` leaves out what lists of many events do not show: empirical p-values, ranks and resampling. */
export type Depth = 'full' | 'light'

/** Extras for one event. */
export type EventOptions = {
  readonly depth?: Depth | undefined
  /** Known events of the security: those on other sessions are listed where they overlap, masked when the settings say so. */
  readonly others?: InOrder | undefined
  /** 1 for every session of the axis that may not serve for estimation, whatever the settings ask. */
  readonly unusable?: Uint8Array | null | undefined
  /** 1 for every session of the axis that the CAR windows leave out; what is left of a window is summed and tested. */
  readonly leftOut?: Uint8Array | null | undefined
}

/**
 * What an event on one session did to a security: abnormal returns, cumulative ones, and how unusual they are.
 *
 * @param day0 index of day 0 in `series.calendar`; an index outside it is excluded as `outsideData`
 * @throws RangeError when a series the model needs is missing (ask `missingSeries` before)
 */
export function studyEvent(series: Series, day0: number, settings: Settings, options: EventOptions = {}): EventStudy {
  return measureEvent(designOf(series, settings), day0, settings, options)
}

/** `studyEvent` on a design that is already laid out: one design serves every event of a security. */
export function measureEvent(
  design: Design,
  day0: number,
  settings: Settings,
  { depth = 'full', others = inOrder([]), unusable = null, leftOut = null }: EventOptions = {},
): EventStudy {
  const date = design.calendar[day0]
  if (date === undefined) return excluded('outsideData', 0, 'day 0 is not among the sessions of the data')
  const from = day0 + settings.estimation[0]
  const to = day0 + settings.estimation[1]
  const masked = maskFor(design.span.length, day0, settings, others, unusable)
  const residuals = new Float64Array(estimationLength(settings))
  const k = design.model === 'market-adjusted' ? 0 : 1 + design.x.length
  const fitted = fitModel(design, { from, to, masked }, observationsNeeded(settings, k), residuals)
  if (fitted.kind === 'unfit') {
    const outside = from < 0 && fitted.reason === 'tooFewObservations'
    const cause = outside ? `; the data begin ${-from} sessions after the estimation window does` : ''
    return excluded(fitted.reason, fitted.M, `${fitted.detail}${cause}`)
  }
  const present = countObservations(design, day0, settings.event)
  if (present === 0) {
    const [first, last] = settings.event
    return excluded(
      absenceInside(design, day0 + first, day0 + last),
      fitted.M,
      'no session of the event window has a return',
    )
  }

  const prefix = depth === 'full' ? prefixOf(fitted, design, from, residuals) : null
  const blocksOf = blockCache(fitted, prefix)
  const critical = studentCritical(settings.alpha, fitted.df)
  const ranked = depth === 'full' ? roundedResiduals(residuals) : null
  const days: EventDay[] = []
  const path: PathPoint[] = []
  const running = runningSums(design)
  for (let rel = settings.event[0]; rel <= settings.event[1]; rel++) {
    days.push(eventDay(fitted, design, day0, rel, critical, ranked, blocksOf(design.span[day0 + rel] ?? 0)))
    path.push(pathPoint(fitted, design, day0, rel, critical, running))
  }
  const rho = hacLagsAtMost(fitted.M)
  const alone = residualsAlone(design, from, residuals)
  const autocorrelation = autocorrelations(alone, Math.max(1, rho), fitted.model === 'market-adjusted')
  const windows = settings.windows.map((window) => {
    const sums = sumsOver(fitted, design, day0, window, leftOut)
    const joint = jointWith(day0, others, window)
    const blocks = blocksOf(sums.L)
    const isEmptied = sums.L === 0 && leftOut !== null && countObservations(design, day0, window) > 0
    const absence = isEmptied ? 'jointWindow' : absenceOver(design, day0 + window[0], day0 + window[1])
    return carWindow({ fitted, sums, absence, window, joint, autocorrelation, settings, critical, residuals, blocks })
  })
  const model = modelFigures(fitted, design, from, residuals, autocorrelation[0] ?? null)
  return {
    kind: 'measured',
    day0: date,
    model,
    days,
    windows,
    path,
    flags: flagsOf(days),
    warnings: warningsOf(model),
    ...overlapOf(day0, others, settings),
  }
}

const excluded = (reason: Reason, M: number, detail: string): Excluded => ({ kind: 'excluded', reason, detail, M })

/** Lags of the Newey-West line when the window is long enough: floor(4 (M/100)^(2/9)). */
const hacLagsAtMost = (M: number): number => Math.floor(4 * (M / 100) ** (2 / 9))

function blockCache(fitted: Fit, prefix: Prefix | null): (L: number) => Reference | null {
  const known = new Map<number, Reference>()
  return (L) => {
    if (prefix === null || L === 0) return null
    const blocks = known.get(L) ?? referenceOf(studentisedBlocks(fitted, prefix, L))
    known.set(L, blocks)
    return blocks
  }
}

const noRank = { rankLow: null, percentile: null }
const noEmpiricalP: NoEmpiricalP = { empB: null, empLower: null, empUpper: null, empTwo: null, empAbs: null }

function eventDay(
  fitted: Fit,
  design: Design,
  day0: number,
  rel: number,
  critical: number,
  ranked: Float64Array | null,
  blocks: Reference | null,
): EventDay {
  const t = day0 + rel
  const span = design.span[t] ?? 0
  if (span === 0) {
    const reason = absenceOn(design, t)
    return {
      rel,
      date: design.calendar[t] ?? null,
      span: null,
      r: null,
      marketReturn: null,
      expected: null,
      ar: null,
      C: null,
      se: null,
      t: null,
      p: null,
      ciLow: null,
      ciHigh: null,
      tNaive: null,
      rankLow: null,
      percentile: null,
      reason,
      ...noEmpiricalP,
    }
  }
  const figures = sessionFigures(fitted, design, t, critical)
  const { ar } = figures
  return {
    rel,
    date: design.calendar[t] ?? null,
    ...figures,
    tNaive: ar / fitted.sigma,
    // Residuals are those of one session each.
    ...(ranked === null ? noRank : rankAmong(ranked, design.lumped === 'leave-out' ? ar : ar / Math.sqrt(span))),
    reason: null,
    ...(blocks === null || blocks.ascending.length === 0 ? noEmpiricalP : empiricalP(blocks, figures.t)),
  }
}

function pathPoint(
  fitted: Fit,
  design: Design,
  day0: number,
  rel: number,
  critical: number,
  sums: RunningSums,
): PathPoint {
  const date = design.calendar[day0 + rel] ?? null
  addSession(sums, fitted, design, day0 + rel)
  if ((design.span[day0 + rel] ?? 0) === 0) return { rel, date, car: null, se: null, ciLow: null, ciHigh: null }
  const { L, car, xs } = sums
  const se = fitted.sigma * Math.sqrt(L + leverage(fitted, L, xs))
  return { rel, date, car, se, ciLow: car - critical * se, ciHigh: car + critical * se }
}

function warningsOf({ kind, M, rho1, zeroReturns, beta }: ModelFigures): readonly Warning[] {
  const warnings: Warning[] = []
  if (rho1 !== null && Math.abs(rho1) > 2 / Math.sqrt(M)) warnings.push('autocorrelation')
  if (zeroReturns > 0.1 && kind !== 'scholes-williams' && kind !== 'dimson') warnings.push('thinTrading')
  if (Math.abs(beta) > 4) warnings.push('extremeBeta')
  return warnings
}

function flagsOf(days: readonly EventDay[]): readonly Flag[] {
  const flags: Flag[] = []
  if (days.some(({ reason }) => reason === 'truncatedWindow')) flags.push('truncatedWindow')
  if (days.some(({ reason }) => reason === 'noPrice' || reason === 'noFactor')) flags.push('missingSessions')
  if (days.some(({ span }) => (span ?? 0) > 1)) flags.push('lumpedReturns')
  return flags
}
