import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../../../db/file/db.ts'
import { openDb } from '../../../db/file/open.ts'
import { runList } from '../../../server/backfill/runList.ts'
import { mustBeDate } from '../../../server/market/day.ts'
import { folder } from '../../db/file.ts'
import { walk } from '../../standin/world.ts'
import { NOW, openWorld, type World } from './world.ts'

const [from, to] = [mustBeDate('2019-01-03'), mustBeDate('2024-06-03')]
let world: World
let db: Db
let other: Db
beforeEach(async () => {
  world = await openWorld(['AAA', 'BBB'].map((name, at) => walk(name, at + 1, from, to)))
  const file = `${folder()}/a.db`
  db = (await openDb(file, NOW)).db
  other = (await openDb(file, NOW)).db
})
afterEach(async () => {
  db.close()
  other.close()
  await world.close()
})

/** What another process reads of the run that goes on. */
const seen = async () => (await runList(other, null, world.now)).runs[0]
const request = { tickers: ['AAA', 'BBB'], from, to } as const

describe('backfill() and who watches it from another process', () => {
  it('tells whose turn it is, how many requests are behind and how many bars came, with every window it stores', async () => {
    const steps: unknown[] = []
    world.standin.script(() => {
      void seen().then((run) => steps.push(run?.progress))
      return null
    })
    await world.run(db, request)
    expect(steps).toEqual([
      { done: 0, windows: 4, ticker: 'AAA', interval: '1d', rows: 0 },
      { done: 1, windows: 4, ticker: 'AAA', interval: '1d', rows: 1258 },
      { done: 2, windows: 4, ticker: 'BBB', interval: '1d', rows: 1363 },
      { done: 3, windows: 4, ticker: 'BBB', interval: '1d', rows: 2621 },
    ])
    expect(await seen()).toMatchObject({ outcome: 'complete', progress: null })
  })
  it('counts the windows of a series that was given up as behind', async () => {
    const steps: unknown[] = []
    world.standin.script((_, { symbol }) => {
      if (symbol === 'BBB') void seen().then((run) => steps.push(run?.progress))
      return symbol === 'AAA' ? '404' : null
    })
    const told: number[] = []
    await world.run(db, request, { progress: (progress) => progress.kind === 'window' && told.push(progress.done) })
    expect(steps[0]).toEqual({ done: 2, windows: 4, ticker: 'BBB', interval: '1d', rows: 0 })
    expect(told).toEqual([2, 3, 4])
  })
})
