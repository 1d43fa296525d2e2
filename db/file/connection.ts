import { AsyncLocalStorage } from 'node:async_hooks'
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Database } from 'better-sqlite3'
import type { Db, Reader, Tx } from './db.ts'
import { StoreError } from './storeError.ts'

/** What waits for the writing connection of a file, one after another. */
interface Queue {
  tail: Promise<unknown>
}

interface Inside {
  /** The one connection that writes. */
  readonly writing: Database
  /** A second, query-only one, so that readers never wait for a writer; the same one for a store in memory. */
  readonly reading: Database
  readonly queue: Queue
  /** The file itself, whatever name it has; null in memory. */
  readonly inode: string | null
  /** Its log, which stays the same as long as anybody has the file open; `none` where it is only read. */
  readonly log: string | null
}

/** A transaction at work. */
export interface Running {
  readonly connection: Database
  isOpen: boolean
  /** Changes of facts that it has said so far. */
  changes: number
}

const stores = new WeakMap<Db, Inside>()
const transactions = new WeakMap<Tx, Running>()

/** The transaction that the code at hand runs in. */
const current = new AsyncLocalStorage<Running>()

/** One queue a file: two stores on it in one process would wait for each other's lock on a thread that never gets on. */
const queues = new Map<string, Queue>()

function queueOf(file: string): Queue {
  if (file === ':memory:') return { tail: Promise.resolve() }
  const path = resolve(file)
  const queue = queues.get(path) ?? { tail: Promise.resolve() }
  queues.set(path, queue)
  return queue
}

/** Makes a store of its connections. */
export function dbOf(
  file: string,
  { writing, reading }: Pick<Inside, 'writing' | 'reading'>,
  beforeClose: () => void,
): Db {
  const close = () => {
    beforeClose()
    if (reading !== writing) reading.close()
    writing.close()
  }
  const db = Object.freeze({ file, close }) as Db
  stores.set(db, { writing, reading, queue: queueOf(file), inode: inodeOf(file), log: inodeOf(file, '-wal') })
  return db
}

function inodeOf(file: string, beside = ''): string | null {
  if (file === ':memory:') return null
  const found = statSync(file + beside, { throwIfNoEntry: false, bigint: true })
  return found === undefined ? 'none' : `${found.dev}:${found.ino}`
}

/**
 * A file that was deleted, moved or exchanged lives on for whoever has it open: what is written to it is gone with the
 * program, and nobody else ever sees it.
 *
 * @throws StoreError when the name of a store no longer leads to its file, or that of its log to its log
 */
export function refuseTakenAway(db: Db): void {
  const inside = insideOf(db)
  if (inodeOf(db.file) !== inside.inode)
    throw new StoreError(
      'taken-away',
      `The database ${db.file} was moved, deleted or exchanged while it was in use, so nothing was written: stop the program and put the file back`,
    )
  if (inodeOf(db.file, '-wal') !== inside.log)
    throw new StoreError(
      'taken-away',
      `The log of the database ${db.file} was deleted or exchanged while it was in use, so nothing was written: stop the program and start it again`,
    )
}

/** The connections of a store, past its queue: for what has the file to itself, or reads it page by page. */
export function connectionsOf(db: Db): Pick<Inside, 'writing' | 'reading'> {
  return insideOf(db)
}

/** Does work of one who opens a file when no transaction of it runs here: neither would get on otherwise. */
export async function whileQuiet<T>(file: string, work: () => Promise<T>): Promise<T> {
  refuseInside(INSIDE)
  return inTurn(queueOf(file), work)
}

function insideOf(db: Db): Inside {
  const inside = stores.get(db)
  if (inside === undefined) throw new TypeError('Cannot use as a store what openDb did not make')
  return inside
}

/** The writing connection, for as long as its transaction runs. @throws TypeError after its end */
export const connectionOf = (tx: Tx): Database => runningOf(tx).connection

/** The same with what is known of it. */
export function runningOf(tx: Tx): Running {
  const running = transactions.get(tx)
  if (running?.isOpen !== true) throw new TypeError('Cannot use a transaction after its end')
  return running
}

/**
 * Reads in one go: from a store what was last committed, also while a transaction runs; from a transaction what it sees.
 *
 * @param work synchronous
 * @throws TypeError when code of a transaction reads past it, or the transaction has ended
 */
export async function read<T>(reader: Reader, work: (connection: Database) => T): Promise<T> {
  if (!isDb(reader)) return work(connectionOf(reader))
  refuseInside('read past a transaction: hand its Tx on')
  const { reading, writing, queue } = insideOf(reader)
  // In memory there is one connection, which shows a transaction half done.
  return reading === writing ? inTurn(queue, async () => work(reading)) : work(reading)
}

/** Does work on the writing connection, when it is its turn and no transaction runs. */
export async function alone<T>(db: Db, work: (connection: Database) => Promise<T> | T): Promise<T> {
  refuseInside(INSIDE)
  const { writing, queue } = insideOf(db)
  return inTurn(queue, async () => work(writing))
}

/**
 * Does work as the transaction that has begun on a connection. It has until the next turn of the event loop, which work
 * that awaits its `Tx` alone never leaves: a timer, an answer or another connection would keep every writer waiting.
 */
export async function asTransaction<T>(running: Running, work: (tx: Tx) => Promise<T>): Promise<T> {
  const tx = Object.freeze({}) as Tx
  transactions.set(tx, running)
  const late = Promise.withResolvers<never>()
  const timer = setImmediate(() => late.reject(new TypeError('Cannot await anything but its own Tx in a transaction')))
  try {
    return await Promise.race([current.run(running, () => work(tx)), late.promise])
  } finally {
    clearImmediate(timer)
    running.isOpen = false
  }
}

function inTurn<T>(queue: Queue, work: () => Promise<T>): Promise<T> {
  const turn = queue.tail.then(work)
  queue.tail = turn.catch(() => {})
  return turn
}

const isDb = (reader: Reader): reader is Db => 'file' in reader

const INSIDE = 'begin a transaction inside another, or what waits for one: hand its Tx on'

/** Whoever runs in a transaction and waits for anything but its `Tx` would wait for itself, or keep others waiting. */
function refuseInside(what: string): void {
  if (current.getStore()?.isOpen === true) throw new TypeError(`Cannot ${what}`)
}
