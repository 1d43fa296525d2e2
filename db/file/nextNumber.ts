/**
 * The number of a row to come, as an expression of SQL: one more than any that a row of the table has or had. A number is
 * never given twice, as the history knows rows by it and what was deleted may come back.
 */
export const nextNumber = (table: 'event' | 'ticker' | 'factor_set' | 'finding'): string =>
  `1 + max(coalesce((select max(id) from ${table}), 0), coalesce((select max(id) from ${table}_history), 0))`
