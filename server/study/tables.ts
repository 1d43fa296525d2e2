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

/** Rows of one table, one observation a row; every row repeats what its numbers depend on. */
export function* tableRows(study: Study, table: StudyTable): Iterable<Row> {
  const { findings, spec } = study
  const { settings } = spec
  const about: Row = {
    model: settings.model,
    return_type: settings.returnType,
    estimation_from: settings.estimation[0],
    estimation_to: settings.estimation[1],
    event_from: settings.event[0],
    event_to: settings.event[1],
    alpha: settings.alpha,
    data_hash: findings.data_hash,
  }
  switch (table) {
    case 'windows':
      for (const { from, to, mean, ...column } of findings.multi?.windows ?? [])
        yield { ...flat({ from, to }), caar: mean, ...flat(column), ...about }
      return
    case 'days':
      for (const { rel, mean, ...column } of findings.multi?.days ?? [])
        yield { ...flat({ rel }), aar: mean, ...flat(column), ...about }
      return
    case 'caar':
      for (const point of findings.caar) yield { ...flat(point), ...about }
      return
    case 'groups':
      for (const { group, ...tested } of findings.groups)
        if (tested.kind === 'tested')
          for (const { from, to, mean, ...column } of tested.multi.windows)
            yield { group, ...flat({ from, to }), caar: mean, ...flat(column), ...about }
        else yield { group, n: tested.N, reason: tested.reason, ...about }
      return
    case 'excluded':
      for (const { id, ...rest } of findings.excluded) yield { event_id: id, ...flat(rest), ...about }
      return
    case 'robustness':
      for (const cell of findings.robustness?.sample?.cells ?? [])
        yield { event_id: 'all', ticker: null, ...flat(cell), ...about, model: cell.model }
      for (const { id, ticker, cells } of findings.robustness?.events ?? [])
        for (const cell of cells) yield { event_id: id, ticker, ...flat(cell), ...about, model: cell.model }
      return
    case 'events':
    case 'sessions':
      yield* eventRows(study, table, about)
  }
}

function* eventRows({ single }: Study, table: 'events' | 'sessions', about: Row): Iterable<Row> {
  for (const event of single(table === 'sessions' ? 'full' : undefined)) {
    const head = {
      event_id: event.id,
      ticker: event.ticker,
      benchmark: event.market,
      day0: event.day0,
      title: event.titles.join(' + ') || null,
      group: event.group,
      confounded: event.confounded,
      checks: event.checks.join('|') || null,
      ...flat({ M: event.model.M, beta: event.model.beta, sigma: event.model.sigma }),
    }
    const sessions = 'days' in event ? event.days : []
    for (const column of table === 'events' ? event.windows : sessions) yield { ...head, ...flat(column), ...about }
  }
}

/** Columns that are words where the JSON has symbols of the methods. */
const words: Readonly<Record<string, string>> = {
  rel: 'session',
  from: 'window_from',
  to: 'window_to',
  M: 'estimation_observations',
  L: 'window_sessions',
  r: 'return',
  marketReturn: 'benchmark_return',
  expected: 'expected_return',
  ar: 'abnormal_return',
  C: 'prediction_factor',
  T: 'grank_positions',
  zMacKinlay: 'z_mackinlay',
  pMacKinlay: 'p_mackinlay',
  grankT: 't_grank',
  grankTP: 'p_grank_t',
  grankTDf: 'df_grank_t',
  grankZ: 'z_grank',
  grankZP: 'p_grank_z',
}

export const columnName = (field: string): string =>
  words[field] ?? field.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()

/** The fields of an object as cells: lists are joined, objects give one column a field (`wilcoxon_p`). */
function flat(fields: object): Row {
  const row: Record<string, Cell> = {}
  for (const [name, value] of Object.entries(fields) as [string, unknown][]) {
    const column = columnName(name)
    if (name === 'reasons')
      row[column] =
        Object.entries(value as Record<string, string>)
          .map(([of, why]) => `${of}: ${why}`)
          .join('; ') || null
    else if (Array.isArray(value)) row[column] = value.join(' ') || null
    else if (typeof value === 'object' && value !== null)
      for (const [inner, cell] of Object.entries(flat(value))) row[`${column}_${inner}`] = cell
    else row[column] = value as Cell
  }
  return row
}
