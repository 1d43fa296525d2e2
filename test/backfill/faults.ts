import { contentHash } from '../../db/content.ts'
import type { BackfillReport } from '../../server/backfill/request.ts'
import { mustBeDate } from '../../server/market/day.ts'
import { contentFaults, type Fault, transportFaults } from '../standin/fault.ts'
import { walk } from '../standin/world.ts'
import { memory, openWorld } from './world.ts'

export const positions = ['first', 'second', 'middle', 'last', 'all'] as const
export type Position = (typeof positions)[number]

/** A first answer in another currency can not be told from a right one: that fault needs a store that knows better. */
export const faults: readonly Fault[] = [...transportFaults, ...contentFaults].filter(
  (fault) => fault !== 'other-currency',
)

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
}

/** The fingerprint that every run must end with. */
export async function undisturbed(): Promise<string> {
  const world = await openWorld(series)
  const db = await memory()
  await world.run(db, { tickers, ...window })
  // As often as a disturbed run is made, so that what a second sight changes is the same.
  await world.run(db, { tickers, ...window })
  await world.close()
  return contentHash(db)
}

/** A backfill in which one kind of thing goes wrong at some requests, then one in which nothing does. */
export async function withFault(fault: Fault, position: Position): Promise<FaultRun> {
  const world = await openWorld(series)
  if (['slow', 'hang-headers', 'hang-body'].includes(fault)) world.patience = 500
  try {
    const db = await memory()
    let chart = -1
    let last = ''
    world.standin.script((_, { symbol, period1 }) => {
      // Another try of the same request meets the same trouble.
      const key = `${symbol} ${period1}`
      if (key !== last) chart++
      last = key
      return spoils(position, chart) ? fault : null
    })
    const first = await world.run(db, { tickers, ...window })
    const requests = world.standin.requests.length
    world.standin.script(() => null)
    world.patience = 20_000
    const second = await world.run(db, { tickers, ...window })
    return { first, second, requests, hash: await contentHash(db) }
  } finally {
    await world.close()
  }
}
