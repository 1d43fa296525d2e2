import { conditions, type EventFilter, learnSearch, YEAR } from './eventFilter.ts'
import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'

/** What events are counted by. */
export const facetNames = ['type', 'status', 'ticker', 'source', 'year'] as const
export type FacetName = (typeof facetNames)[number]

export interface FacetValue {
  /** Empty text for events without one. */
  readonly value: string
  readonly count: number
}

/** What each facet groups by, and which part of a filter it stands for. */
const facets: Readonly<
  Record<FacetName, { readonly sql: string; readonly own: keyof EventFilter; readonly from: string }>
> = {
  type: { sql: 'type', own: 'types', from: 'event' },
  status: { sql: 'status', own: 'statuses', from: 'event' },
  ticker: { sql: 'symbol', own: 'ticker', from: 'event join event_ticker named on named.event = event.id' },
  source: { sql: "coalesce(source_name, '')", own: 'source', from: 'event' },
  year: { sql: YEAR, own: 'year', from: 'event' },
}

/**
 * How many events a filter admits by each facet, the most frequent first. A facet counts without its own part of the
 * filter: beside the value that is chosen stand those one could choose instead.
 *
 * @param most values of one facet
 */
export const countFacets = (
  reader: Reader,
  filter: EventFilter,
  most: number,
): Promise<Readonly<Record<FacetName, { readonly values: readonly FacetValue[]; readonly more: number }>>> =>
  read(reader, (connection) => {
    learnSearch(connection)
    const counted = (name: FacetName) => {
      const { sql, own, from } = facets[name]
      const { where, values } = conditions({ ...filter, [own]: null })
      const rows = connection
        .prepare(
          `select ${sql} as value, count(distinct event.id) as count from ${from} where ${where} group by 1 order by 2 desc, 1`,
        )
        .all(values) as FacetValue[]
      return { values: rows.slice(0, most), more: Math.max(0, rows.length - most) }
    }
    return {
      type: counted('type'),
      status: counted('status'),
      ticker: counted('ticker'),
      source: counted('source'),
      year: counted('year'),
    }
  })
