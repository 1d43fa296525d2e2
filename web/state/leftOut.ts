import { signal } from '@preact/signals'
import { oncePer } from './state.ts'

/** The file that was taken last of several that were dropped at once, and those that came with it; null: it came alone. */
export const leftOutState = oncePer(() =>
  signal<{ readonly file: string; readonly others: readonly string[] } | null>(null),
)
