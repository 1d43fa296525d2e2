import type { IntradayBar } from '../market/bar.ts'
import type { Phased } from '../market/barCells.ts'
import type { IsoDate } from '../market/day.ts'
import type { Check, Found } from './check.ts'
import type { Series } from './dailySeries.ts'
import type { Evidence, Finding } from './finding.ts'

/** Bars within the session of one ticker, as the checks see them. */
export interface Intraday extends Pick<Series, 'actions' | 'currency' | 'expected'> {
  /** Ascending by start. */
  readonly bars: readonly IntradayBar[]
  readonly bySession: ReadonlyMap<IsoDate, readonly IntradayBar[]>
}

/** A check that every look at what is stored runs: what it finds no more is resolved. */
export interface SeriesCheck<Name extends string = string, E extends Evidence = Evidence> extends Check<Name, E> {
  readonly scope: 'series'
  /** `sound`: the series without bars that checks before it found in another unit, which say nothing of steps and moves. */
  readonly sees: 'all' | 'sound'
  /** @param found what the checks before it in the list found */
  run(series: Series, found: readonly Finding[]): readonly Found<E>[]
  /** The same rule for bars within the session, where it has one. */
  runWithin?(series: Intraday): readonly Found<E>[]
  /** See `IntradayCheck`. */
  concerns?(bar: Phased): boolean
}

/** A check of bars within the session alone. */
export interface IntradayCheck<Name extends string = string, E extends Evidence = Evidence> extends Check<Name, E> {
  readonly scope: 'intraday'
  runWithin(series: Intraday): readonly Found<E>[]
  /** Where `runWithin` looks at each session by itself: it finds nothing in one none of whose bars it concerns. */
  concerns?(bar: Phased): boolean
}
