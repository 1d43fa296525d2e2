import { beforeAll, describe, expect, it } from 'vitest'
import type { BackfillOutcome } from '../../../server/backfill/request.ts'
import { spread } from '../../spread.ts'
import type { Fault } from '../../standin/fault.ts'
import { type Disturbed, disturb, hangs, restatements, undisturbed, withFault } from './faults.ts'

/** The outcome of a job in which every answer is spoiled, the class it names, and the tries a request gets. */
const expected: Readonly<Partial<Record<Fault, readonly [BackfillOutcome, string | null, number]>>> = {
  slow: ['deferred', 'timeout', 4],
  'hang-headers': ['deferred', 'timeout', 4],
  'hang-body': ['deferred', 'timeout', 4],
  reset: ['deferred', 'net', 4],
  cut: ['failed', 'bad_body', 4],
  'cut-0': ['failed', 'bad_body', 4],
  'cut-1000': ['failed', 'bad_body', 4],
  'wrong-length': ['failed', 'bad_body', 4],
  'gzip-bomb': ['failed', 'bad_body', 4],
  'redirect-away': ['failed', 'consent', 1],
  '401': ['failed', 'auth', 2],
  '403': ['failed', 'auth', 2],
  '404': ['failed', 'not_found', 1],
  '422': ['failed', 'range', 1],
  '429': ['deferred', 'rate_limit', 1],
  '429-seconds': ['deferred', 'rate_limit', 1],
  '429-date': ['deferred', 'rate_limit', 1],
  '500': ['deferred', 'down', 4],
  '503-html': ['deferred', 'down', 4],
  '999': ['deferred', 'down', 4],
  consent: ['failed', 'consent', 1],
  html: ['failed', 'bad_body', 4],
  'other-symbol': ['failed', 'mismatch', 1],
  'other-interval': ['failed', 'mismatch', 1],
  'renamed-key': ['failed', 'schema', 1],
  'short-array': ['failed', 'schema', 1],
  'error-inside': ['failed', 'schema', 1],
  'two-results': ['failed', 'schema', 1],
  milliseconds: ['failed', 'schema', 1],
  'null-row': ['partial', null, 1],
  'missing-session': ['partial', null, 1],
  'not-finite': ['partial', null, 1],
  descending: ['complete', null, 1],
  'duplicate-row': ['partial', null, 1],
  'live-row': ['partial', null, 1],
  'unknown-certificate': ['deferred', 'net', 4],
}

describe('backfill() under a fault', () => {
  let right: string
  let prices: string
  const waited = new Map<Fault, Disturbed>()
  beforeAll(async () => {
    ;({ hash: right, prices } = await undisturbed())
    // They do nothing but wait: all three at once, and nothing else meanwhile that could keep a clock from being heard.
    await Promise.all(spread(hangs, 1).map(async (fault) => waited.set(fault, await disturb(fault, 'all'))))
  })

  it.each(spread(Object.entries(expected) as [Fault, (typeof expected)[Fault] & object][], 13))(
    'ends %s at every request as it should, and the next run puts everything right',
    async (fault, [outcome, reason, tries]) => {
      const { first, second, requests, hash } = await (waited.get(fault)?.settle() ?? withFault(fault, 'all'))
      expect([first.outcome, first.series[0]?.reason ?? null]).toEqual([outcome, reason])
      expect(requests % tries).toBe(0)
      expect(first.resume_at === null).toBe(outcome !== 'deferred')
      expect(second).toMatchObject({ outcome: 'complete', exit_code: 0 })
      expect(hash).toBe(right)
    },
    60_000,
  )

  it.each(restatements)(
    'takes %s as it is told, and the next run puts the prices right again',
    async (fault) => {
      const { second, prices: after } = await withFault(fault, 'all')
      expect(second).toMatchObject({ outcome: 'complete', exit_code: 0 })
      expect(after).toBe(prices)
    },
    60_000,
  )

  it.each(spread(['reset', '404', '429', 'renamed-key', 'null-row', 'unknown-certificate'] as const, 2))(
    'keeps what came before %s in the middle',
    async (fault) => {
      const { first, second, hash } = await withFault(fault, 'middle')
      expect(first.outcome).not.toBe('complete')
      expect(first.rows.new).toBeGreaterThan(1500)
      expect(second.outcome).toBe('complete')
      expect(hash).toBe(right)
    },
    60_000,
  )
})
