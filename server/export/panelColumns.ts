import type { StoredDailyBar } from '../../db/bars.ts'
import type { Impact, ImpactDay } from '../impact/answer.ts'
import type { CsvColumn, CsvValue } from './csv.ts'

/** One session of the window of one event: figures of the study beside the bar they come from. */
export interface PanelRow {
  readonly impact: Extract<Impact, { kind: 'measured' }>
  readonly day: ImpactDay
  readonly bar: StoredDailyBar | null
  readonly checks: readonly string[]
}

const plain = (name: string, of: (row: PanelRow) => CsvValue): CsvColumn<PanelRow> => ({ name, kind: 'plain', of })
const text = (name: string, of: (row: PanelRow) => CsvValue): CsvColumn<PanelRow> => ({ name, kind: 'text', of })

export const panelColumns: readonly CsvColumn<PanelRow>[] = [
  text('event_id', ({ impact }) => impact.event.event_id),
  text('title', ({ impact }) => impact.event.title),
  plain('type', ({ impact }) => impact.event.type),
  plain('family', ({ impact }) => impact.event.family),
  plain('is_outcome', ({ impact }) => impact.event.is_outcome),
  plain('public_at', ({ impact }) => impact.event.public_at),
  plain('session', ({ impact }) => impact.session),
  plain('session_label', ({ impact }) =>
    impact.event.alignment.kind === 'aligned' ? impact.event.alignment.session : null,
  ),
  plain('alignment_flags', ({ impact }) =>
    impact.event.alignment.kind === 'aligned' ? impact.event.alignment.flags.join('|') || null : null,
  ),
  text('cluster', ({ impact }) => impact.cluster.map(({ event_id }) => event_id).join('|')),
  text('ticker', ({ impact }) => impact.ticker),
  text('benchmark', ({ impact }) => impact.benchmark),
  plain('model', ({ impact }) => impact.model.kind),
  plain('rel', ({ day }) => day.rel),
  plain('date', ({ day }) => day.date),
  plain('span', ({ day }) => day.span),
  plain('open', ({ bar }) => bar?.open ?? null),
  plain('high', ({ bar }) => bar?.high ?? null),
  plain('low', ({ bar }) => bar?.low ?? null),
  plain('close', ({ bar }) => bar?.close ?? null),
  plain('volume', ({ bar }) => bar?.volume ?? null),
  plain('basis', () => 'split'),
  plain('state', ({ bar }) => bar?.state ?? null),
  plain('checks', ({ checks }) => checks.join('|') || null),
  plain('expected_close', ({ day }) => day.expectedClose),
  plain('return_basis', ({ impact }) => impact.data.basis),
  plain('return', ({ day }) => day.r),
  plain('market_return', ({ day }) => day.marketReturn),
  plain('expected_return', ({ day }) => day.expected),
  plain('abnormal_return', ({ day }) => day.ar),
  plain('standard_error', ({ day }) => day.se),
  plain('t', ({ day }) => day.t),
  plain('p', ({ day }) => day.p),
  plain('ci_low', ({ day }) => day.ciLow),
  plain('ci_high', ({ day }) => day.ciHigh),
  plain('empirical_p', ({ day }) => day.empTwo),
  plain('car', ({ day }) => day.car),
  plain('car_se', ({ day }) => day.carSe),
  plain('car_ci_low', ({ day }) => day.carLow),
  plain('car_ci_high', ({ day }) => day.carHigh),
  plain('volume_ratio', ({ day }) => day.volumeRatio),
  plain('reason', ({ day }) => day.reason),
  plain('flags', ({ impact }) => [...impact.flags, ...impact.warnings].join('|') || null),
  text('source', ({ impact }) => impact.data.source),
  plain('retrieved_at', ({ impact }) => impact.data.retrieved_at),
]
