/**
 * The fields of an event file in the order writers use, with what each may hold. `own`: a column of the store; the
 * others are kept in `extra` under the same name.
 */
export type FieldKind =
  | 'id'
  | 'text'
  | 'time'
  | 'instant'
  | 'zone'
  | 'duration'
  | 'word'
  | 'tickers'
  | 'type'
  | 'list'
  | 'url'
  | 'language'
  | 'integer'
  | 'number'
  | 'symbol'

export const fields = [
  ['event_id', 'id', 'own'],
  ['title', 'text', 'own'],
  ['occurred_at', 'time', 'own'],
  ['occurred_until', 'time', 'own'],
  ['public_at', 'time', 'own'],
  ['timezone', 'zone', 'own'],
  ['precision', 'word', 'own'],
  ['uncertainty', 'duration', 'own'],
  ['session', 'word', 'own'],
  ['tickers', 'tickers', 'own'],
  ['relation_note', 'text', 'own'],
  ['type', 'type', 'own'],
  ['sec_items', 'list', 'extra'],
  ['expected_direction', 'word', 'own'],
  ['importance', 'integer', 'extra'],
  ['group', 'text', 'own'],
  ['tags', 'list', 'own'],
  ['summary', 'text', 'own'],
  ['language', 'language', 'own'],
  ['status', 'word', 'own'],
  ['confidence', 'number', 'extra'],
  ['source_type', 'word', 'own'],
  ['source_name', 'text', 'own'],
  ['source_url', 'url', 'own'],
  ['source_id', 'text', 'own'],
  ['source_published_at', 'instant', 'extra'],
  ['source_modified_at', 'instant', 'extra'],
  ['retrieved_at', 'instant', 'extra'],
  ['time_source', 'word', 'own'],
  ['time_note', 'text', 'own'],
  ['cluster_id', 'id', 'extra'],
  ['supersedes', 'id', 'extra'],
  ['window_start', 'integer', 'own'],
  ['window_end', 'integer', 'own'],
  ['estimation_end', 'integer', 'own'],
  ['estimation_length', 'integer', 'own'],
  ['benchmark', 'symbol', 'extra'],
  ['notes', 'text', 'own'],
] as const satisfies readonly (readonly [string, FieldKind, 'own' | 'extra'])[]

export type FieldName = (typeof fields)[number][0]

const kinds: ReadonlyMap<string, FieldKind> = new Map(fields.map(([name, kind]) => [name, kind]))

/** What a field may hold; null for a column that is no field of the format. */
export const fieldKind = (name: string): FieldKind | null => kinds.get(name) ?? null

/** Fields that hold free text: guarded against formulas by writers, along with every unknown column. */
export const isFreeText = (name: string): boolean => {
  const kind = fieldKind(name)
  return kind === null || kind === 'text' || kind === 'list' || kind === 'id'
}

/** Written for people who read the file elsewhere; computed again on reading. */
export const readOnlyFields = [
  'aligned_on',
  'effective_at',
  'event_day',
  'event_session',
  'alignment_flags',
  'calendar',
] as const

/** Other names under which hand-made files carry a field. */
export const aliases: ReadonlyMap<string, FieldName> = new Map<string, FieldName>([
  ['id', 'event_id'],
  ['symbol', 'tickers'],
  ['ticker', 'tickers'],
  ['symbols', 'tickers'],
  ['date', 'public_at'],
  ['datetime', 'public_at'],
  ['time', 'public_at'],
  ['timestamp', 'public_at'],
  ['event_date', 'public_at'],
  ['headline', 'title'],
  ['name', 'title'],
  ['event', 'title'],
  ['text', 'title'],
  ['timing', 'session'],
  ['category', 'type'],
  ['lang', 'language'],
  ['note', 'notes'],
  ['source', 'source_name'],
  ['url', 'source_url'],
  ['link', 'source_url'],
])

export const isKnownColumn = (name: string): boolean => kinds.has(name) || aliases.has(name)

/** Words that hand-made files use for a session. */
export const sessionWords: ReadonlyMap<string, 'pre' | 'regular' | 'post' | 'closed'> = new Map([
  ['pre', 'pre'],
  ['pre-market', 'pre'],
  ['premarket', 'pre'],
  ['before open', 'pre'],
  ['bmo', 'pre'],
  ['regular', 'regular'],
  ['during market', 'regular'],
  ['dmh', 'regular'],
  ['post', 'post'],
  ['post-market', 'post'],
  ['postmarket', 'post'],
  ['after-hours', 'post'],
  ['after close', 'post'],
  ['amc', 'post'],
  ['closed', 'closed'],
  ['weekend', 'closed'],
  ['holiday', 'closed'],
])

export const confidenceWords: ReadonlyMap<string, string> = new Map([
  ['high', '0.9'],
  ['medium', '0.6'],
  ['low', '0.3'],
])
