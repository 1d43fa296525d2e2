import type { Window } from '../../../server/stats/settings.ts'
import { FARTHEST } from '../address.ts'
import { type Windows, windowsAsked } from './settings.ts'

/** Sessions that an estimation window has at least and at most, and that it may end before day 0. */
const LENGTH = { least: 30, most: 2000 }
const GAP = 999

/** The edges of the two windows that can be moved. */
export const edges = ['from', 'to', 'estimationFrom', 'estimationTo'] as const
export type Edge = (typeof edges)[number]

/** The session that an edge stands at: the first or last of its window, from day 0. */
export function sessionOfEdge(windows: Windows, edge: Edge): number {
  const { estimation } = windowsAsked(windows)
  switch (edge) {
    case 'from':
      return windows.window[0]
    case 'to':
      return windows.window[1]
    case 'estimationFrom':
      return estimation[0]
    case 'estimationTo':
      return estimation[1]
  }
}

/** The sessions to which an edge may be moved, the others standing where they are. */
export function reachOfEdge(windows: Windows, edge: Edge): Window {
  const {
    event,
    estimation: [from, to],
  } = windowsAsked(windows)
  switch (edge) {
    case 'from':
      return [-FARTHEST, 0]
    case 'to':
      return [0, FARTHEST]
    case 'estimationFrom':
      return [to - LENGTH.most + 1, to - LENGTH.least + 1]
    case 'estimationTo':
      return [Math.max(from + LENGTH.least - 1, -GAP - 1), Math.min(from + LENGTH.most - 1, event[0] - 1)]
  }
}

/** The windows with one edge at another session, or as near to it as it may go. */
export function withEdge(windows: Windows, edge: Edge, session: number): Windows {
  const [least, most] = reachOfEdge(windows, edge)
  const at = Math.max(least, Math.min(most, Math.round(session))) || 0
  const { window } = windows
  const [from, to] = windowsAsked(windows).estimation
  switch (edge) {
    case 'from':
      return { ...windows, window: [at, window[1]] }
    case 'to':
      return { ...windows, window: [window[0], at] }
    case 'estimationFrom':
      return { ...windows, estimation: [to - at + 1, -to - 1] }
    case 'estimationTo':
      return { ...windows, estimation: [at - from + 1, -at - 1] }
  }
}

/** The row of a table of windows that is of one of them; null where it has none. */
export const rowOf = <Row extends { readonly from: number; readonly to: number }>(
  rows: readonly Row[],
  [from, to]: Window,
): Row | null => rows.find((row) => row.from === from && row.to === to) ?? null
