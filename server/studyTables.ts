import { windowText } from './study/windowText.ts'
import type { Study } from './study.ts'

/** The tidy tables of a study; `windows` is the one to read first. */
export const studyTables = [
  'windows',
  'days',
  'caar',
  'events',
  'sessions',
  'groups',
  'excluded',
  'robustness',
] as const
export type StudyTable = (typeof studyTables)[number]

export type Cell = string | number | boolean | null
export type Row = Readonly<Record<string, Cell>>

/** Rows of one table, one observation a row; every table repeats what its numbers depend on. */
export function* tableRows(study: Study, table: StudyTable): Iterable<Row> {
  const { findings, spec } = study
  const { settings } = spec
  const about: Row = {
    model: settings.model,
    returns: settings.returnType,
    estimation: windowText(settings.estimation),
    event_window: windowText(settings.event),
    alpha: settings.alpha,
    data_hash: findings.data_hash,
  }
  switch (table) {
    case 'windows':
      for (const column of findings.multi?.windows ?? []) yield { ...flat(column), ...about }
      return
    case 'days':
      for (const column of findings.multi?.days ?? []) yield { ...flat(column), ...about }
      return
    case 'caar':
      for (const point of findings.caar) yield { ...point, ...about }
      return
    case 'groups':
      for (const { group, ...tested } of findings.groups)
        if (tested.kind === 'tested')
          for (const column of tested.multi.windows) yield { group, ...flat(column), ...about }
        else yield { group, N: tested.N, reason: tested.reason, ...about }
      return
    case 'excluded':
      for (const { id, ...rest } of findings.excluded) yield { event_id: id, ...rest, ...about }
      return
    case 'robustness':
      for (const cell of findings.robustness?.sample?.cells ?? [])
        yield { event_id: 'all', ticker: null, ...flat(cell), ...about }
      for (const { id, ticker, cells } of findings.robustness?.events ?? [])
        for (const cell of cells) yield { event_id: id, ticker, ...flat(cell), ...about }
      return
    case 'events':
    case 'sessions':
      yield* eventRows(study, table, about)
  }
}

function* eventRows({ single }: Study, table: 'events' | 'sessions', about: Row): Iterable<Row> {
  for (const event of single()) {
    const head = {
      event_id: event.id,
      ticker: event.ticker,
      benchmark: event.market,
      day0: event.day0,
      title: event.title,
      group: event.group,
      confounded: event.confounded,
      M: event.model.M,
      beta: event.model.beta,
      sigma: event.model.sigma,
    }
    const full = event as { readonly days?: readonly object[] }
    const columns = table === 'events' ? event.windows : (full.days ?? [])
    for (const column of columns) yield { ...head, ...flat(column), ...about }
  }
}

/** Fields of an object that are no objects themselves, and one level of those that are: `wilcoxon_p`. */
function flat(fields: object): Row {
  const row: Record<string, Cell> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (Array.isArray(value)) row[name] = value.join(' ')
    else if (typeof value === 'object' && value !== null)
      for (const [inner, cell] of Object.entries(flat(value))) row[`${name}_${inner}`] = cell
    else row[name] = value as Cell
  }
  return row
}
