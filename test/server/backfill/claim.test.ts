import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import {
  claimLease,
  EXPIRES,
  type Lease,
  type LeaseHolder,
  leaseHolder,
  RENEW_EVERY,
  renewLease,
  WATCH,
} from '../../../db/file/lease.ts'
import { thisProcess } from '../../../db/file/process.ts'
import { write } from '../../../db/file/transaction.ts'
import { claim, JOB } from '../../../server/backfill/claim.ts'
import type { BackfillProgress } from '../../../server/backfill/request.ts'
import { deleteLeases, orphanLeases, setLeases } from '../../db/tamper.ts'
import { memory, NOW } from './world.ts'

const DAY = 86_400_000
let db: Db
beforeEach(async () => {
  db = await memory()
})
afterEach(() => db.close())

/** An owner that lives: this process, which took the job at a moment. */
async function owned(at: number): Promise<Lease> {
  const claimed = await write(db, (tx) => claimLease(tx, JOB, at))
  if (claimed.kind !== 'mine') throw new Error('Somebody has it')
  return claimed.lease
}

interface Scene {
  /** What the clock of the one who comes says. */
  readonly now: number
  readonly wait?: boolean
  /** What happens during a sleep. */
  readonly during?: (stop: AbortController) => unknown
}
function comes({ now, wait = false, during = () => {} }: Scene) {
  const stop = new AbortController()
  const slept: number[] = []
  const told: BackfillProgress[] = []
  const result = claim(
    db,
    { wait },
    {
      now: () => now,
      monotonic: () => 0,
      fetch: globalThis.fetch,
      sleep: async (ms, signal) => {
        slept.push(ms)
        await during(stop)
        signal.throwIfAborted()
      },
      signal: stop.signal,
      progress: (progress) => void told.push(progress),
    },
  )
  return { result, slept, told }
}

describe('claim() of a job that somebody has', () => {
  it('is looked after every five seconds and is anybody’s after thirty', () =>
    expect([RENEW_EVERY, EXPIRES]).toEqual([5_000, 30_000]))

  it.each([0, 29_999, 30_000, -5_000])('gives way at once to an owner that renewed %i ms ago', async (age) => {
    await owned(NOW)
    const { result, slept } = comes({ now: NOW + age })
    expect(await result).toMatchObject({ outcome: 'leased', exit_code: 5 })
    expect(slept).toEqual([])
  })

  it('says who has it and since when', async () => {
    await owned(NOW)
    expect((await comes({ now: NOW }).result) as unknown).toMatchObject({
      message: `Another backfill of this database runs since 2024-06-14T12:00:00Z (process ${process.pid} on ${thisProcess.host.split('/')[0]})`,
    })
  })

  it.each([
    ['thirty seconds and a bit', NOW + 30_001],
    ['a day by a clock that was set on', NOW + DAY],
    ['a day in the future by a clock that was set back', NOW - DAY],
  ])('takes over what has not been renewed for %s, having watched it', async (_, now) => {
    await owned(NOW)
    const { result, slept } = comes({ now })
    expect(await result).toMatchObject({ job: JOB })
    expect(slept).toEqual([WATCH])
  })

  it.each([DAY, -DAY])('leaves an owner that lives alone when the clock of all is set by %i ms', async (jump) => {
    const lease = await owned(NOW)
    // The owner renews while it is watched, by the clock as it is now.
    const { result } = comes({
      now: NOW + jump,
      during: () => write(db, (tx) => renewLease(tx, lease, NOW + jump + 3_000)),
    })
    expect(await result).toMatchObject({ outcome: 'leased', exit_code: 5 })
    expect(await write(db, (tx) => renewLease(tx, lease, NOW + jump))).toBe(true)
  })

  it('takes what belongs to a process that is gone without watching', async () => {
    await owned(NOW)
    orphanLeases(db)
    const { result, slept } = comes({ now: NOW })
    expect(await result).toMatchObject({ job: JOB })
    expect(slept).toEqual([])
  })

  it('takes what was given up while it was watched', async () => {
    await owned(NOW)
    const { result } = comes({ now: NOW + DAY, during: () => deleteLeases(db) })
    expect(await result).toMatchObject({ job: JOB })
  })

  it('watches another owner anew when one took over meanwhile', async () => {
    await owned(NOW)
    let looks = 0
    const { result, slept } = comes({
      now: NOW + DAY,
      during: () => {
        if (++looks === 1) setLeases(db, 'another')
      },
    })
    expect(await result).toMatchObject({ job: JOB })
    expect(slept).toEqual([WATCH, WATCH])
  })

  it('stops waiting when told to, and says who had it', async () => {
    await owned(NOW)
    const { result, told } = comes({ now: NOW, wait: true, during: (stop) => stop.abort(new Error('Stopped')) })
    expect(await result).toMatchObject({ outcome: 'leased', exit_code: 5 })
    expect(told.map(({ kind }) => kind)).toEqual(['waiting'])
  })
})

describe('leaseHolder()', () => {
  it.each([
    [NOW + 30_000, true],
    [NOW + 30_001, false],
    [NOW - 5_000, true],
    [NOW - 5_001, false],
  ])('at %i says whether somebody holds it: %s', async (now, held) => {
    await owned(NOW)
    const holder: LeaseHolder | null = await leaseHolder(db, JOB, now)
    expect(holder !== null).toBe(held)
  })
})
