import type { StoredDailyBar } from '../../db/bars.ts'
import type { PanelDay, PanelEvent } from '../impact/panel.ts'
import type { EventDay, PathPoint } from '../stats/event.ts'
import { type Cell, type Column, column, within } from '../table/column.ts'

/** One session of the window of one event: figures of the study beside the bar they come from. */
export interface PanelRow {
  readonly event: PanelEvent
  readonly day: PanelDay
  readonly volumeRatio: number | null
}

const aligned = ({ event }: PanelEvent) => (event.alignment.kind === 'aligned' ? event.alignment : null)
const fraction = <Part>(name: string, doc: string, of: (part: Part) => Cell): Column<Part> =>
  column(name, 'number', doc, of, 'fraction')
const price = <Part>(name: string, doc: string, of: (part: Part) => Cell): Column<Part> =>
  column(name, 'number', doc, of, 'currency a share, split basis')

/** The event and what was measured. */
const eventColumns: readonly Column<PanelEvent>[] = [
  column('event_id', 'text', 'which event', ({ event }) => event.event_id),
  column('title', 'text', 'its title', ({ event }) => event.title),
  column('type', 'word', 'code of the event format', ({ event }) => event.type),
  column('family', 'word', 'the rail it is drawn on', ({ event }) => event.family),
  column('is_outcome', 'boolean', 'a record set by the price: never a cause', ({ event }) => event.is_outcome),
  column('public_at', 'moment', 'when the market could first know', ({ event }) => event.public_at),
  column('session', 'date', 'day 0', ({ session }) => session),
  column('session_label', 'word', 'where the moment lies', (event) => aligned(event)?.session ?? null),
  column('alignment_flags', 'list', 'how sure day 0 is', (event) => aligned(event)?.flags ?? null),
  column('cluster', 'list', 'events that hit the same session, fifty at most', ({ cluster }) => cluster),
  column('cluster_size', 'integer', 'how many they are', ({ clusterSize }) => clusterSize, 'events'),
  column('ticker', 'text', 'what was measured', ({ ticker }) => ticker),
  column('benchmark', 'text', 'against what', ({ benchmark }) => benchmark),
  column('model', 'word', 'by which model', ({ model }) => model.kind),
  column('factors', 'list', 'series that a model of factors takes', ({ factors }) => factors),
]

/** A bar: a session's, whichever windows it lies in. */
const barColumns: readonly Column<StoredDailyBar>[] = [
  price('open', 'first price', ({ open }) => open),
  price('high', 'highest price', ({ high }) => high),
  price('low', 'lowest price', ({ low }) => low),
  price('close', 'last price', ({ close }) => close),
  column('volume', 'number', 'as delivered', ({ volume }) => volume, 'shares'),
]

/** What the study says of one session. */
const studyColumns: readonly Column<EventDay>[] = [
  fraction('return', 'of the session', ({ r }) => r),
  fraction('market_return', 'of the benchmark', ({ marketReturn }) => marketReturn),
  fraction('expected_return', 'what the model expects', ({ expected }) => expected),
  fraction('abnormal_return', 'return less expected return', ({ ar }) => ar),
  fraction('standard_error', 'exact forecast error of the model', ({ se }) => se),
  column('t', 'number', 'Student t of the abnormal return', ({ t }) => t),
  column('p', 'number', 'two-sided p', ({ p }) => p),
  fraction('ci_low', 'lower end of the interval of the abnormal return', ({ ciLow }) => ciLow),
  fraction('ci_high', 'upper end', ({ ciHigh }) => ciHigh),
  column('empirical_p', 'number', 'two-sided p from studentised residuals', ({ empTwo }) => empTwo),
]

const pathColumns: readonly Column<PathPoint>[] = [
  fraction('car', 'cumulative abnormal return from the start of the window', ({ car }) => car),
  fraction('car_se', 'its exact standard error', ({ se }) => se),
  fraction('car_ci_low', 'lower end of its band', ({ ciLow }) => ciLow),
  fraction('car_ci_high', 'upper end', ({ ciHigh }) => ciHigh),
]

/** One session of its window. */
const dayColumns: readonly Column<PanelDay>[] = [
  column('rel', 'integer', 'sessions from day 0', ({ figures }) => figures.rel, 'sessions'),
  column('date', 'date', 'of the session', ({ figures }) => figures.date),
  column(
    'span',
    'integer',
    'sessions that the return covers: more than 1 after a hole',
    ({ figures }) => figures.span,
    'sessions',
  ),
  ...within(barColumns, ({ bar }: PanelDay) => bar),
  column('basis', 'word', 'of the prices: always split', () => 'split'),
  column('state', 'word', 'how far the bar can be trusted', ({ bar }) => bar?.state ?? null),
  column('checks', 'list', "names of open findings about the session's prices or payments", ({ checks }) => checks),
  column('volume_checks', 'list', 'the same about its volume', ({ volumeChecks }) => volumeChecks),
  price(
    'expected_close',
    'where the expected returns would have carried the close from before the window',
    ({ expectedClose }) => expectedClose,
  ),
  column('return_basis', 'word', 'total: dividends are part of returns', () => 'total'),
  ...within(studyColumns, ({ figures }: PanelDay) => figures),
  ...within(pathColumns, ({ point }: PanelDay) => point),
]

const reasonColumns: readonly Column<PanelDay>[] = [
  column('reason', 'word', 'why a session has no figures', ({ figures }) => figures.reason),
]

/** What holds for all of its sessions. */
const figureColumns: readonly Column<PanelEvent>[] = [
  column('flags', 'list', "what to mind about the event's figures", ({ flags, warnings }) => [...flags, ...warnings]),
  column('source', 'text', "where the ticker's prices last came from", ({ source }) => source),
  column('retrieved_at', 'moment', 'and when', ({ retrieved_at }) => retrieved_at),
]

const ofEvent = ({ event }: PanelRow): PanelEvent => event
const ofDay = ({ day }: PanelRow): PanelDay => day

/** The column whose cells change with every volume around a session. */
export const looseColumn: Column<PanelRow> = column(
  'volume_ratio',
  'number',
  'volume as a multiple of the usual',
  ({ volumeRatio }) => volumeRatio,
)

export const panelColumns: readonly Column<PanelRow>[] = [
  ...within(eventColumns, ofEvent),
  ...within(dayColumns, ofDay),
  looseColumn,
  ...within(reasonColumns, ofDay),
  ...within(figureColumns, ofEvent),
]
