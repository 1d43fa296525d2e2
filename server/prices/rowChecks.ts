import type { CheckRange } from '../../db/checkRanges.ts'
import { type BarChecks, noChecks } from '../../db/findings.ts'
import type { CheckName } from '../checks/checks.ts'
import { type BarRows, firstAt } from '../market/barRows.ts'

type Names = { [Kind in keyof BarChecks]: Set<CheckName> }

/**
 * What checks have to do with the sessions of each row; rows that none concerns share one answer.
 *
 * @param sessions with a bar, ascending, and how many bars of each are held
 */
export function rowChecks(
  rows: Pick<BarRows, 'day'>,
  sessions: Pick<BarRows, 'day' | 'held'>,
  ranges: readonly CheckRange[],
): readonly BarChecks[] {
  const names = new Map<number, Names>()
  const add = (row: number, { kind, check }: CheckRange) => {
    const known = names.get(row) ?? { checks: new Set(), heldBy: new Set(), correctedBy: new Set() }
    names.set(row, known)
    known.checks.add(check)
    known[kind].add(check)
  }
  for (const range of ranges) {
    const end = firstAt(sessions.day, range.to + 1)
    for (let at = firstAt(sessions.day, range.from); at < end; at++) {
      if (range.kind === 'heldBy' && sessions.held[at] === 0) continue
      const day = sessions.day[at] as number
      // Rows of the session itself, or the one that holds it among others.
      const first = Math.min(firstAt(rows.day, day), firstAt(rows.day, day + 1) - 1)
      for (let row = first; row < firstAt(rows.day, day + 1); row++) add(row, range)
    }
  }
  return Array.from(rows.day, (_, row) => {
    const found = names.get(row)
    if (found === undefined) return noChecks
    const sorted = (all: ReadonlySet<CheckName>) => [...all].sort()
    return { checks: sorted(found.checks), heldBy: sorted(found.heldBy), correctedBy: sorted(found.correctedBy) }
  })
}
