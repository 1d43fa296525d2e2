import type { CheckName } from './finding.ts'

/** Checks whose findings keep bars out of figures. */
const holding: readonly CheckName[] = [
  'UNIT_POINT',
  'UNIT_BLOCK',
  'SPLIT_STEP',
  'SPLIT_MISSING',
  'SYMBOL_REUSED',
  'RESP_CURRENCY',
]

const holds = (check: string): boolean => (holding as readonly string[]).includes(check)

/** Of the checks behind a figure that is absent those that hold a bar back; null when none does. */
export function holdingOf(checks: readonly string[]): readonly string[] | null {
  const held = checks.filter(holds)
  return held.length > 0 ? held : null
}

/** Of the checks on a held bar those that hold it; all of them when none is known to. */
export const holdersOf = (checks: readonly string[]): readonly string[] => holdingOf(checks) ?? checks
