/** What a file may hold. */
export const ingestKinds = [
  'events',
  'prices',
  'intraday',
  'actions',
  'factors',
  'tickers',
  'calendar',
  'relations',
] as const
export type IngestKind = (typeof ingestKinds)[number]

/** What becomes of an event that is stored already. */
export const conflictRules = ['update', 'keep', 'fail'] as const
export type ConflictRule = (typeof conflictRules)[number]
