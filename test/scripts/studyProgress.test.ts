import { expect, it } from 'vitest'
import type { ProgressLine } from '../../scripts/bar.ts'
import { studyProgress } from '../../scripts/studyProgress.ts'

it('studyProgress() tells the step, its pace and how long it still takes, at most four times a second', () => {
  const drawn: unknown[] = []
  const line = { draw: (...what: unknown[]) => drawn.push(what) } as unknown as ProgressLine
  let time = 0
  const told = studyProgress(line, () => time)
  told('measuring', 0, 10_000)
  for (time = 300; time <= 2300; time += 100) told('measuring', time, 10_000)
  time = 3000
  told('testing', 0, 10_000)
  expect(drawn[0]).toEqual([300, 10_000, 'measuring'])
  // 300 events in 0.3 s are 1,000 a second, and 9,400 are left.
  expect(drawn[1]).toEqual([600, 10_000, 'measuring, 1000 events/s, 0:09 of this step left'])
  expect(drawn).toHaveLength(8)
  expect(drawn[7]).toEqual([0, 10_000, 'testing'])
})
