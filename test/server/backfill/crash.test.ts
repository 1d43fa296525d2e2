import { expect, it } from 'vitest'
import { folder } from '../../db/file.ts'
import { crash } from './crash.ts'

// `npm run soak -- kills` does the same five hundred times.
it('backfill() killed at a statement that writes loses nothing, doubles nothing and goes on by itself', async () => {
  const report = await crash(folder(), 6, 1, [1, 3, 5, 9, 14, 22])
  expect(report).toMatchObject({ kills: 6, lost: 0, different: 0, stuck: 0 })
}, 120_000)

it('backfill() killed at random moments comes to the same end', async () => {
  const report = await crash(folder(), 2, 7, ['random', 'random'])
  expect(report).toMatchObject({ kills: 2, lost: 0, different: 0, stuck: 0 })
}, 120_000)
