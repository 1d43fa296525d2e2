import type { IsoDate } from '../day.ts'
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

/**
 * SYMBOL_REUSED: older bars that arrive now lie at another level, or the first trade moved later: another instrument
 * under the same name.
 *
 * @param earlier last close of the bars that arrived before the first stored one; null when none did
 */
export function checkReuse(
  stored: { readonly firstDate: IsoDate; readonly firstClose: number; readonly firstTradeDate: IsoDate | null },
  told: { readonly firstTradeDate: IsoDate | null },
  earlier: { readonly from: IsoDate; readonly to: IsoDate; readonly close: number } | null,
): readonly Finding[] {
  if (earlier !== null) {
    const times = Math.max(earlier.close / stored.firstClose, stored.firstClose / earlier.close)
    if (times > 3)
      return [
        {
          check: 'SYMBOL_REUSED',
          severity: 'error',
          from: earlier.from,
          to: earlier.to,
          observed: `closes up to ${shown(earlier.close)}, then ${shown(stored.firstClose)} on ${stored.firstDate}`,
          expected: 'one instrument',
          holds: { from: earlier.from, to: earlier.to },
        },
      ]
  }
  const [before, now] = [stored.firstTradeDate, told.firstTradeDate]
  if (before === null || now === null || now <= before || now <= stored.firstDate) return []
  return [
    {
      check: 'SYMBOL_REUSED',
      severity: 'error',
      from: now,
      to: now,
      observed: `first trade ${now}`,
      expected: `first trade ${before}`,
      holds: { from: now, to: '9999-12-31' as IsoDate },
    },
  ]
}
