import type { PanelDay, PanelEvent } from '../impact/panel.ts'
import { type Cell, type Column, column, within } from '../table/column.ts'

/** One session of the window of one event: figures of the study beside the bar they come from. */
export interface PanelRow {
  readonly event: PanelEvent
  readonly day: PanelDay
}

const aligned = ({ event }: PanelEvent) => (event.alignment.kind === 'aligned' ? event.alignment : null)
const fraction = (name: string, doc: string, of: (day: PanelDay) => Cell): Column<PanelDay> =>
  column(name, 'number', doc, of, 'fraction')
const price = (name: string, doc: string, of: (day: PanelDay) => Cell): Column<PanelDay> =>
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
]

/** One session of its window. */
const dayColumns: readonly Column<PanelDay>[] = [
  column('rel', 'integer', 'sessions from day 0', (day) => day.rel, 'sessions'),
  column('date', 'date', 'of the session', (day) => day.date),
  column('span', 'integer', 'sessions that the return covers: more than 1 after a hole', (day) => day.span, 'sessions'),
  price('open', 'first price', (day) => day.bar?.open ?? null),
  price('high', 'highest price', (day) => day.bar?.high ?? null),
  price('low', 'lowest price', (day) => day.bar?.low ?? null),
  price('close', 'last price', (day) => day.bar?.close ?? null),
  column('volume', 'number', 'as delivered', (day) => day.bar?.volume ?? null, 'shares'),
  column('basis', 'word', 'of the prices: always split', () => 'split'),
  column('state', 'word', 'how far the bar can be trusted', (day) => day.bar?.state ?? null),
  column('checks', 'list', "names of open findings about the session's prices or payments", (day) => day.checks),
  column('volume_checks', 'list', 'the same about its volume', (day) => day.volumeChecks),
  price(
    'expected_close',
    'where the expected returns would have carried the close from before the window',
    (day) => day.expectedClose,
  ),
  column('return_basis', 'word', 'total: dividends are part of returns', () => 'total'),
  fraction('return', 'of the session', (day) => day.r),
  fraction('market_return', 'of the benchmark', (day) => day.marketReturn),
  fraction('expected_return', 'what the model expects', (day) => day.expected),
  fraction('abnormal_return', 'return less expected return', (day) => day.ar),
  fraction('standard_error', 'exact forecast error of the model', (day) => day.se),
  column('t', 'number', 'Student t of the abnormal return', (day) => day.t),
  column('p', 'number', 'two-sided p', (day) => day.p),
  fraction('ci_low', 'lower end of the interval of the abnormal return', (day) => day.ciLow),
  fraction('ci_high', 'upper end', (day) => day.ciHigh),
  column('empirical_p', 'number', 'two-sided p from studentised residuals', (day) => day.empTwo),
  fraction('car', 'cumulative abnormal return from the start of the window', (day) => day.car),
  fraction('car_se', 'its exact standard error', (day) => day.carSe),
  fraction('car_ci_low', 'lower end of its band', (day) => day.carLow),
  fraction('car_ci_high', 'upper end', (day) => day.carHigh),
  column('volume_ratio', 'number', 'volume as a multiple of the usual', (day) => day.volumeRatio),
  column('reason', 'word', 'why a session has no figures', (day) => day.reason),
]

/** What holds for all of its sessions. */
const figureColumns: readonly Column<PanelEvent>[] = [
  column('flags', 'list', "what to mind about the event's figures", ({ flags, warnings }) => [...flags, ...warnings]),
  column('source', 'text', "where the ticker's prices last came from", ({ source }) => source),
  column('retrieved_at', 'moment', 'and when', ({ retrieved_at }) => retrieved_at),
]

const ofEvent = ({ event }: PanelRow): PanelEvent => event

export const panelColumns: readonly Column<PanelRow>[] = [
  ...within(eventColumns, ofEvent),
  ...within(dayColumns, ({ day }: PanelRow) => day),
  ...within(figureColumns, ofEvent),
]
