import { type BarState, barStates, type IntradayBar, phases } from './bar.ts'
import { dateOf } from './day.ts'
import type { Instant } from './instant.ts'

/**
 * A bar within the day as numbers, one after another: its start in UTC seconds, the day of its session, the places of its
 * phase and state in their lists, its prices and its volume, null where that is not known.
 */
export const barCell = { start: 0, day: 1, phase: 2, open: 3, high: 4, low: 5, close: 6, volume: 7, state: 8 } as const
export const BAR_CELLS = 9

/** Rows of bars, cell after cell. */
export type BarCells = readonly (number | null)[]

/** The bar whose cells begin at a place. */
export const barOfCells = (cells: BarCells, at: number): IntradayBar & { readonly state: BarState } => ({
  start: ((cells[at] as number) * 1000) as Instant,
  date: dateOf(cells[at + barCell.day] as number),
  ...phasedOfCells(cells, at),
  state: barStates[cells[at + barCell.state] as number] ?? 'provisional',
})

/** What of a bar is neither when nor how far it is to be trusted. */
export type Phased = Omit<IntradayBar, 'start' | 'date'>

export const phasedOfCells = (cells: BarCells, at: number): Phased => ({
  phase: phases[cells[at + barCell.phase] as number] ?? 'regular',
  open: cells[at + barCell.open] as number,
  high: cells[at + barCell.high] as number,
  low: cells[at + barCell.low] as number,
  close: cells[at + barCell.close] as number,
  volume: cells[at + barCell.volume] as number | null,
})

export const barsOfCells = (cells: BarCells): readonly (IntradayBar & { readonly state: BarState })[] =>
  Array.from({ length: cells.length / BAR_CELLS }, (_, row) => barOfCells(cells, row * BAR_CELLS))
