import type { IsoDate } from '../../market/day.ts'
import { type Check, finding } from '../check.ts'
import type { Finding } from '../finding.ts'

type Evidence = { readonly kind: 'sessions'; readonly values: { readonly sessions: number } }

/** A security and its benchmark do not cover the same sessions. */
export const benchAlign: Check<'BENCH_ALIGN', Evidence> = {
  name: 'BENCH_ALIGN',
  scope: 'pair',
  severity: 'warn',
  holds: 'nothing',
  about: ['prices'],
}

/** Sessions that one of two series has and the other has not; null when they cover the same ones. */
export function checkBenchmark(
  own: readonly IsoDate[],
  benchmark: readonly IsoDate[],
): Finding<'BENCH_ALIGN', Evidence> | null {
  const [a, b] = [new Set(own), new Set(benchmark)]
  const lost = [...own.filter((date) => !b.has(date)), ...benchmark.filter((date) => !a.has(date))].sort()
  const [from, to] = [lost[0], lost.at(-1)]
  if (from === undefined || to === undefined) return null
  return finding(benchAlign, { from, to, evidence: { kind: 'sessions', values: { sessions: lost.length } } })
}
