import type { BarState } from '../../../server/market/bar.ts'

/** What makes a session worth a mark under the chart; the first that applies. */
export const marksOfQuality = ['missing', 'held', 'checked', 'provisional', 'repaired', 'revised'] as const
export type QualityMark = (typeof marksOfQuality)[number]

/** Neighbouring places of the axis with the same mark; both ends included. */
export type QualityStretch = { readonly from: number; readonly to: number; readonly mark: QualityMark }

export type QualityRibbon = {
  readonly stretches: readonly QualityStretch[]
  /** Sessions on screen, and how many of them carry each mark. */
  readonly sessions: number
  readonly counts: Readonly<Record<QualityMark, number>>
}

const markOf = (state: BarState | undefined, checks: readonly string[]): QualityMark | null => {
  switch (state) {
    case undefined:
      return 'missing'
    case 'held':
    case 'repaired':
      return state
    case 'provisional':
    case 'revised':
    case 'final':
      return checks.length > 0 ? 'checked' : state === 'final' ? null : state
  }
}

/**
 * Which sessions of a stretch of the axis carry a mark.
 *
 * @param row place in the columns for every place of the axis; -1 where the session has no bar
 * @param dates the session of every place
 */
export function ribbonOf(
  { row, dates }: { readonly row: Int32Array; readonly dates: readonly string[] },
  columns: { readonly state: readonly BarState[]; readonly checks: readonly (readonly string[])[] },
  first: number,
  last: number,
): QualityRibbon {
  const stretches: { from: number; to: number; mark: QualityMark }[] = []
  const marked = new Map<string, QualityMark>()
  const sessions = new Set<string>()
  for (let at = first; at <= last; at++) {
    const index = row[at] ?? -1
    const date = dates[at] ?? ''
    sessions.add(date)
    const mark = markOf(columns.state[index], columns.checks[index] ?? [])
    if (mark === null) continue
    const known = marked.get(date)
    if (known === undefined || marksOfQuality.indexOf(mark) < marksOfQuality.indexOf(known)) marked.set(date, mark)
    const before = stretches.at(-1)
    if (before?.mark === mark && before.to === at - 1) before.to = at
    else stretches.push({ from: at, to: at, mark })
  }
  const counts = { missing: 0, held: 0, checked: 0, provisional: 0, repaired: 0, revised: 0 }
  for (const mark of marked.values()) counts[mark]++
  return { stretches, sessions: sessions.size, counts }
}
