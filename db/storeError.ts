/** What keeps a database file from being used. The message completes the sentence "The database FILE …". */
export type StoreProblem =
  | 'foreign'
  | 'newer'
  | 'edited-migration'
  | 'migration'
  | 'unreadable'
  | 'damaged'
  | 'busy'
  | 'full'

export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly kind: StoreProblem
  constructor(kind: StoreProblem, message: string) {
    super(message)
    this.kind = kind
  }
}
