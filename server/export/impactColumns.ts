import type { ImpactLine } from '../impact/answer.ts'
import type { CarWindow } from '../stats/car.ts'
import type { Settings } from '../stats/settings.ts'
import type { CsvColumn, CsvValue } from './csv.ts'

/** One line of the list, beside what is common to all. */
export interface ImpactRow {
  readonly line: ImpactLine
  readonly ticker: string
  readonly benchmark: string
  readonly settings: Settings
}

const plain = <Row>(name: string, of: (row: Row) => CsvValue): CsvColumn<Row> => ({ name, kind: 'plain', of })
const text = <Row>(name: string, of: (row: Row) => CsvValue): CsvColumn<Row> => ({ name, kind: 'text', of })

type Measured = Extract<ImpactLine, { kind: 'measured' }>
/** A figure that only a measured event has. */
const figure = (name: string, of: (line: Measured) => CsvValue): CsvColumn<ImpactRow> =>
  plain(name, ({ line }) => (line.kind === 'measured' ? of(line) : null))

const common: readonly CsvColumn<ImpactRow>[] = [
  text('event_id', ({ line }) => line.event_id),
  text('title', ({ line }) => line.title),
  plain('type', ({ line }) => line.type),
  plain('family', ({ line }) => line.family),
  plain('is_outcome', ({ line }) => line.is_outcome),
  plain('public_at', ({ line }) => line.public_at),
  plain('session', ({ line }) => line.session),
  plain('session_label', ({ line }) => line.session_label),
  text('cluster', ({ line }) => line.cluster.join('|')),
  text('ticker', ({ ticker }) => ticker),
  text('benchmark', ({ benchmark }) => benchmark),
  plain('model', ({ settings }) => settings.model),
  plain('return_basis', () => 'total'),
  plain('state', ({ line }) => line.state),
  plain('checks', ({ line }) => line.checks.join('|') || null),
  plain('kind', ({ line }) => line.kind),
  plain('reason', ({ line }) => line.reason),
  text('detail', ({ line }) => line.detail),
  figure('return', ({ r }) => r),
  figure('expected_return', ({ expected }) => expected),
  figure('abnormal_return', ({ ar }) => ar),
  figure('standard_error', ({ se }) => se),
  figure('t', ({ t }) => t),
  figure('p', ({ p }) => p),
  figure('ci_low', ({ ciLow }) => ciLow),
  figure('ci_high', ({ ciHigh }) => ciHigh),
  figure('significant', ({ significant }) => significant),
  figure('observations', ({ M }) => M),
  figure('beta', ({ beta }) => beta),
  figure('sigma', ({ sigma }) => sigma),
  figure('volume_ratio', ({ volumeRatio }) => volumeRatio),
]

/** `m1_1` stands for the window from one session before to one after: a name that every statistics program takes. */
const windowName = ([from, to]: readonly [number, number]): string =>
  [from, to].map((session) => (session < 0 ? `m${-session}` : String(session))).join('_')

const windowFigures: readonly (readonly [string, (window: CarWindow) => CsvValue])[] = [
  ['car', ({ car }) => car],
  ['car_se', ({ seExact }) => seExact],
  ['car_t', ({ tExact }) => tExact],
  ['car_p', ({ pExact }) => pExact],
]

/** The columns of a list of impacts; four for every window that is tested. */
export const impactColumns = (windows: Settings['windows']): readonly CsvColumn<ImpactRow>[] => [
  ...common,
  ...windows.flatMap(([from, to]) =>
    windowFigures.map(([name, of]) =>
      figure(`${name}_${windowName([from, to])}`, (line) => {
        const window = line.windows.find((one) => one.from === from && one.to === to)
        return window === undefined ? null : of(window)
      }),
    ),
  ),
]
