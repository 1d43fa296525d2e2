import type { NamedCell } from '../impact/robustness.ts'
import type { StudyTable } from '../query/questions.ts'
import type { CellOutcome } from '../stats/robustness.ts'
import type { MultiOrReason, MultiWindow } from '../stats/sample.ts'
import type { OwnWindows } from '../stats/sampleEvent.ts'
import { defaultSettings, factorsTaken, type Settings } from '../stats/settings.ts'
import { type Column, type ColumnHead, column, within } from '../table/column.ts'
import { type Table, tableOf } from '../table/table.ts'
import type { AveragePoint } from './average.ts'
import { eventColumns, sessionColumns, sessionRows, windowRows } from './eventColumns.ts'
import type { SingleEvent, Study } from './study.ts'
import type { ExcludedItem } from './studyEvent.ts'
import { dayTests, windowTests } from './testColumns.ts'
import type { VersionedStudy } from './version.ts'

/** One table of a study: one observation a row, and every row repeats what its numbers depend on. */
export function studyTable({ study, version }: VersionedStudy, name: StudyTable): Table {
  const { findings, single, spec } = study
  const told = { settings: spec.settings, data_hash: findings.data_hash }
  const about = aboutColumns<unknown>(told)
  const ofEvent = aboutColumns<{ readonly event: SingleEvent }>(told, ({ event }) => event.own ?? spec.settings)
  const table = <Row>(columns: readonly Column<Row>[], rows: () => Iterable<Row>) =>
    tableOf(name, version, [...columns, ...about], () => [rows()])
  switch (name) {
    case 'windows':
      return table(windowTests, () => findings.multi?.windows ?? [])
    case 'days':
      return table(dayTests, () => findings.multi?.days ?? [])
    case 'caar':
      return table(caarColumns, () => findings.caar)
    case 'groups':
      return table(groupColumns, () => findings.groups.flatMap(groupRows))
    case 'excluded':
      return table(excludedColumns, () => findings.excluded)
    case 'robustness':
      // The model of a row is that of its cell, not that of the settings.
      return tableOf(name, version, [...robustnessColumns, ...about.filter((own) => !ofModel.has(own.name))], () => [
        robustnessRows(study),
      ])
    case 'events':
      return tableOf(
        name,
        version,
        [...eventColumns({ detail: spec.detail, isResampled: spec.settings.bootstrap !== null }), ...ofEvent],
        () => [windowRows(single())],
      )
    case 'sessions':
      return tableOf(name, version, [...sessionColumns, ...ofEvent], () => [sessionRows(single('full'))])
  }
}

/** Columns of the settings that say by which model. */
const ofModel: ReadonlySet<string> = new Set(['model', 'factors', 'risk_free'])

interface About {
  readonly settings: Settings
  readonly data_hash: string
}

/** The study's settings and the hash of its data, on every row; an event may have windows of its own. */
const aboutColumns = <Row>(
  { settings, data_hash }: About,
  windowsOf: (row: Row) => OwnWindows = () => settings,
): readonly Column<Row>[] => [
  column('model', 'word', 'of normal returns', () => settings.model),
  column('factors', 'list', 'series that a model of factors takes', () => factorsTaken(settings)),
  column('risk_free', 'word', 'series that is taken off returns', () =>
    factorsTaken(settings) === null ? null : settings.riskFree,
  ),
  column('return_type', 'word', 'simple or log', () => settings.returnType),
  ...(['estimation', 'event'] as const).flatMap((window) =>
    (['from', 'to'] as const).map((end, at) =>
      column(
        `${window}_${end}`,
        'integer',
        `${at === 0 ? 'first' : 'last'} session of the ${window} window`,
        (row: Row) => windowsOf(row)[window][at] ?? null,
        'sessions from day 0',
      ),
    ),
  ),
  column('alpha', 'number', 'two-sided level', () => settings.alpha),
  column('data_hash', 'word', 'SHA-256 of the numbers used', () => data_hash),
]

const caarColumns: readonly Column<AveragePoint>[] = [
  column('session', 'integer', 'to which session', ({ rel }) => rel, 'sessions from day 0'),
  column('n', 'integer', 'events with an observation so far', ({ n }) => n, 'events'),
  column('caar', 'number', 'average CAR from the start of the event window', ({ caar }) => caar, 'fraction'),
  column('se', 'number', 'from the exact variances and the correlation between events', ({ se }) => se, 'fraction'),
  column('ci_low', 'number', 'lower end of the interval', ({ ciLow }) => ciLow, 'fraction'),
  column('ci_high', 'number', 'upper end', ({ ciHigh }) => ciHigh, 'fraction'),
  column('se_cross', 'number', 'from the spread between the events', ({ seCross }) => seCross, 'fraction'),
  column('rbar', 'number', 'average correlation between the events', ({ rbar }) => rbar),
]

interface GroupRow {
  readonly group: string
  readonly window: MultiWindow | null
  readonly untested: Extract<MultiOrReason, { kind: 'untested' }> | null
}

function groupRows({ group, ...tested }: { readonly group: string } & MultiOrReason): readonly GroupRow[] {
  return tested.kind === 'tested'
    ? tested.multi.windows.map((window) => ({ group, window, untested: null }))
    : [{ group, window: null, untested: tested }]
}

/** A group that is too small to be tested has one row: how many events it has, and why. */
const groupColumns: readonly Column<GroupRow>[] = [
  column('group', 'text', 'which group', ({ group }) => group),
  ...within(windowTests, ({ window }: GroupRow) => window).map((tested): Column<GroupRow> => {
    if (tested.name === 'n') return { ...tested, of: (row) => row.untested?.N ?? tested.of(row) }
    if (tested.name === 'reason') return { ...tested, of: (row) => row.untested?.reason ?? tested.of(row) }
    return tested
  }),
]

const excludedColumns: readonly Column<ExcludedItem>[] = [
  column('event_id', 'text', 'which event', ({ id }) => id),
  column('ticker', 'text', 'of which security', ({ ticker }) => ticker),
  column('day0', 'date', 'its session, where it has one', ({ day0 }) => day0),
  column('reason', 'word', 'why it is not measured', ({ reason }) => reason),
  column('detail', 'text', 'the same in a sentence', ({ detail }) => detail),
  column('estimation_observations', 'integer', 'estimation observations there were', ({ M }) => M, 'sessions'),
]

type RobustnessRow = { readonly event_id: string; readonly ticker: string | null } & NamedCell

function* robustnessRows({ findings: { robustness } }: Study): Iterable<RobustnessRow> {
  for (const cell of robustness?.sample?.cells ?? []) yield { event_id: 'all', ticker: null, ...cell }
  for (const { id, ticker, cells } of robustness?.events ?? [])
    for (const cell of cells) yield { event_id: id, ticker, ...cell }
}

type Computed = Extract<CellOutcome, { kind: 'computed' }>
const outcome = <Name extends 'car' | 't' | 'p' | 'significant'>(
  name: Name,
  type: 'number' | 'boolean',
  doc: string,
  unit: string | null = null,
): Column<RobustnessRow> =>
  column(name, type, doc, (cell) => (cell.kind === 'computed' ? (cell satisfies Computed)[name] : null), unit)

const robustnessColumns: readonly Column<RobustnessRow>[] = [
  column('event_id', 'text', 'which event, or all', ({ event_id }) => event_id),
  column('ticker', 'text', 'of which security', ({ ticker }) => ticker),
  column('model', 'word', 'of normal returns in this combination', ({ model }) => model),
  column('estimation_length', 'integer', 'of the estimation window', (cell) => cell.estimationLength, 'sessions'),
  column('window_from', 'integer', 'first session of the window', ({ from }) => from, 'sessions from day 0'),
  column('window_to', 'integer', 'last session of the window', ({ to }) => to, 'sessions from day 0'),
  column('day0', 'date', 'date taken as day 0', ({ day0 }) => day0),
  column('kind', 'word', 'computed or absent', ({ kind }) => kind),
  outcome('car', 'number', 'cumulative abnormal return', 'fraction'),
  outcome('t', 'number', 'its Student t'),
  outcome('p', 'number', 'two-sided p'),
  outcome('significant', 'boolean', 'p below the level'),
  column('reason', 'word', 'why it is absent', (cell) => (cell.kind === 'absent' ? cell.reason : null)),
]

/** Every column a table may have, with full detail and resampling. */
export const studyColumns: readonly ColumnHead[] = (() => {
  const heads: readonly (readonly ColumnHead[])[] = [
    windowTests,
    dayTests,
    caarColumns,
    groupColumns,
    eventColumns({ detail: 'full', isResampled: true }),
    sessionColumns,
    excludedColumns,
    robustnessColumns,
    aboutColumns({ settings: defaultSettings, data_hash: '' }),
  ]
  return [...new Map(heads.flat().map((head) => [head.name, head])).values()]
})()
