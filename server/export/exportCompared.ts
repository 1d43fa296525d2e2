import type { Db } from '../../db/file/db.ts'
import { dataVersion } from '../../db/version.ts'
import { type Compared, type ComparedSeries, type CompareQuery, comparePrices } from '../prices/compare.ts'
import { type Column, column } from '../table/column.ts'
import { type Table, tableOf } from '../table/table.ts'

interface ComparedRow {
  readonly answer: Compared
  readonly series: ComparedSeries
  readonly row: number
}

export const comparedColumns: readonly Column<ComparedRow>[] = [
  column(
    'date',
    'date',
    'the session, of the exchange of the first ticker',
    ({ answer, row }) => answer.date[row] ?? null,
  ),
  column('ticker', 'text', 'whose close', ({ series }) => series.ticker),
  column(
    'close',
    'number',
    'last price; empty where it has none on that session',
    ({ series, row }) => series.close[row] ?? null,
    'currency a share, split basis; points for an index',
  ),
  column('currency', 'text', 'as the source writes it: nothing is converted', ({ series }) => series.currency),
  column('base', 'date', 'the session whose closes are 0 %', ({ answer }) => answer.base),
  column('change', 'number', 'of the close since the base', ({ series, row }) => series.since[row] ?? null, 'fraction'),
  column(
    'relative_strength',
    'number',
    'growth of the first ticker over that of this one since the base; 100 on the base',
    ({ series, row }) => series.strength[row] ?? null,
  ),
]

/** Every session of every ticker, the sessions in order and on each the tickers in theirs. */
export async function comparedTable(db: Db, query: CompareQuery): Promise<Table> {
  const answer = await comparePrices(db, query)
  return tableOf('compare', await dataVersion(db, usedByCompared(query)), comparedColumns, () => [
    answer.date.flatMap((_, row) => answer.series.map((series) => ({ answer, series, row }))),
  ])
}

export const usedByCompared = ({ tickers, to }: Pick<CompareQuery, 'tickers' | 'to'>) => ({
  series: tickers.map((ticker) => ({ ticker, interval: '1d' as const, from: null, to })),
})
