import type { IsoDate } from '../market/day.ts'
import type { Finding } from './finding.ts'

/** BENCH_ALIGN: sessions that one of two series has and the other has not; null when they cover the same ones. */
export function checkBenchmark(own: readonly IsoDate[], benchmark: readonly IsoDate[]): Finding | null {
  const [a, b] = [new Set(own), new Set(benchmark)]
  const lost = [...own.filter((date) => !b.has(date)), ...benchmark.filter((date) => !a.has(date))].sort()
  const [from, to] = [lost[0], lost.at(-1)]
  if (from === undefined || to === undefined) return null
  const observed = `${lost.length} sessions with a bar of one and not of the other`
  return { check: 'BENCH_ALIGN', severity: 'warn', from, to, observed, expected: 'the same sessions', holds: null }
}
