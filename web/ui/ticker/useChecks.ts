import type { Evidence } from '../../../server/checks/finding.ts'
import { tell } from '../../../server/checks/sentence.ts'
import { useFormat, useWords } from '../page.ts'

const phrase = (of: Readonly<Record<string, string>>, check: string): string | null => of[check] ?? null

/** Checks in words; the part "check" must be loaded. */
export function useChecks() {
  const { says, rules, sentences } = useWords('check')
  const { evidence } = useFormat()
  return {
    /** What a check found, in the fewest words; null for one that this page does not know. */
    saysOf: (check: string) => phrase(says, check),
    /** What a check expects everywhere. */
    ruleOf: (check: string) => phrase(rules, check),
    /** What a finding saw, and what it expected where values say so; null for one that has only a text. */
    sentencesOf: (finding: { readonly check: string; readonly evidence: Evidence | null }) =>
      tell(finding, sentences, evidence),
  }
}
