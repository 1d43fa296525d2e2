import { z } from 'zod'
import { modelKinds } from '../stats/models.ts'
import { type Reason, reasonText } from '../stats/reasons.ts'
import { lumpedReturns } from '../stats/settings.ts'
import { count, doc, figure, flag, fraction, list, maybe, named, number, text, window } from './shape.ts'

const reasons = Object.keys(reasonText) as [Reason, ...Reason[]]
export const reason = named('Reason', doc(z.enum(reasons), 'why a figure is absent'))
/** Beside the reasons of the engine: why an event has no day 0. */
export const eventReason = doc(
  z.enum([...reasons, 'tooCoarse', 'beyondCalendar', 'notSession', 'noBenchmark', 'noRate', 'badWindows']),
  'why the event is not measured',
)

export const settings = named(
  'Settings',
  z.object({
    returnType: z.enum(['simple', 'log']),
    model: z.enum(modelKinds),
    estimation: window,
    event: window,
    windows: list(window),
    alpha: doc(number, 'two-sided level'),
    minCommon: count,
    minEstimationObs: maybe(count),
    factors: list(text),
    riskFree: maybe(text),
    dimsonLags: count,
    lumped: z.enum(lumpedReturns),
    estimationMask: z.enum(['none', 'events', 'confounders']),
    separate: flag,
    bootstrap: maybe(z.object({ draws: count, seed: count, block: maybe(count) })),
  }),
)

const empirical = {
  empB: figure('residuals or blocks of them compared with'),
  empLower: figure('lower empirical p'),
  empUpper: figure('upper empirical p'),
  empTwo: figure('two-sided empirical p'),
  empAbs: figure('empirical p of the absolute value'),
}

export const dayShape = {
  rel: doc(count, 'sessions from day 0'),
  date: maybe(text),
  span: figure('sessions the return covers: more than 1 after a hole'),
  r: fraction('return, in a factor model in excess of the risk-free rate'),
  marketReturn: fraction('return of the benchmark, in a factor model of its first factor'),
  expected: fraction('expected return'),
  ar: fraction('abnormal return'),
  C: figure('forecast variance over sigma squared'),
  se: fraction('exact forecast standard error'),
  t: figure('Student t'),
  p: figure('two-sided p'),
  ciLow: fraction('lower end of the interval'),
  ciHigh: fraction('upper end of the interval'),
  tNaive: figure('abnormal return over sigma'),
  rankLow: figure('rank among the residuals, from below'),
  percentile: figure('the same as a share'),
  reason: maybe(reason),
  ...empirical,
}

const resampled = z.object({
  p: number,
  ciLow: number,
  ciHigh: number,
  sdBoot: number,
  draws: count,
  seed: count,
  block: count,
})

export const carWindow = named(
  'CarWindow',
  z.object({
    from: count,
    to: count,
    L: doc(count, 'sessions covered'),
    truncated: doc(flag, 'the data end inside the window'),
    joint: doc(list(text), 'other events of the security inside the window, fifty at most'),
    jointSize: doc(count, 'how many they are'),
    car: fraction('cumulative abnormal return'),
    seNaive: fraction('standard error without estimation error'),
    seDiag: fraction('without the covariance of the sessions'),
    seExact: fraction('exact standard error'),
    hacLags: maybe(count),
    seHac: fraction('with autocorrelation of the residuals'),
    tNaive: figure('car over seNaive'),
    pNaive: figure('its two-sided p'),
    tExact: figure('Student t with the exact covariance'),
    pExact: figure('its two-sided p'),
    tHac: figure('car over seHac'),
    pHac: figure('its two-sided p'),
    ciLow: fraction('lower end of the exact interval'),
    ciHigh: fraction('upper end of the exact interval'),
    scar: figure('standardised CAR'),
    bhar: fraction('buy-and-hold abnormal return'),
    rawReturn: fraction('return of the window'),
    ...empirical,
    empQ025: fraction('empirical 2.5 % quantile'),
    empQ975: fraction('empirical 97.5 % quantile'),
    empReason: maybe(reason),
    resampled: maybe(resampled),
    reason: maybe(reason),
  }),
)

/** The fitted model of normal returns; returns are per session. */
export const model = named(
  'Model',
  z.object({
    kind: z.enum(modelKinds),
    M: doc(count, 'sessions used for estimation'),
    k: count,
    df: count,
    alpha: number,
    beta: doc(number, 'slope on the benchmark or first factor, for dimson the sum of the slopes'),
    coef: list(number),
    se: list(number),
    sigma: doc(number, 'residual deviation; a fraction'),
    rho1: doc(maybe(number), 'autocorrelation of residuals of consecutive sessions'),
    r2: maybe(number),
    marketMean: maybe(number),
    marketSxx: maybe(number),
    bLag: maybe(number),
    b0: maybe(number),
    bLead: maybe(number),
    rhoM: maybe(number),
    zeroReturns: doc(number, 'share of estimation sessions with a return of exactly zero'),
  }),
)

export const pathPoint = z.object({
  rel: count,
  date: maybe(text),
  car: fraction('cumulative abnormal return from the start of the event window'),
  se: fraction('its exact standard error'),
  ciLow: fraction('lower end of its band'),
  ciHigh: fraction('upper end of its band'),
})

export const warnings = list(z.enum(['autocorrelation', 'thinTrading', 'extremeBeta']))
export const flags = list(
  z.enum([
    'truncatedWindow',
    'unadjustedPrices',
    'lumpedReturns',
    'missingSessions',
    'asynchronous',
    'currencyDiffers',
  ]),
)

export const variance = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('measured'),
    days: list(z.object({ rel: count, date: maybe(text), U: maybe(number), pU: maybe(number) })),
    windows: list(
      z.object({
        from: count,
        to: count,
        L: count,
        fDiag: maybe(number),
        fChow: maybe(number),
        pChow: maybe(number),
        reason: maybe(reason),
      }),
    ),
  }),
  z.object({ kind: z.literal('excluded'), reason, detail: text, M: count }),
])

const spread = {
  computed: count,
  absent: count,
  shareSignificant: maybe(number),
  positive: count,
  negative: count,
  signFlips: doc(flag, 'both signs occur'),
  minCar: fraction('lowest CAR'),
  medianCar: fraction('median CAR'),
  maxCar: fraction('highest CAR'),
  fragile: doc(flag, 'the conclusion is not the same in every combination'),
}

const combination = {
  model: text,
  estimationLength: count,
  from: count,
  to: count,
  day0: maybe(text),
}

/** The same study over models, estimation lengths, windows and admissible days. */
export const robustnessShape = {
  cells: list(
    z.discriminatedUnion('kind', [
      z.object({
        ...combination,
        kind: z.literal('computed'),
        car: number,
        t: number,
        p: number,
        significant: flag,
      }),
      z.object({ ...combination, kind: z.literal('absent'), reason }),
    ]),
  ),
  all: z.object(spread),
  windows: list(z.object({ from: count, to: count, ...spread })),
}
