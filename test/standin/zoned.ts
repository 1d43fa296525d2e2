import { contentHash } from '../../db/file/content.ts'
import { mustBeDate } from '../../server/market/day.ts'
import { memory, openWorld } from '../server/backfill/world.ts'
import { sampleSeries } from './series.ts'
import { walk } from './world.ts'

// Run under different TZ: what is stored must not know where the program runs.
const world = await openWorld([...sampleSeries(), walk('AAA', 3, mustBeDate('2023-01-03'), mustBeDate('2024-06-13'))])
const db = await memory()
await world.run(db, { tickers: ['MSFT', '^GSPC'], from: '2022-01-03', to: '2024-05-31' })
await world.run(db, { intervals: ['1h'], from: '2023-11-15', to: '2023-11-30' })
await world.run(db, { tickers: ['AAA'], from: '2023-01-03' })
console.log(await contentHash(db))
await world.close()
