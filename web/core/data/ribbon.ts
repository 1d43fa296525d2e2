import { gravestOf, type NotedBar, type NoteKind, noteKinds } from '../ticker/notes.ts'

/** What makes a session worth a mark under the chart; the first that applies. */
export type QualityMark = 'missing' | NoteKind
export const marksOfQuality: readonly QualityMark[] = ['missing', ...noteKinds]

/** Neighbouring places of the axis with the same mark; both ends included. */
export type QualityStretch = { readonly from: number; readonly to: number; readonly mark: QualityMark }

export type QualityRibbon = {
  readonly stretches: readonly QualityStretch[]
  /** Sessions on screen, and how many of them carry each mark. */
  readonly sessions: number
  readonly counts: Readonly<Record<QualityMark, number>>
}

/**
 * Which sessions of a stretch of the axis carry a mark.
 *
 * @param row place in the columns for every place of the axis; -1 where the session has no bar
 * @param dates the session of every place
 * @param breaks places of a lunch break, on which no bar is due
 */
export function ribbonOf(
  {
    row,
    dates,
    breaks,
  }: { readonly row: Int32Array; readonly dates: readonly string[]; readonly breaks: ReadonlySet<number> },
  columns: {
    readonly [Column in 'state' | 'checks' | 'volumeChecks' | 'heldBy' | 'correctedBy']: readonly NotedBar[Column][]
  },
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
    if (breaks.has(at)) continue
    const state = columns.state[index]
    const named = (column: 'checks' | 'volumeChecks' | 'heldBy' | 'correctedBy') => columns[column][index] ?? []
    const mark =
      state === undefined
        ? 'missing'
        : gravestOf({
            state,
            checks: named('checks'),
            volumeChecks: named('volumeChecks'),
            heldBy: named('heldBy'),
            correctedBy: named('correctedBy'),
          })
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
