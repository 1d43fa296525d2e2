import type { CheckName, EvidenceOf } from './checks.ts'
import type { Evidence } from './finding.ts'

/** How a reader's numbers and dates are written. */
export interface Writer {
  /** Prices, amounts and factors. */
  readonly number: (value: number) => string
  /** Every digit, where two values that hardly differ stand beside each other. */
  readonly exact: (value: number) => string
  readonly count: (value: number) => string
  /** A fraction in percent, with so many decimals. */
  readonly percent: (value: number, decimals: number) => string
  /** A date `2023-11-17`. */
  readonly date: (value: string) => string
  readonly step: (before: string, after: string) => string
}

/** What a check found and what it expects, in one language. */
export interface Sentence<E> {
  observed(evidence: E, write: Writer): string
  /** What was expected here, where that is made of values. */
  expects?(evidence: E, write: Writer): string | null
}
export type Sentences = { readonly [Name in CheckName]: Sentence<EvidenceOf<Name>> }

/** What a finding says in a language; null for a check that this program does not know, or without evidence. */
export function tell(
  { check, evidence }: { readonly check: string; readonly evidence: Evidence | null },
  sentences: Sentences,
  write: Writer,
): { readonly observed: string; readonly expects: string | null } | null {
  const known: Readonly<Record<string, Sentence<Evidence>>> = sentences
  const sentence = known[check]
  if (sentence === undefined || evidence === null) return null
  return { observed: sentence.observed(evidence, write), expects: sentence.expects?.(evidence, write) ?? null }
}
