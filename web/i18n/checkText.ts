import { computed } from '@preact/signals'
import type { Evidence } from '../../server/checks/finding.ts'
import { tell } from '../../server/checks/sentence.ts'
import { type CheckCatalogue, checkEn } from './en/check.ts'
import { format } from './format.ts'
import { checkId } from './id/check.ts'
import { spoken } from './text.ts'

/** Checks in words: they come with the first list of findings that is shown. */
const catalogue = computed((): CheckCatalogue => (spoken.value === 'id' ? checkId : checkEn))

const phrase = (of: Readonly<Record<string, string>>, check: string): string | null => of[check] ?? null

/** What a check found, in the fewest words; null for one that this page does not know. */
export const saysOf = (check: string): string | null => phrase(catalogue.value.says, check)

/** What a check expects everywhere. */
export const ruleOf = (check: string): string | null => phrase(catalogue.value.rules, check)

/** What a finding saw, and what it expected where values say so; null for one that has only a text. */
export const sentencesOf = (finding: { readonly check: string; readonly evidence: Evidence | null }) =>
  tell(finding, catalogue.value.sentences, format.value.evidence)
