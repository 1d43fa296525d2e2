import { randomUUID } from 'node:crypto'
import { connectionOf, read } from './connection.ts'
import type { Reader, Tx } from './db.ts'
import { mayLive, type ProcessMark, thisProcess } from './process.ts'
import { statement } from './statement.ts'

/** An owner renews its claim every five seconds; one that was not renewed for thirty is anybody's. */
export const RENEW_EVERY = 5_000
export const EXPIRES = 30_000
/** An owner that lives renews within this time, however its clock was set meanwhile. */
export const WATCH = RENEW_EVERY + 1_000
/** A clock may be a little ahead of another; one that is far ahead was set back since, and its claim is void. */
const AHEAD = 5_000

export interface Lease {
  readonly job: string
  readonly owner: string
}

export interface LeaseHolder extends ProcessMark {
  readonly owner: string
  readonly startedAt: number
  readonly renewedAt: number
}

export type Claim =
  | { readonly kind: 'mine'; readonly lease: Lease; readonly takenOver: LeaseHolder | null }
  | { readonly kind: 'theirs'; readonly holder: LeaseHolder }
  /** Expired by the clock, but a clock may have been set: it is free if it has not changed after `WATCH`. */
  | { readonly kind: 'stale'; readonly holder: LeaseHolder }

interface Stored {
  owner: string
  host: string
  pid: number
  started_at: number
  renewed_at: number
}

const holderOf = ({ owner, host, pid, started_at, renewed_at }: Stored): LeaseHolder => ({
  owner,
  host,
  pid,
  startedAt: started_at,
  renewedAt: renewed_at,
})

const isOver = (holder: LeaseHolder, now: number): boolean =>
  !mayLive(holder) || now - holder.renewedAt > EXPIRES || holder.renewedAt - now > AHEAD

const isSame = (a: LeaseHolder, b: LeaseHolder): boolean => a.owner === b.owner && a.renewedAt === b.renewedAt

/**
 * Claims a job, or says who has it. A claim whose process is gone is taken over at once; one that only its age speaks
 * against when it did not change while it was watched, since a clock set by a day makes every living claim look so.
 *
 * @param watched the claim as it was `WATCH` ago; null on the first look
 */
export async function claimLease(tx: Tx, job: string, now: number, watched: LeaseHolder | null = null): Promise<Claim> {
  const holder = await holderOnFile(tx, job)
  if (holder !== null && !isOver(holder, now)) return { kind: 'theirs', holder }
  if (holder !== null && mayLive(holder) && (watched === null || !isSame(holder, watched)))
    return { kind: 'stale', holder }
  const owner = randomUUID()
  connectionOf(tx)
    .prepare('insert or replace into lease (job, owner, host, pid, started_at, renewed_at) values (?, ?, ?, ?, ?, ?)')
    .run(job, owner, thisProcess.host, thisProcess.pid, now, now)
  return { kind: 'mine', lease: { job, owner }, takenOver: holder }
}

/** @returns false when the claim was taken over: its owner must stop */
export async function renewLease(tx: Tx, { job, owner }: Lease, now: number): Promise<boolean> {
  const renew = connectionOf(tx).prepare('update lease set renewed_at = ? where job = ? and owner = ?')
  return renew.run(now, job, owner).changes === 1
}

export async function releaseLease(tx: Tx, { job, owner }: Lease): Promise<void> {
  connectionOf(tx).prepare('delete from lease where job = ? and owner = ?').run(job, owner)
}

/** Is the claim still ours? Asked inside every writing transaction, so that two owners can never both write. */
export const holdsLease = (tx: Tx, { job, owner }: Lease): Promise<boolean> =>
  read(
    tx,
    (connection) => connection.prepare('select 1 from lease where job = ? and owner = ?').get(job, owner) !== undefined,
  )

/** Who works on a job now; null when nobody does. */
export async function leaseHolder(reader: Reader, job: string, now: number): Promise<LeaseHolder | null> {
  const holder = await holderOnFile(reader, job)
  return holder === null || isOver(holder, now) ? null : holder
}

const holderOnFile = (reader: Reader, job: string): Promise<LeaseHolder | null> =>
  read(reader, (connection) => {
    const stored = statement(connection, 'select * from lease where job = ?').get(job) as Stored | undefined
    return stored === undefined ? null : holderOf(stored)
  })
