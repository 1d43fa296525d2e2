import type { CorporateAction } from '../../market/action.ts'

/** What the closes of a file have been adjusted for: splits and dividends, splits alone, nothing. */
export const closesKinds = ['adjusted', 'split', 'raw'] as const
export type Closes = (typeof closesKinds)[number]

/** How the closes of a file are to be taken. */
export interface ClosesRules {
  /** As the user says; null to tell it from the file. */
  readonly stated: Closes | null
  /** As the form of the file says by its witness; `ask` where that is not known; null for any table. */
  readonly form: Closes | 'ask' | null
  /** The vendor's volumes are on split basis already. */
  readonly volumesSplit: boolean
  /** The file has a column of payments, so that a date without one had none. */
  readonly tellsPayments: boolean
  /** The file has a column of splits. */
  readonly tellsSplits: boolean
  /** Actions of the ticker that are stored already. */
  readonly known: readonly CorporateAction[]
  /** The symbol pays nothing: an index, a currency, a coin. */
  readonly paysNothing: boolean
}

export type Split = Extract<CorporateAction, { kind: 'split' }>
export type Payment = Exclude<CorporateAction, Split>
export const isSplit = (action: CorporateAction): action is Split => action.kind === 'split'
export const isPayment = (action: CorporateAction): action is Payment => action.kind !== 'split'
