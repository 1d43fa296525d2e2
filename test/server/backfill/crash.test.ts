import { expect, it } from 'vitest'
import { folder } from '../../db/file.ts'
import { spread } from '../../spread.ts'
import { crash } from './crash.ts'

// `npm run soak -- kills` does the same five hundred times.
it('backfill() killed at a statement that writes loses nothing, doubles nothing and goes on by itself', async () => {
  const moments = spread([1, 9, 22, 3, 5, 14], 3)
  const report = await crash(folder(), moments.length, 1, moments)
  expect(report).toMatchObject({ kills: moments.length, lost: 0, different: 0, stuck: 0 })
})

it('backfill() killed at random moments comes to the same end', async () => {
  const report = await crash(folder(), 1, 7, ['random'])
  expect(report).toMatchObject({ kills: 1, lost: 0, different: 0, stuck: 0 })
})
