import { contentHash, priceHash } from '../../../db/file/content.ts'
import type { BackfillReport } from '../../../server/backfill/request.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { connectionFaults, contentFaults, type Fault, transportFaults } from '../../standin/fault.ts'
import { openStandin } from '../../standin/standin.ts'
import { walk } from '../../standin/world.ts'
import { memory, openWorld } from './world.ts'

export const positions = ['first', 'second', 'middle', 'last', 'all'] as const
export type Position = (typeof positions)[number]

/** History told otherwise for once: right prices come back, but that they were revised stays known. */
export const restatements = ['split-restated', 'dividend-restated', 'value-revised'] as const satisfies readonly Fault[]

/** A first answer in another currency can not be told from a right one: that fault needs a store that knows better. */
const apart: readonly Fault[] = ['other-currency', ...restatements]
const every: readonly Fault[] = [...transportFaults, 'cut-0', 'cut-1000', ...contentFaults, ...connectionFaults]
export const faults = every.filter((fault) => !apart.includes(fault))

/** Three tickers of six years each: two requests a ticker. */
const tickers = ['AAA', 'BBB', 'CCC'] as const
const window = { from: '2018-06-04', to: '2024-06-03' }
const REQUESTS = 6
const series = tickers.map((symbol, at) => walk(symbol, at + 1, mustBeDate('2018-06-04'), mustBeDate('2024-06-13')))

const spoils = (position: Position, at: number): boolean => {
  switch (position) {
    case 'first':
      return at === 0
    case 'second':
      return at === 1
    case 'middle':
      return at === REQUESTS / 2
    case 'last':
      return at === REQUESTS - 1
    case 'all':
      return true
  }
}

export interface FaultRun {
  readonly first: BackfillReport
  readonly second: BackfillReport
  /** Requests of the first run. */
  readonly requests: number
  readonly hash: string
  /** Of the prices alone. */
  readonly prices: string
}

/** The fingerprints that every run must end with. */
export async function undisturbed(): Promise<Pick<FaultRun, 'hash' | 'prices'>> {
  const world = await openWorld(series)
  const db = await memory()
  await world.run(db, { tickers, ...window })
  // As often as a disturbed run is made, so that what a second sight changes is the same.
  await world.run(db, { tickers, ...window })
  await world.close()
  return { hash: await contentHash(db), prices: await priceHash(db) }
}

/** Faults of which a backfill learns by waiting alone. */
export const hangs = ['slow', 'hang-headers', 'hang-body'] as const satisfies readonly Fault[]

/** A backfill in which one kind of thing goes wrong at some requests, then one in which nothing does. */
export async function withFault(fault: Fault, position: Position): Promise<FaultRun> {
  const disturbed = await disturb(fault, position)
  return disturbed.settle()
}

/** What the first of the two backfills of `withFault` leaves. */
export interface Disturbed {
  /** Makes the second one, and closes what was open. */
  readonly settle: () => Promise<FaultRun>
}

export async function disturb(fault: Fault, position: Position): Promise<Disturbed> {
  const world = await openWorld(series)
  if ((hangs as readonly Fault[]).includes(fault)) world.patience = 500
  const unknown = await openStandin(series, 0, true)
  const close = () => Promise.all([world.close(), unknown.close()])
  try {
    const db = await memory()
    let chart = -1
    let last = ''
    const isSpoilt = (symbol: string, period1: string | number): boolean => {
      // Another try of the same request meets the same trouble.
      const key = `${symbol} ${period1}`
      if (key !== last) chart++
      last = key
      return spoils(position, chart)
    }
    let strangers = 0
    if (fault === 'unknown-certificate')
      // The same request finds another server behind the name of the source.
      world.fetch = (input, init) => {
        const url = new URL(String(input))
        if (!isSpoilt(url.pathname, url.searchParams.get('period1') ?? '')) return fetch(url, init)
        strangers++
        return fetch(new URL(url.pathname + url.search, unknown.url), init)
      }
    else world.standin.script((_, { symbol, period1 }) => (isSpoilt(symbol, period1) ? fault : null))
    const first = await world.run(db, { tickers, ...window })
    const requests = world.standin.requests.length + strangers
    const settle = async () => {
      try {
        world.standin.script(() => null)
        world.fetch = globalThis.fetch
        world.patience = 20_000
        const second = await world.run(db, { tickers, ...window })
        return { first, second, requests, hash: await contentHash(db), prices: await priceHash(db) }
      } finally {
        await close()
      }
    }
    return { settle }
  } catch (error) {
    await close()
    throw error
  }
}
