import { addDays, type IsoDate } from '../../market/day.ts'
import { type Check, finding } from '../check.ts'
import type { Finding, Sessions } from '../finding.ts'

type Evidence =
  /** The last close of the bars that arrived before the first stored one, and that one's close and date. */
  | {
      readonly kind: 'level'
      readonly values: { readonly earlier: number; readonly first: number; readonly firstDate: IsoDate }
    }
  | { readonly kind: 'first-trade'; readonly values: { readonly told: IsoDate; readonly stored: IsoDate } }

/** Closes further apart than by this factor are another instrument's. */
const APART = 3
const OPEN_END = '9999-12-31' as IsoDate

/** Another instrument under the same name. The new bars are held until somebody decides. */
export const symbolReused: Check<'SYMBOL_REUSED', Evidence> = {
  name: 'SYMBOL_REUSED',
  scope: 'comparison',
  severity: 'error',
  holds: 'session',
  about: ['prices', 'range', 'volume'],
  stands: () => true,
}

/**
 * Older bars that arrive now lie at another level, or the first trade moved later. Held are the older ones, or those from
 * the first trade on, but none that was stored before it.
 *
 * @param earlier last close of the bars that arrived before the first stored one; null when none did
 */
export function checkReuse(
  stored: {
    readonly firstDate: IsoDate
    readonly firstClose: number
    readonly lastDate: IsoDate
    readonly firstTradeDate: IsoDate | null
  },
  told: { readonly firstTradeDate: IsoDate | null },
  earlier: (Sessions & { readonly close: number }) | null,
): readonly Finding<'SYMBOL_REUSED', Evidence>[] {
  if (earlier !== null && Math.max(earlier.close / stored.firstClose, stored.firstClose / earlier.close) > APART) {
    const { from, to, close } = earlier
    const values = { earlier: close, first: stored.firstClose, firstDate: stored.firstDate }
    return [finding(symbolReused, { from, to, evidence: { kind: 'level', values }, holds: { from, to } })]
  }
  const [before, now] = [stored.firstTradeDate, told.firstTradeDate]
  if (before === null || now === null || now <= before) return []
  // Bars stored before the source spoke of another first trade are not the new ones, if all of them lie after it.
  const from = now > stored.firstDate ? now : addDays(stored.lastDate, 1)
  const evidence = { kind: 'first-trade' as const, values: { told: now, stored: before } }
  return [finding(symbolReused, { from, to: from, evidence, holds: { from, to: OPEN_END } })]
}
