declare const store: unique symbol
declare const transaction: unique symbol

/** An open store, as readers see it. What is inside is for `db/` only: others pass it to the functions of that room. */
export interface Db {
  readonly [store]: true
  readonly file: string
  /** A transaction that is not done yet is rolled back. */
  readonly close: () => void
}

/** A transaction of a store: only `write` makes one, and it is of no use after its end. */
export interface Tx {
  readonly [transaction]: true
}

/** What may be read from: the store as it was last committed, or a transaction with what it has written so far. */
export type Reader = Db | Tx
