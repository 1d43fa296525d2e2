import type { Tx } from '../../db/file/db.ts'
import { resolveFindings, saveFindings, unresolvedFindings } from '../../db/findings.ts'
import { barDup } from '../checks/answer/barDup.ts'
import { barLive } from '../checks/answer/barLive.ts'
import { fileChecks, namesOf } from '../checks/checks.ts'
import { closeAdjusted } from '../checks/file/closeAdjusted.ts'
import type { Finding, Sessions } from '../checks/finding.ts'
import type { Interval } from '../market/bar.ts'

interface About {
  readonly tickerId: number
  readonly interval: Interval
  readonly fetchId: number
  readonly now: number
}

/**
 * Writes down what a file with prices of a window says of them, and takes back what an earlier one said of prices that this
 * window replaces: no look at the stored series can tell.
 */
export async function saveFileRemarks(
  tx: Tx,
  about: About,
  window: Sessions | null,
  remarks: readonly Finding[],
): Promise<void> {
  if (window === null) return
  const names = [...namesOf(fileChecks), barDup.name, barLive.name]
  await resolveFindings(tx, about.tickerId, about.interval, names, remarks, window)
  await saveFindings(tx, about, remarks)
}

/** Takes back what files said of prices that a source has replaced; what its own answer says stays. */
export const dropFileRemarks = (tx: Tx, { tickerId, interval }: About, window: Sessions): Promise<void> =>
  resolveFindings(tx, tickerId, interval, namesOf(fileChecks), [], window)

/** Windows whose closes are adjusted for payments that are not stored: applying one would count it twice. */
export const adjustedSpans = (tx: Tx, tickerId: number): Promise<readonly Sessions[]> =>
  unresolvedFindings(tx, tickerId, '1d', [closeAdjusted.name])
