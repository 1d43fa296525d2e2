import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from 'better-sqlite3'
import { connectionsOf, read } from './connection.ts'
import type { Db } from './db.ts'
import { statement } from './statement.ts'

/** Changes with every commit, by whichever connection or process. */
const freshStamp = (connection: Database): string => {
  const version = statement(connection, 'pragma data_version').pluck().get()
  // In memory there is one connection, whose own commits it does not count.
  return connection.memory
    ? `${version} ${statement(connection, 'select total_changes()').pluck().get()}`
    : `${version}`
}

/** The same, at once: two equal moments have nothing written between them. Of no meaning to another process. */
export const momentOf = (db: Db): string => freshStamp(connectionsOf(db).reading)

/** The moment as of which the code at hand answers. */
const asked = new AsyncLocalStorage<{ readonly connection: Database; readonly stamp: string }>()

/**
 * Does work that takes what is kept as it stood when it began: whether anything was written is asked once, not with each
 * thing that is looked up. What is written meanwhile may be read, and is not taken for old.
 *
 * @param work writes nothing
 * @param moment of the store as `momentOf` told it before, where that was asked for already
 */
export function asItStands<T>(db: Db, work: () => T, moment?: string): T {
  const { reading } = connectionsOf(db)
  return asked.run({ connection: reading, stamp: moment ?? freshStamp(reading) }, work)
}

function stampOf(connection: Database): string {
  const now = asked.getStore()
  return now?.connection === connection ? now.stamp : freshStamp(connection)
}

interface Memory {
  readonly stamp: string
  readonly values: Map<string, Promise<unknown>>
}

/** What of a store is counted when it is written to (`touched` in db/schema.ts); `prices` are those of one ticker. */
export type Subject = readonly [what: 'prices', tickerId: number] | readonly [what: 'events' | 'places' | 'factors']

/**
 * Keeps what was computed of some subjects for as long as none of them is written to, by whichever program: at most `most`
 * things of each store, those of the longest ago going first.
 *
 * @returns gives what stands under a key, made when it is not there or one of its subjects has changed: then of what stood
 *   there before, so that what is the same in both can be one
 */
export function keptWhile<T>(
  most: number,
): (db: Db, key: string, subjects: readonly Subject[], make: (before: T | null) => Promise<T>) => Promise<T> {
  const memories = new WeakMap<Db, Map<string, Counted & { readonly value: Promise<T> }>>()
  return async (db, key, subjects, make) => {
    const values = memories.get(db) ?? new Map()
    memories.set(db, values)
    const stamp = await read(db, stampOf)
    let known = values.get(key)
    if (known?.stamp !== stamp) {
      const times = await read(db, (connection) => timesOf(connection, subjects))
      known = values.get(key)
      if (known?.times === times) known.stamp = stamp
      else known = { stamp, times, value: known === undefined ? make(null) : known.value.then(make, () => make(null)) }
    }
    values.delete(key)
    values.set(key, known)
    const { value } = known
    // What failed is tried anew.
    value.catch(() => values.get(key)?.value === value && values.delete(key))
    const [oldest] = values.keys()
    if (values.size > most && oldest !== undefined) values.delete(oldest)
    return value
  }
}

/**
 * The same where only making it tells of which subjects it is made: all were counted before.
 *
 * @returns gives what stands under a key, made when it is not there or one of its subjects has changed, then of what stood
 *   there before; without subjects nothing is kept
 */
export function keptBy<T>(
  most: number,
): (
  db: Db,
  key: string,
  make: (before: T | null) => Promise<{ value: T; subjects: readonly Subject[] | null }>,
) => Promise<T> {
  const memories = new WeakMap<Db, Map<string, Counted & { subjects: readonly Subject[]; value: T }>>()
  const making = new WeakMap<Db, Map<string, { readonly stamp: string; readonly value: Promise<T> }>>()
  return async (db, key, make) => {
    const values = memories.get(db) ?? new Map()
    memories.set(db, values)
    const isKnown = await read(db, (connection) => stands(connection, values.get(key)))
    const known = values.get(key)
    if (isKnown && known !== undefined) {
      values.delete(key)
      values.set(key, known)
      return known.value
    }
    const { stamp, times: before } = await read(db, allTimes)
    // Whoever asks the same at the same moment waits for the one who asked first.
    const under = making.get(db) ?? new Map()
    making.set(db, under)
    const same = under.get(key)
    if (same?.stamp === stamp) return same.value
    const begin = async () => {
      const { value, subjects } = await make(known?.value ?? null)
      if (subjects === null) return value
      const times = subjects.map(([what, tickerId = 0]) => before.get(`${what} ${tickerId}`) ?? 0).join(' ')
      values.delete(key)
      values.set(key, { stamp, times, subjects, value })
      const [oldest] = values.keys()
      if (values.size > most && oldest !== undefined) values.delete(oldest)
      return value
    }
    const mine = { stamp, value: begin() }
    under.set(key, mine)
    try {
      return await mine.value
    } finally {
      if (under.get(key) === mine) under.delete(key)
    }
  }
}

/** How often subjects were written to, and the moment at which that was last looked at. */
interface Counted {
  stamp: string
  readonly times: string
}

/** Has no subject been written to? Where nothing at all was, one question says so. */
function stands(
  connection: Database,
  counted: (Counted & { readonly subjects: readonly Subject[] }) | undefined,
): boolean {
  if (counted === undefined) return false
  const stamp = stampOf(connection)
  if (stamp === counted.stamp) return true
  if (timesOf(connection, counted.subjects) !== counted.times) return false
  counted.stamp = stamp
  return true
}

interface AllTimes {
  readonly stamp: string
  readonly times: ReadonlyMap<string, number>
}
const latest = new WeakMap<Database, AllTimes>()

function allTimes(connection: Database): AllTimes {
  const [stamp, known] = [stampOf(connection), latest.get(connection)]
  if (known?.stamp === stamp) return known
  const asked = statement(connection, "select what || ' ' || ticker_id, times from touched")
  const made = { stamp, times: new Map(asked.raw().all() as [string, number][]) }
  latest.set(connection, made)
  return made
}

function timesOf(connection: Database, subjects: readonly Subject[]): string {
  const asked = statement(connection, 'select times from touched where what = ? and ticker_id = ?').pluck()
  return subjects.map(([what, tickerId = 0]) => asked.get(what, tickerId) ?? 0).join(' ')
}

/**
 * Keeps what was computed of a store for as long as nothing is written to it, at most `most` things of each store: the
 * one that was computed first goes first.
 *
 * @returns gives what stands under a key, made when it is not there
 */
export function keeper<T>(most: number): (db: Db, key: string, make: () => Promise<T>) => Promise<T> {
  const memories = new WeakMap<Db, Memory>()
  return async (db, key, make) => {
    const stamp = await read(db, stampOf)
    const known = memories.get(db)
    const { values }: Memory = known?.stamp === stamp ? known : { stamp, values: new Map() }
    if (values !== known?.values) memories.set(db, { stamp, values })
    const before = values.get(key)
    if (before !== undefined) return before as Promise<T>
    const made = make()
    values.set(key, made)
    // What failed is tried anew.
    made.catch(() => values.delete(key))
    const [oldest] = values.keys()
    if (values.size > most && oldest !== undefined) values.delete(oldest)
    return made
  }
}
