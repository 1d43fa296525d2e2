import type { Db } from '../../db/file/db.ts'
import {
  type Claim,
  claimLease,
  type Lease,
  type LeaseHolder,
  RENEW_EVERY,
  releaseLease,
  renewLease,
  WATCH,
} from '../../db/file/lease.ts'
import { write } from '../../db/file/transaction.ts'
import { type Instant, utcText } from '../market/instant.ts'
import type { BackfillEffects, BackfillRequest, Leased } from './request.ts'
import { LeaseLost } from './series.ts'

export const JOB = 'backfill'
/** Between two looks whether another backfill has ended. */
const LOOK_AGAIN = 1000

/** Claims the job of backfilling a store, or says who has it. With `wait` it is waited for, until `signal` says stop. */
export async function claim(
  db: Db,
  { wait }: Pick<BackfillRequest, 'wait'>,
  { now, sleep, signal, progress }: BackfillEffects,
): Promise<Lease | Leased> {
  const look = (seen: LeaseHolder | null): Promise<Claim> => write(db, (tx) => claimLease(tx, JOB, now(), seen))
  let watched: LeaseHolder | null = null
  for (;;) {
    const claimed = await look(watched)
    if (claimed.kind === 'mine') return claimed.lease
    const { kind, holder } = claimed
    if (kind === 'theirs' && !wait) return leased(holder)
    progress({ kind: 'waiting', holder })
    watched = kind === 'stale' ? holder : null
    try {
      await sleep(kind === 'stale' ? WATCH : LOOK_AGAIN, signal)
    } catch (error) {
      if (signal.aborted) return leased(holder)
      throw error
    }
  }
}

const leased = (holder: LeaseHolder): Leased => ({
  outcome: 'leased',
  exit_code: 5,
  message: `Another backfill of this database runs since ${utcText(holder.startedAt as Instant)} (process ${holder.pid} on ${holder.host.split('/')[0]})`,
  holder,
})

/** Does work while the claim is renewed, and gives it up afterwards. The signal handed to it aborts when the claim is lost. */
export async function withLease<T>(
  db: Db,
  lease: Lease,
  { now, signal }: Pick<BackfillEffects, 'now' | 'signal'>,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController()
  const beat = setInterval(() => {
    const renewed = write(db, (tx) => renewLease(tx, lease, now()))
    renewed.then(
      (isOurs) => {
        if (!isOurs) lost.abort(new LeaseLost('Cannot go on as another backfill took over'))
      },
      // A writer that holds the lock for seconds delays one renewal; the next one counts.
      () => {},
    )
  }, RENEW_EVERY)
  beat.unref()
  try {
    return await work(AbortSignal.any([signal, lost.signal]))
  } finally {
    clearInterval(beat)
    await write(db, (tx) => releaseLease(tx, lease))
  }
}
