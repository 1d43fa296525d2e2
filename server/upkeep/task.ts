import type { CopyStep } from '../../db/file/copySteps.ts'

/** What is done to look after a database while it is used. */
export type UpkeepTask = 'verify' | 'backup'

/** What the thread is started with. */
export interface UpkeepOrder {
  readonly file: string
  readonly task: UpkeepTask
  /** One number that is no longer 0 once the work is not wanted any more: this thread hears no message while it works. */
  readonly stop: Int32Array
}

/** What came of a task. */
export type UpkeepResult =
  | { readonly kind: 'sound'; readonly years: number; readonly events: number }
  | { readonly kind: 'unsound'; readonly problems: readonly string[] }
  | { readonly kind: 'made'; readonly name: string; readonly bytes: number; readonly removed: readonly string[] }
  | { readonly kind: 'stopped' }
  /** `message` is a sentence about the store, null for a slip of ours. */
  | { readonly kind: 'failed'; readonly message: string | null }

export type UpkeepMessage =
  | { readonly kind: 'at'; readonly step: CopyStep; readonly done: number; readonly all: number }
  | { readonly kind: 'end'; readonly result: UpkeepResult; readonly detail: string | null }
