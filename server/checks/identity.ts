import { addDays, type IsoDate } from '../market/day.ts'
import { type Finding, shown } from './finding.ts'

/** What a source says a symbol stands for. */
export interface Identity {
  readonly name: string | null
  readonly exchange: string | null
  readonly kind: string
  readonly firstTradeDate: IsoDate | null
}

const labels = { name: 'name', exchange: 'exchange', kind: 'type', firstTradeDate: 'first trade' } as const

/** SYMBOL_CHANGED: the symbol stands for something else, or calls it otherwise. What was unknown can not change. */
export function checkIdentity(stored: Identity, told: Identity, date: IsoDate): readonly Finding[] {
  const fields = (Object.keys(labels) as (keyof Identity)[]).filter(
    (field) => stored[field] !== null && told[field] !== null && stored[field] !== told[field],
  )
  if (fields.length === 0) return []
  const words = (of: Identity) => fields.map((field) => `${labels[field]} ${of[field]}`).join(', ')
  return [
    {
      check: 'SYMBOL_CHANGED',
      severity: 'warn',
      from: date,
      to: date,
      observed: words(told),
      expected: words(stored),
      holds: null,
    },
  ]
}

const FIRST_TRADE = 'first trade '
const OPEN_END = '9999-12-31' as IsoDate

/**
 * SYMBOL_REUSED: older bars that arrive now lie at another level, or the first trade moved later: another instrument
 * under the same name. The new bars are held: the older ones, or those from the first trade on, but none that was
 * stored before it.
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
  earlier: { readonly from: IsoDate; readonly to: IsoDate; readonly close: number } | null,
): readonly Finding[] {
  if (earlier !== null) {
    const times = Math.max(earlier.close / stored.firstClose, stored.firstClose / earlier.close)
    if (times > 3)
      return [
        reused(
          earlier,
          `closes up to ${shown(earlier.close)}, then ${shown(stored.firstClose)} on ${stored.firstDate}`,
          'one instrument',
        ),
      ]
  }
  const [before, now] = [stored.firstTradeDate, told.firstTradeDate]
  if (before === null || now === null || now <= before) return []
  // Bars stored before the source spoke of another first trade are not the new ones, if all of them lie after it.
  const from = now > stored.firstDate ? now : addDays(stored.lastDate, 1)
  return [reused({ from, to: from }, `${FIRST_TRADE}${now}`, `${FIRST_TRADE}${before}`)]
}

/** A finding of reuse as it was told, with what it holds until somebody decides. */
export const reused = (
  { from, to }: { readonly from: IsoDate; readonly to: IsoDate },
  observed: string,
  expected: string | null,
): Finding => ({
  check: 'SYMBOL_REUSED',
  severity: 'error',
  from,
  to,
  observed,
  expected,
  holds: { from, to: observed.startsWith(FIRST_TRADE) ? OPEN_END : to },
})
