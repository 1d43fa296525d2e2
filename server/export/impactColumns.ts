import type { ImpactLine } from '../impact/answer.ts'
import type { CarWindow } from '../stats/car.ts'
import { factorsTaken, type Settings } from '../stats/settings.ts'
import { type Cell, type Column, type ColumnType, column } from '../table/column.ts'

/** One line of the list, beside what is common to all. */
export interface ImpactRow {
  readonly line: ImpactLine
  readonly ticker: string
  readonly settings: Settings
}

type Measured = Extract<ImpactLine, { kind: 'measured' }>
/** A figure that only a measured event has. */
const figure = (
  name: string,
  doc: string,
  of: (line: Measured) => Cell,
  unit: string | null = null,
  type: ColumnType = 'number',
): Column<ImpactRow> => column(name, type, doc, ({ line }) => (line.kind === 'measured' ? of(line) : null), unit)

const common: readonly Column<ImpactRow>[] = [
  column('event_id', 'text', 'which event', ({ line }) => line.event_id),
  column('title', 'text', 'its title', ({ line }) => line.title),
  column('type', 'word', 'code of the event format', ({ line }) => line.type),
  column('family', 'word', 'the rail it is drawn on', ({ line }) => line.family),
  column('is_outcome', 'boolean', 'a record set by the price: never a cause', ({ line }) => line.is_outcome),
  column('public_at', 'moment', 'when the market could first know', ({ line }) => line.public_at),
  column(
    'session',
    'date',
    'day 0: the first session whose close comes strictly after that',
    ({ line }) => line.session,
  ),
  column(
    'session_label',
    'word',
    'where the moment lies; empty when only a date is known',
    ({ line }) => line.session_label,
  ),
  column('cluster', 'list', 'events that hit the same session, fifty at most', ({ line }) => line.cluster),
  column('cluster_size', 'integer', 'how many they are', ({ line }) => line.cluster_size, 'events'),
  column('ticker', 'text', 'what was measured', ({ ticker }) => ticker),
  column('benchmark', 'text', 'against what', ({ line }) => line.benchmark),
  column('model', 'word', 'by which model', ({ settings }) => settings.model),
  column('factors', 'list', 'series that a model of factors takes', ({ settings }) => factorsTaken(settings)),
  column('return_basis', 'word', 'total: dividends are part of returns', () => 'total'),
  column('state', 'word', 'state of the bar of day 0', ({ line }) => line.state),
  column(
    'checks',
    'list',
    'names of open findings about the prices and payments behind returns',
    ({ line }) => line.checks,
  ),
  column('volume_checks', 'list', 'the same about the volumes behind `volume_ratio`', ({ line }) => line.volumeChecks),
  column('kind', 'word', 'measured or excluded', ({ line }) => line.kind),
  column('reason', 'word', 'why it is excluded, or measured without figures of day 0', ({ line }) => line.reason),
  column('detail', 'text', 'the same in a sentence', ({ line }) => line.detail),
  figure('return', 'of day 0', ({ r }) => r, 'fraction'),
  figure('expected_return', 'what the model expects of day 0', ({ expected }) => expected, 'fraction'),
  figure('abnormal_return', 'return less expected return', ({ ar }) => ar, 'fraction'),
  figure('standard_error', 'exact forecast error of the model', ({ se }) => se, 'fraction'),
  figure('t', 'Student t of the abnormal return', ({ t }) => t),
  figure('p', 'two-sided p', ({ p }) => p),
  figure('ci_low', 'lower end of the interval of the abnormal return', ({ ciLow }) => ciLow, 'fraction'),
  figure('ci_high', 'upper end', ({ ciHigh }) => ciHigh, 'fraction'),
  figure('significant', 'p below the level asked for', ({ significant }) => significant, null, 'boolean'),
  figure('observations', 'sessions of the estimation window that were used', ({ M }) => M, 'sessions', 'integer'),
  figure('beta', 'slope on the benchmark', ({ beta }) => beta),
  figure('sigma', 'residual deviation', ({ sigma }) => sigma, 'fraction'),
  figure('volume_ratio', 'volume of day 0 as a multiple of the usual', ({ volumeRatio }) => volumeRatio),
  figure('flags', 'what a reader of the figures must know: codes of docs/api.md', ({ flags }) => flags, null, 'list'),
]

/** `m1_1` stands for the window from one session before to one after: a name that every statistics program takes. */
const windowName = ([from, to]: readonly [number, number]): string =>
  [from, to].map((session) => (session < 0 ? `m${-session}` : String(session))).join('_')

const windowFigures: readonly (readonly [string, string, (window: CarWindow) => Cell, string | null])[] = [
  ['car', 'cumulative abnormal return', ({ car }) => car, 'fraction'],
  ['car_se', 'exact standard error', ({ seExact }) => seExact, 'fraction'],
  ['car_t', 'Student t', ({ tExact }) => tExact, null],
  ['car_p', 'two-sided p', ({ pExact }) => pExact, null],
]

/**
 * The columns of a list of impacts; four for every window that is tested.
 *
 * @param windows of the question, then those that single events ask for
 */
export const impactColumns = (windows: Settings['windows']): readonly Column<ImpactRow>[] => [
  ...common,
  ...windows.flatMap(([from, to]) =>
    windowFigures.map(([name, doc, of, unit]) =>
      figure(
        `${name}_${windowName([from, to])}`,
        `${doc} of the sessions ${from} to ${to}`,
        (line) => {
          const window = line.windows.find((one) => one.from === from && one.to === to)
          return window === undefined ? null : of(window)
        },
        unit,
      ),
    ),
  ),
]
