import type { IsoDate } from '../../market/day.ts'
import { type Check, finding, on } from '../check.ts'
import type { Finding } from '../finding.ts'

/** What a source says a symbol stands for. */
export interface Identity {
  readonly name: string | null
  readonly exchange: string | null
  readonly kind: string
  readonly firstTradeDate: IsoDate | null
}

const fields = ['name', 'exchange', 'kind', 'firstTradeDate'] as const
type Field = (typeof fields)[number]

type Evidence =
  /** What changed, as told and as stored; null for what did not. */
  | {
      readonly kind: 'description'
      readonly values: Readonly<Record<Field | `${Field}Stored`, string | null>>
    }
  /** The source does not know the symbol. `days` on which it said so; null where they are only known to be fewer than three. */
  | { readonly kind: 'not-found'; readonly values: { readonly days: number | null; readonly symbol: string } }

/** The symbol stands for something else, is called otherwise, or is not known any more. Its bars stay. */
export const symbolChanged: Check<'SYMBOL_CHANGED', Evidence> = {
  name: 'SYMBOL_CHANGED',
  scope: 'comparison',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices', 'range', 'volume'],
}

/** What was unknown cannot change. */
export function checkIdentity(
  stored: Identity,
  told: Identity,
  date: IsoDate,
): readonly Finding<'SYMBOL_CHANGED', Evidence>[] {
  const changed = (field: Field) => stored[field] !== null && told[field] !== null && stored[field] !== told[field]
  if (!fields.some(changed)) return []
  const value = (of: Identity, field: Field) => (changed(field) ? of[field] : null)
  const values = {
    name: value(told, 'name'),
    nameStored: value(stored, 'name'),
    exchange: value(told, 'exchange'),
    exchangeStored: value(stored, 'exchange'),
    kind: value(told, 'kind'),
    kindStored: value(stored, 'kind'),
    firstTradeDate: value(told, 'firstTradeDate'),
    firstTradeDateStored: value(stored, 'firstTradeDate'),
  }
  return [finding(symbolChanged, { ...on(date), evidence: { kind: 'description', values } })]
}

/** Days on which a source must not know a symbol before it is called delisted: one bad day there is no delisting. */
export const DELISTED = 3

/** @param days on which the source did not know the symbol, this one included */
export const notFound = (symbol: string, days: number, date: IsoDate) =>
  finding(symbolChanged, { ...on(date), evidence: { kind: 'not-found', values: { days, symbol } } })
