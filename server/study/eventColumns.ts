import type { CarWindow } from '../stats/car.ts'
import type { EventDay } from '../stats/event.ts'
import type { Resampled } from '../stats/resampling.ts'
import type { EventRowWindow } from '../stats/sample.ts'
import { type Column, column, within } from '../table/column.ts'
import type { Detail } from './spec.ts'
import type { SingleEvent } from './study.ts'

interface OfEvent<Part> {
  readonly event: SingleEvent
  readonly part: Part
}

export function* windowRows(events: Iterable<SingleEvent>): Iterable<OfEvent<EventRowWindow | CarWindow>> {
  for (const event of events) for (const part of event.windows) yield { event, part }
}

export function* sessionRows(events: Iterable<SingleEvent>): Iterable<OfEvent<EventDay>> {
  for (const event of events) for (const part of 'days' in event ? event.days : []) yield { event, part }
}

const eventHead: readonly Column<OfEvent<unknown>>[] = within(
  [
    column('event_id', 'text', 'which event; ids of items that hit one session are joined with +', ({ id }) => id),
    column('ticker', 'text', 'of which security', ({ ticker }) => ticker),
    column('benchmark', 'text', 'against what', ({ market }) => market),
    column('day0', 'date', 'the session it hit', ({ day0 }) => day0),
    column('title', 'text', 'of its items, joined with +', ({ titles }) => titles.join(' + ') || null),
    column('group', 'text', 'of the study', ({ group }) => group),
    column('confounded', 'boolean', 'other news of the security lies in its window', ({ confounded }) => confounded),
    column(
      'checks',
      'list',
      'names of checks about the prices and payments behind the figures',
      ({ checks }) => checks,
    ),
    column('estimation_observations', 'integer', 'sessions used for estimation', ({ model }) => model.M, 'sessions'),
    column('beta', 'number', 'slope on the benchmark', ({ model }) => model.beta),
    column('sigma', 'number', 'residual deviation', ({ model }) => model.sigma, 'fraction'),
  ] satisfies readonly Column<SingleEvent>[],
  ({ event }: OfEvent<unknown>) => event,
)

const windowEnds: readonly Column<EventRowWindow>[] = [
  column('window_from', 'integer', 'first session of the window', ({ from }) => from, 'sessions from day 0'),
  column('window_to', 'integer', 'last session of the window', ({ to }) => to, 'sessions from day 0'),
]

const car: Column<EventRowWindow> = column(
  'car',
  'number',
  'cumulative abnormal return of the window',
  ({ car }) => car,
  'fraction',
)
const seExact: Column<EventRowWindow> = column(
  'se_exact',
  'number',
  'exact standard error',
  (w) => w.seExact,
  'fraction',
)
const exact: readonly Column<EventRowWindow>[] = [
  column('t_exact', 'number', 'Student t with the exact covariance of the sessions', ({ tExact }) => tExact),
  column('p_exact', 'number', 'two-sided p of t_exact', ({ pExact }) => pExact),
]

const fullWindow: readonly Column<CarWindow>[] = [
  ...windowEnds,
  column('truncated', 'boolean', 'the data end inside the window', ({ truncated }) => truncated),
  column('joint', 'list', 'other events of the security inside the window', ({ joint }) => joint),
  column('window_sessions', 'integer', 'sessions covered', ({ L }) => L, 'sessions'),
  car,
  column('se_naive', 'number', 'standard error without estimation error', ({ seNaive }) => seNaive, 'fraction'),
  column('se_diag', 'number', 'without the covariance of the sessions', ({ seDiag }) => seDiag, 'fraction'),
  seExact,
  column('hac_lags', 'integer', 'lags of the HAC variance', ({ hacLags }) => hacLags, 'sessions'),
  column('se_hac', 'number', 'with autocorrelation of the residuals', ({ seHac }) => seHac, 'fraction'),
  column('t_naive', 'number', 'car over se_naive', ({ tNaive }) => tNaive),
  column('p_naive', 'number', 'two-sided p of t_naive', ({ pNaive }) => pNaive),
  ...exact,
  column('t_hac', 'number', 'car over se_hac', ({ tHac }) => tHac),
  column('p_hac', 'number', 'two-sided p of t_hac', ({ pHac }) => pHac),
  column('ci_low', 'number', 'lower end of the exact interval', ({ ciLow }) => ciLow, 'fraction'),
  column('ci_high', 'number', 'upper end', ({ ciHigh }) => ciHigh, 'fraction'),
  column('scar', 'number', 'standardised CAR', ({ scar }) => scar),
  column('bhar', 'number', 'buy-and-hold abnormal return', ({ bhar }) => bhar, 'fraction'),
  column('raw_return', 'number', 'return of the window', ({ rawReturn }) => rawReturn, 'fraction'),
  column('emp_b', 'integer', 'blocks of residuals compared with', ({ empB }) => empB),
  column('emp_lower', 'number', 'lower empirical p', ({ empLower }) => empLower),
  column('emp_upper', 'number', 'upper empirical p', ({ empUpper }) => empUpper),
  column('emp_two', 'number', 'two-sided empirical p', ({ empTwo }) => empTwo),
  column('emp_abs', 'number', 'empirical p of the absolute value', ({ empAbs }) => empAbs),
  column('emp_q025', 'number', 'empirical 2.5 % quantile', ({ empQ025 }) => empQ025, 'fraction'),
  column('emp_q975', 'number', 'empirical 97.5 % quantile', ({ empQ975 }) => empQ975, 'fraction'),
  column('emp_reason', 'word', 'why empirical figures are absent or not to be shown', ({ empReason }) => empReason),
]

const resampledColumns: readonly Column<Resampled>[] = [
  column('resampled_p', 'number', 'two-sided p by resampling', ({ p }) => p),
  column('resampled_ci_low', 'number', 'lower end of the resampled interval', ({ ciLow }) => ciLow, 'fraction'),
  column('resampled_ci_high', 'number', 'upper end', ({ ciHigh }) => ciHigh, 'fraction'),
  column('resampled_sd_boot', 'number', 'deviation of the draws', ({ sdBoot }) => sdBoot, 'fraction'),
  column('resampled_draws', 'integer', 'draws', ({ draws }) => draws),
  column('resampled_seed', 'integer', 'seed', ({ seed }) => seed),
  column('resampled_block', 'integer', 'length of a block', ({ block }) => block, 'sessions'),
]

const reason: Column<CarWindow> = column('reason', 'word', 'why the window has no figures', (w) => w.reason)

/** With `light` detail a window is its CAR and the exact test; resampled figures are there when they were asked for. */
export function eventColumns({
  detail,
  isResampled,
}: {
  readonly detail: Detail
  readonly isResampled: boolean
}): readonly Column<OfEvent<EventRowWindow | CarWindow>>[] {
  const part = ({ part }: OfEvent<EventRowWindow | CarWindow>) => part
  if (detail === 'light') return [...eventHead, ...within([...windowEnds, car, seExact, ...exact], part)]
  const full = [
    ...fullWindow,
    ...(isResampled ? within(resampledColumns, ({ resampled }: CarWindow) => resampled) : []),
    reason,
  ]
  return [...eventHead, ...within(full, (row: OfEvent<EventRowWindow | CarWindow>) => wholeOf(part(row)))]
}

const wholeOf = (window: EventRowWindow | CarWindow): CarWindow | null => ('seNaive' in window ? window : null)

export const sessionColumns: readonly Column<OfEvent<EventDay>>[] = [
  ...eventHead,
  ...within(
    [
      column('session', 'integer', 'which session', ({ rel }) => rel, 'sessions from day 0'),
      column('date', 'date', 'of the session', ({ date }) => date),
      column('span', 'integer', 'sessions that the return covers', ({ span }) => span, 'sessions'),
      column('return', 'number', 'of the session', ({ r }) => r, 'fraction'),
      column('benchmark_return', 'number', 'of the benchmark', ({ marketReturn }) => marketReturn, 'fraction'),
      column('expected_return', 'number', 'what the model expects', ({ expected }) => expected, 'fraction'),
      column('abnormal_return', 'number', 'return less expected return', ({ ar }) => ar, 'fraction'),
      column('prediction_factor', 'number', 'forecast variance over sigma squared', ({ C }) => C),
      column('se', 'number', 'exact forecast error of the model', ({ se }) => se, 'fraction'),
      column('t', 'number', 'Student t of the abnormal return', ({ t }) => t),
      column('p', 'number', 'two-sided p', ({ p }) => p),
      column('ci_low', 'number', 'lower end of the interval', ({ ciLow }) => ciLow, 'fraction'),
      column('ci_high', 'number', 'upper end', ({ ciHigh }) => ciHigh, 'fraction'),
      column('t_naive', 'number', 'abnormal return over sigma', ({ tNaive }) => tNaive),
      column('rank_low', 'integer', 'rank among the residuals, from below', ({ rankLow }) => rankLow),
      column('percentile', 'number', 'the same as a share', ({ percentile }) => percentile),
      column('reason', 'word', 'why the session has no figures', ({ reason }) => reason),
      column('emp_b', 'integer', 'residuals compared with', ({ empB }) => empB),
      column('emp_lower', 'number', 'lower empirical p', ({ empLower }) => empLower),
      column('emp_upper', 'number', 'upper empirical p', ({ empUpper }) => empUpper),
      column('emp_two', 'number', 'two-sided empirical p', ({ empTwo }) => empTwo),
      column('emp_abs', 'number', 'empirical p of the absolute value', ({ empAbs }) => empAbs),
    ] satisfies readonly Column<EventDay>[],
    ({ part }: OfEvent<EventDay>) => part,
  ),
]
