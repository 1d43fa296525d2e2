import { isStoreFailure, type StoreProblem, storeErrorOf } from '../../db/file/storeError.ts'
import { Problem } from '../problem.ts'

const refusals: Readonly<Record<StoreProblem, readonly [503 | 507 | 422, string]>> = {
  full: [507, 'disk_full'],
  busy: [503, 'store_busy'],
  'taken-away': [503, 'store_gone'],
  unreadable: [503, 'store_unusable'],
  damaged: [503, 'store_unusable'],
  foreign: [503, 'store_unusable'],
  newer: [503, 'store_unusable'],
  'edited-migration': [503, 'store_unusable'],
  migration: [503, 'store_unusable'],
  own: [422, 'own_file'],
  output: [503, 'cannot_write'],
  missing: [422, 'no_database'],
}

/** A failure of the store as a refusal with its reason; null for an error of another sort. */
export function storeProblem(file: string, error: unknown): Problem | null {
  if (!isStoreFailure(error)) return null
  const { kind, message } = storeErrorOf(file, error)
  const [status, code] = refusals[kind]
  return new Problem(status, code, message)
}
