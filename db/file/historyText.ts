/** A table of facts, every earlier row of which is kept. */
export interface Historied {
  readonly table: string
  readonly key: readonly string[]
  /**
   * A row that comes for the first time leaves no trace in the history: its first answer says when that was. It saves a
   * second row a bar.
   */
  readonly isDatedByFetch?: true
}

export const historied: readonly Historied[] = [
  { table: 'ticker', key: ['id'] },
  { table: 'ticker_alias', key: ['symbol'] },
  { table: 'daily_bar', key: ['ticker_id', 'day'], isDatedByFetch: true },
  { table: 'intraday_bar', key: ['ticker_id', 'minutes', 'start'], isDatedByFetch: true },
  { table: 'corporate_action', key: ['ticker_id', 'day', 'kind'] },
  { table: 'event', key: ['id'] },
  { table: 'event_ticker', key: ['event', 'position'] },
  { table: 'story_decision', key: ['one', 'other'] },
  { table: 'relation', key: ['name', 'symbol', 'role', 'from_date'] },
  { table: 'finding', key: ['id'] },
  { table: 'repair', key: ['ticker_id', 'interval', 'at'] },
  { table: 'repair_finding', key: ['ticker_id', 'interval', 'at', 'finding_id'] },
  { table: 'factor_set', key: ['id'] },
  { table: 'factor_value', key: ['set_id', 'factor', 'day'] },
  { table: 'calendar_span', key: ['mic', 'from_day'] },
  { table: 'calendar_session', key: ['mic', 'day'] },
]

export interface Column {
  readonly name: string
  /** As SQLite writes it: INTEGER, REAL, TEXT. */
  readonly type: string
}

/**
 * The history of a table, which keeps itself: each row of it is a row of the table as it was before a change (`existed` 1),
 * or says that there was none under its key (0). It is only ever added to. Written by triggers, so that no statement, of
 * ours or of another program, can change a fact without it.
 *
 * @param columns of the table, its key among them
 * @returns statements of SQL, as its migration has them
 */
export function historyText({ table, key, isDatedByFetch }: Historied, columns: readonly Column[]): readonly string[] {
  const history = `${table}_history`
  const values = columns.filter(({ name }) => !key.includes(name)).map(({ name }) => name)
  const typed = (names: readonly string[], rule: string) =>
    names.map((name) => `\t\`${name}\` ${columns.find((column) => column.name === name)?.type.toLowerCase()}${rule}`)
  const list = (alias: string, names: readonly string[]) => names.map((name) => `${alias}.\`${name}\``).join(', ')
  const same = (alias: string, other: string) =>
    key.map((name) => `${alias}.\`${name}\` = ${other}.\`${name}\``).join(' AND ')
  const names = (all: readonly string[]) => all.map((name) => `\`${name}\``).join(', ')
  // Within one change the first row that is kept is the one from before it.
  const fresh = (alias: string) =>
    `FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c\n    WHERE NOT EXISTS (SELECT 1 FROM \`${history}\` h WHERE ${same('h', alias)} AND h.change_id = c.id)`
  const begin = 'INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);'
  const keepOld = `INSERT INTO \`${history}\` (${names([...key, 'change_id', 'existed', ...values])})\n    SELECT ${list('OLD', key)}, c.id, 1${values.length === 0 ? '' : `, ${list('OLD', values)}`} ${fresh('OLD')};`
  const keepNone = (and: string) =>
    `INSERT INTO \`${history}\` (${names([...key, 'change_id', 'existed'])})\n    SELECT ${list('NEW', key)}, c.id, 0 ${fresh('NEW')}${and};`
  const trigger = (what: string, when: string, body: readonly string[]) =>
    `CREATE TRIGGER \`${table}_${what}\` AFTER ${when}\nBEGIN\n${body.map((line) => `  ${line}`).join('\n')}\nEND;`
  const all = columns.map(({ name }) => name)
  const moved = `(${list('NEW', key)}) IS NOT (${list('OLD', key)})`
  return [
    `CREATE TABLE \`${history}\` (\n${[
      ...typed(key, ' NOT NULL'),
      '\t`change_id` integer NOT NULL',
      '\t`existed` integer NOT NULL',
      ...typed(values, ''),
      `\tPRIMARY KEY(${names([...key, 'change_id'])})`,
      '\tCHECK(existed in (0, 1))',
    ].join(',\n')}\n) STRICT, WITHOUT ROWID;`,
    trigger(
      'added',
      `INSERT ON \`${table}\`${isDatedByFetch ? `\nWHEN EXISTS (SELECT 1 FROM \`${history}\` h WHERE ${same('h', 'NEW')})` : ''}`,
      [begin, keepNone('')],
    ),
    trigger('changed', `UPDATE ON \`${table}\`\nWHEN (${list('NEW', all)}) IS NOT (${list('OLD', all)})`, [
      begin,
      keepOld,
      keepNone(` AND ${moved}`),
    ]),
    trigger('removed', `DELETE ON \`${table}\``, [begin, keepOld]),
    ...onlyAdded(history),
  ]
}

/** Triggers that keep what is written once as it is. */
export const onlyAdded = (table: string): readonly string[] =>
  ['UPDATE', 'DELETE'].map(
    (verb) =>
      `CREATE TRIGGER \`${table}_no_${verb.toLowerCase()}\` BEFORE ${verb} ON \`${table}\`\nBEGIN\n  SELECT RAISE(ABORT, '${table} is only ever added to');\nEND;`,
  )
