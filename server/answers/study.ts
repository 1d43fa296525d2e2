import { z } from 'zod'
import { checkNames } from '../checks/checks.ts'
import { modelKinds } from '../stats/models.ts'
import { checkedBars } from './event.ts'
import { count, doc, figure, flag, fraction, list, maybe, named, number, text, window } from './shape.ts'
import {
  carWindow,
  dayShape,
  eventReason,
  flags,
  model,
  pathPoint,
  reason,
  robustnessShape,
  warnings,
} from './statistics.ts'

/** Statistics of one session or window over a sample; what each is: docs/methods.md section 7. */
const tests = {
  n: doc(count, 'events with a value'),
  mean: fraction('AAR or CAAR'),
  median: fraction('median over the events'),
  seCross: fraction('from the spread between events'),
  tCross: maybe(number),
  pCross: maybe(number),
  tSkew: maybe(number),
  pSkew: maybe(number),
  tCda: maybe(number),
  pCda: maybe(number),
  zMacKinlay: maybe(number),
  pMacKinlay: maybe(number),
  zPatell: maybe(number),
  pPatell: maybe(number),
  tBmp: maybe(number),
  pBmp: maybe(number),
  rbar: figure('average correlation between the events that counts here'),
  zPatellAdj: maybe(number),
  pPatellAdj: maybe(number),
  tKp: figure('BMP after Kolari and Pynnonen: the headline test'),
  pKp: maybe(number),
  zRank: maybe(number),
  pRank: maybe(number),
  zRankStd: maybe(number),
  pRankStd: maybe(number),
  zSignCZ: maybe(number),
  pSignCZ: maybe(number),
  T: maybe(count),
  grankT: maybe(number),
  grankTDf: maybe(count),
  grankTP: maybe(number),
  grankZ: maybe(number),
  grankZP: maybe(number),
  positive: count,
  zSign: maybe(number),
  pSign: maybe(number),
  pSignExact: maybe(number),
  zGenSign: maybe(number),
  pGenSign: maybe(number),
  wilcoxon: maybe(z.object({ n: count, W: number, z: maybe(number), pNormal: maybe(number), pExact: maybe(number) })),
  clusters: doc(count, 'different dates of day 0'),
  seCluster: maybe(number),
  tCluster: maybe(number),
  pCluster: maybe(number),
  reason: maybe(reason),
  reasons: doc(z.record(z.string(), reason), 'why single figures are absent'),
}

const multi = named(
  'Multi',
  z.object({
    N: count,
    phat: maybe(number),
    cdaSd: maybe(number),
    cdaDf: count,
    rbarAllPairs: maybe(number),
    dates: count,
    days: list(z.object({ rel: count, ...tests })),
    windows: list(
      z.object({
        from: count,
        to: count,
        sumAar: maybe(number),
        zPatellClassic: maybe(number).optional(),
        pPatellClassic: maybe(number).optional(),
        ...tests,
      }),
    ),
  }),
)
const untested = z.object({ kind: z.literal('untested'), reason, N: count })
const tested = z.object({ kind: z.literal('tested'), multi })
const testedOrNot = z.discriminatedUnion('kind', [tested, untested])

const family = {
  field: text,
  p: list(maybe(number)),
  holm: list(maybe(number)),
  bh: list(maybe(number)),
}
const ends = { from: count, to: count }

const resampledMean = z.object({ p: number, ciLow: maybe(number), ciHigh: maybe(number), draws: count, seed: count })

const regression = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('fitted'),
    n: count,
    df: count,
    r2: number,
    clusters: count,
    coefficients: list(
      z.object({
        name: text,
        estimate: number,
        se: number,
        t: number,
        p: number,
        ciLow: number,
        ciHigh: number,
        seCluster: maybe(number),
        tCluster: maybe(number),
        pCluster: maybe(number),
      }),
    ),
    withoutCharacteristics: list(text),
  }),
  z.object({ kind: z.literal('unfit'), reason, detail: text, withoutCharacteristics: list(text) }),
])

const oneEvent = {
  id: text,
  ticker: text,
  market: maybe(text),
  rate: doc(maybe(text), 'by which the benchmark was converted'),
  day0: text,
  titles: list(text),
  items: list(text),
  group: maybe(text),
  confounded: flag,
  overlapsEvent: doc(list(text), 'other events of the window, fifty at most'),
  overlapsEventSize: count,
  own: doc(maybe(z.object({ estimation: window, event: window })), 'windows of its own'),
  checks: doc(list(z.enum(checkNames)), 'about the prices and payments behind its returns'),
}
const lightWindow = z.object({
  ...ends,
  car: maybe(number),
  seExact: maybe(number),
  tExact: maybe(number),
  pExact: maybe(number),
})
const single = z.union([
  z.object({
    ...oneEvent,
    inEstimation: doc(list(text), 'other events of the estimation window, fifty at most'),
    inEstimationSize: count,
    model,
    days: list(z.object(dayShape)),
    windows: list(carWindow),
    path: list(pathPoint),
    flags,
    warnings,
  }),
  z.object({
    ...oneEvent,
    model: z.object({ kind: z.enum(modelKinds), M: count, alpha: number, beta: number, sigma: number }),
    windows: list(lightWindow),
  }),
])

/** What a study says of its sample. */
export const findings = z.object({
  data_hash: doc(text, 'SHA-256 of the sessions and numbers used, and of which event hit which session'),
  warnings: list(
    z.object({
      code: z.enum([
        'clusteredDates',
        'overlappingWindows',
        'jointSessions',
        'fewEvents',
        'checkedBars',
        'asynchronous',
        'currencyDiffers',
      ]),
      count,
      of: count,
      text,
    }),
  ),
  checks: list(checkedBars),
  excluded: list(z.object({ id: text, ticker: text, day0: maybe(text), reason: eventReason, detail: text, M: count })),
  multi: maybe(multi),
  untested: maybe(untested),
  caar: list(
    z.object({
      rel: count,
      n: count,
      caar: maybe(number),
      se: maybe(number),
      ciLow: maybe(number),
      ciHigh: maybe(number),
      seCross: maybe(number),
      rbar: maybe(number),
    }),
  ),
  adjusted: z.object({
    days: list(z.object(family)),
    windows: list(z.object(family)),
    events: z.object({
      ids: list(text),
      tickers: list(text),
      windows: list(z.object({ ...ends, ...family })),
    }),
  }),
  groups: list(z.discriminatedUnion('kind', [tested.extend({ group: text }), untested.extend({ group: text })])),
  withoutConfounded: maybe(testedOrNot),
  leaveOneOut: list(
    z.object({
      ...ends,
      meanLow: number,
      meanHigh: number,
      tCrossLow: maybe(number),
      tCrossHigh: maybe(number),
      tBmpLow: maybe(number),
      tBmpHigh: maybe(number),
      mostInfluential: text,
      ticker: text,
    }),
  ),
  resampled: list(z.object({ ...ends, iid: resampledMean, byDate: maybe(resampledMean), signFlip: resampledMean })),
  regression: maybe(regression),
  robustness: maybe(
    z.object({
      sample: maybe(z.object(robustnessShape)),
      events: list(z.object({ id: text, ticker: text, ...robustnessShape })),
    }),
  ),
})

export const study = z.object({
  format: z.literal('aftershock-study/1'),
  version: doc(text, 'of the program'),
  spec: doc(z.record(z.string(), z.unknown()), 'the spec completed with every default: send it again'),
  ...findings.shape,
  single: doc(list(single), 'the measured events in the order of the spec'),
})
