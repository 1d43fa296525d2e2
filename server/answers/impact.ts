import { z } from 'zod'
import { checkNames } from '../checks/checks.ts'
import { barStates, intervals } from '../market/bar.ts'
import { families } from '../market/eventType.ts'
import { benchmarkKinds } from '../market/exchange/benchmarks.ts'
import { modelNames } from '../stats/models.ts'
import { checkedBars, clockLabels, placedEvent } from './event.ts'
import {
  askedAs,
  count,
  date,
  doc,
  figure,
  flag,
  fraction,
  list,
  maybe,
  moment,
  named,
  number,
  paged,
  symbol,
  text,
  window,
} from './shape.ts'
import {
  carWindow,
  dayShape,
  eventReason,
  flags,
  model,
  pathPoint,
  reason,
  robustnessShape,
  settings,
  variance,
  warnings,
} from './statistics.ts'

/** What a ticker is compared with: docs/benchmarks.md. */
const comparison = named(
  'Comparison',
  z.object({
    benchmark: doc(maybe(text), 'null where there is nothing to compare with'),
    chosen: doc(z.enum(['asked', 'event', 'ticker', 'default', 'none']), 'who chose it'),
    kind: doc(maybe(z.enum(benchmarkKinds)), 'what it is; null for one that the table of benchmarks does not have'),
    fitting: doc(list(text), 'benchmarks that fit the market, the best one first, stored or not'),
    closes: doc(
      maybe(
        z.object({
          own: doc(text, 'HH:MM on its own clock'),
          own_zone: text,
          benchmark: text,
          benchmark_zone: text,
          minutes: doc(count, 'how much later the benchmark closes'),
        }),
      ),
      'where the two close more than half an hour apart',
    ),
    currencies: doc(maybe(z.object({ own: text, benchmark: text })), 'where they differ and nothing was converted'),
    rate: doc(maybe(text), 'by which the benchmark was converted'),
    without_rate: doc(count, 'sessions on which that rate is missing'),
    notes: doc(list(z.object({ en: text, id: text })), 'what to make of it'),
  }),
)

const checks = doc(list(checkedBars), 'findings about the bars behind the figures')

const headShape = {
  event: placedEvent,
  ticker: symbol,
  asked_as: askedAs,
  benchmark: text,
  comparison,
  session: doc(maybe(date), 'day 0; null when none is known'),
  cluster: doc(list(z.object({ event_id: text, title: text })), 'items that hit the same session, fifty at most'),
  cluster_size: doc(count, 'how many they are'),
  settings,
  headline: doc(window, 'the window to quote first'),
  data: z.object({
    basis: z.literal('total'),
    source: maybe(text),
    retrieved_at: maybe(moment),
    estimation_from: maybe(date),
    estimation_to: maybe(date),
    states: z.partialRecord(z.enum(barStates), count),
    without_benchmark: doc(count, 'sessions left out as the benchmark has no bar'),
    stale_excluded: doc(count, 'sessions of the estimation window left out as the price stood still'),
  }),
  checks,
  candidates: doc(
    list(z.object({ day0: date, ar: maybe(number), t: maybe(number), p: maybe(number) })),
    'the figures for each admissible day, where the day is uncertain',
  ),
  overlaps: doc(
    list(z.object({ event_id: text, title: text, day0: date, where: z.enum(['event', 'estimation']) })),
    'other events in the windows, those of the event window first, two hundred at most',
  ),
  overlap_counts: doc(z.object({ event: count, estimation: count }), 'how many they are'),
  confounders: doc(
    list(
      z.object({
        kind: z.enum(['earnings', 'index', 'dividend', 'split', 'world']),
        event_id: doc(maybe(text), 'of the store, or `world:…` of the bundled table; null for payments and splits'),
        title: doc(text, 'of an event; the amount of a payment, the ratio of a split'),
        session: date,
        rel: doc(count, 'sessions from day 0'),
        where: z.enum(['event', 'estimation']),
      }),
    ),
    'what else may have moved the price in the windows, in order; mask=confounders leaves their sessions out of the estimation',
  ),
}

const impactDay = z.object({
  ...dayShape,
  volume: maybe(number),
  abnormalLogVolume: maybe(number),
  volumeRatio: figure('volume as a multiple of the usual'),
  tVolume: maybe(number),
  pVolume: maybe(number),
  heldBy: doc(list(text), "checks that hold the session's price back"),
  close: figure('split basis'),
  expectedClose: figure('where expected returns would have carried the close; split basis'),
  car: fraction('cumulative abnormal return from the start of the window'),
  carSe: fraction('its exact standard error'),
  carLow: fraction('lower end of its band'),
  carHigh: fraction('upper end of its band'),
})

const split = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('split'),
    interval: z.enum(intervals),
    at: moment,
    priceAtNews: number,
    pricedAt: moment,
    previousClose: number,
    close: number,
    before: doc(number, 'move up to the news; a fraction'),
    during: fraction('in the bar that holds the news'),
    duringFrom: maybe(moment),
    duringTo: maybe(moment),
    after: doc(number, 'from the end of that bar to the close; a fraction'),
    afterHours: maybe(number),
    shareBefore: maybe(number),
    shareBeforeBarEnd: maybe(number),
  }),
  z.object({
    kind: z.literal('whole-session'),
    reason: z.enum(['noIntradayBars', 'timeUnknown', 'noPrice', 'otherPrices']),
  }),
])

export const impact = z.discriminatedUnion('kind', [
  z.object({
    ...headShape,
    kind: z.literal('measured'),
    model,
    days: list(impactDay),
    windows: list(carWindow),
    without_confounders: doc(
      maybe(
        z.object({
          left_out: doc(list(z.object({ session: date, rel: count })), 'sessions that these windows leave out'),
          estimation_left_out: doc(count, 'sessions of confounders in the estimation window, which are left out of it'),
          on_day0: doc(flag, 'a confounder hit the session of the event itself, which stays in'),
          windows: list(carWindow),
        }),
      ),
      'with mask=confounders: the same windows without the sessions of confounders',
    ),
    volume: maybe(z.object({ ratio: number, t: maybe(number), p: maybe(number) })),
    split: doc(split, "the day's move cut at the news"),
    variance,
    flags,
    warnings,
    finding: z.object({ en: text, id: text }),
  }),
  z.object({ ...headShape, kind: z.literal('excluded'), reason: eventReason, detail: text }),
])

const lineShape = {
  event_id: text,
  title: text,
  type: text,
  family: z.enum(families),
  is_outcome: flag,
  public_at: maybe(text),
  session: maybe(date),
  session_label: maybe(z.enum(clockLabels)),
  benchmark: doc(text, 'the one the event names, or that of the list'),
  cluster: doc(list(text), 'items that hit the same session, fifty at most'),
  cluster_size: count,
  state: doc(maybe(z.enum(barStates)), 'of the bar of day 0'),
  checks: doc(list(z.enum(checkNames)), 'about the prices and payments behind returns and what is made of them'),
  volumeChecks: doc(list(z.enum(checkNames)), 'about the volumes behind the volume figures'),
  heldBy: doc(list(text), 'checks that hold the price of day 0 back'),
}

const listShape = {
  ticker: symbol,
  asked_as: askedAs,
  benchmark: doc(maybe(symbol), 'of events that name none of their own'),
  comparison: doc(maybe(comparison), 'of those events, over all sessions'),
  settings,
  impacts: list(
    z.discriminatedUnion('kind', [
      z.object({
        ...lineShape,
        kind: z.literal('measured'),
        reason: doc(maybe(reason), 'why day 0 has no figures though the event is measured'),
        detail: maybe(text),
        r: fraction('return of day 0'),
        expected: fraction('expected return'),
        ar: fraction('abnormal return'),
        se: fraction('exact forecast standard error'),
        t: figure('Student t'),
        p: figure('two-sided p'),
        ciLow: fraction('lower end of the interval'),
        ciHigh: fraction('upper end of the interval'),
        M: doc(count, 'sessions used for estimation'),
        beta: number,
        sigma: number,
        windows: list(carWindow),
        volumeRatio: maybe(number),
        significant: flag,
        flags,
      }),
      z.object({ ...lineShape, kind: z.literal('excluded'), reason: eventReason, detail: text }),
    ]),
  ),
}

export const impacts = z.object({
  ...listShape,
  ...paged,
  clusters: doc(
    z.record(date, list(text)),
    'ids of the items of a session that has more of them than a line names: those of this page',
  ),
})

export const worldImpacts = z.object({ ...listShape, events: list(placedEvent) })

const bar = z.object({
  ...dayShape,
  starts: doc(maybe(count), 'UTC milliseconds'),
  overnight: doc(flag, 'first bar of its session'),
  slotN: count,
  slotRms: maybe(number),
  zSlot: figure('abnormal return in units of its own hour'),
})

export const intraday = z.object({
  event: placedEvent,
  ticker: symbol,
  asked_as: askedAs,
  benchmark: symbol,
  interval: z.enum(intervals),
  settings,
  bar0: doc(maybe(moment), 'start of the first bar that ended after the news'),
  study: z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('measured'),
      day0: text,
      model,
      bar0: count,
      bars: list(bar),
      windows: list(carWindow),
      path: list(pathPoint),
      flags,
      warnings,
      overlapsEvent: doc(list(text), 'other events of the window, fifty at most'),
      overlapsEventSize: count,
      inEstimation: doc(list(text), 'the same of the estimation window'),
      inEstimationSize: count,
    }),
    z.object({ kind: z.literal('excluded'), reason, detail: text, M: count }),
  ]),
})

export const robustness = z.object({
  event_id: text,
  ticker: symbol,
  asked_as: askedAs,
  benchmark: text,
  settings,
  candidates: doc(list(date), 'every session the news may have hit'),
  ...robustnessShape,
})

export const eventSeries = z.object({
  event_id: text,
  ticker: symbol,
  asked_as: askedAs,
  benchmark: text,
  settings,
  day0: doc(count, 'place of the session of the event in `calendar`'),
  calendar: doc(list(date), 'sessions in order, from 3,250 before the event to 260 after it; every column is as long'),
  asset: doc(list(maybe(number)), 'closes on total-return basis; null where there is none or it is held'),
  market: doc(list(maybe(number)), 'the same of the benchmark, in the currency that it is compared in'),
  factors: doc(z.record(text, list(maybe(number))), 'returns of the factors of the model; fractions'),
  others: doc(list(z.object({ id: text, day0: count })), 'other events of the ticker by the place of their session'),
  confounders: doc(list(count), 'places of own results, index changes, payments, splits and world events'),
  kept_out: doc(list(count), 'places that do not serve for estimation, besides those around `others`'),
})

export const moves = z.object({
  ticker: symbol,
  asked_as: askedAs,
  benchmark: symbol,
  comparison,
  settings,
  fdr: doc(number, 'share of false findings accepted'),
  tested: count,
  untested: list(z.object({ reason, sessions: count })),
  ...paged,
  moves: list(
    z.object({
      date: text,
      r: number,
      ar: number,
      t: number,
      p: number,
      pAdjusted: doc(number, 'after Benjamini and Hochberg over the tested sessions'),
      events: doc(list(text), 'confirmed events that may have hit the session, fifty at most'),
      events_size: doc(count, 'how many they are'),
      candidate: doc(maybe(text), 'an event that waits for confirmation'),
    }),
  ),
  eventsWithoutMove: list(
    z.object({
      id: text,
      sessions: list(z.object({ date: text, ar: number, t: number, p: number })),
      untested: list(z.object({ date: maybe(text), reason })),
    }),
  ),
})

const figures = (description: string) => doc(list(maybe(number)), description)
const fractions = (description: string) => figures(`${description}; a fraction`)

export const sessionModels = z.object({
  ticker: symbol,
  asked_as: askedAs,
  benchmark: symbol,
  date: doc(date, 'the session'),
  settings,
  cells: doc(
    list(
      z.object({
        model: z.enum(modelNames),
        estimation: doc(window, 'estimation window, sessions from the session itself'),
        M: doc(maybe(count), 'sessions used for estimation'),
        ar: fraction('abnormal return'),
        t: figure('Student t'),
        p: figure('two-sided p'),
        reason: doc(maybe(reason), 'why it could not be tested'),
      }),
    ),
    'five models that need no factors, each by estimation windows of 60, 120 and 250 sessions',
  ),
})

export const abnormal = z.object({
  ticker: symbol,
  asked_as: askedAs,
  benchmark: symbol,
  comparison,
  settings,
  tested: doc(count, 'stored sessions that could be tested, whatever range is asked for'),
  untested: doc(list(z.object({ reason, sessions: count })), 'those that could not'),
  ...paged,
  date: doc(list(date), 'sessions in order; every column is as long, null where a session could not be tested'),
  span: doc(list(maybe(count)), 'sessions the return covers: more than 1 after a hole'),
  r: fractions('return'),
  marketReturn: fractions('return of the benchmark, in a factor model of its first factor'),
  expected: fractions('expected return'),
  ar: fractions('abnormal return'),
  se: fractions('exact forecast standard error'),
  t: figures('Student t'),
  p: figures('two-sided p'),
  ciLow: fractions('lower end of the interval'),
  ciHigh: fractions('upper end of the interval'),
  pAdjusted: figures('after Benjamini and Hochberg over all sessions that could be tested'),
  M: doc(list(maybe(count)), 'sessions used for estimation'),
  beta: figures('slope on the benchmark or first factor, for dimson the sum of the slopes'),
  sigma: fractions('residual deviation'),
  verdict: doc(
    list(maybe(z.enum(['ordinary', 'event', 'awaits confirmation', 'no candidate']))),
    'ordinary where pAdjusted is not below alpha; else whether there are confirmed events, one that waits, or none',
  ),
  reason: doc(list(maybe(reason)), 'why a session could not be tested'),
  heldBy: doc(list(list(text)), "checks that hold a session's price back"),
  events: doc(list(list(text)), 'confirmed events that may have hit the session, fifty at most'),
  events_size: doc(list(count), 'how many they are'),
  candidate: doc(list(maybe(text)), 'an event that waits for confirmation, where there is no confirmed one'),
})
