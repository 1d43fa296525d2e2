import { expect, it } from 'vitest'
import { studySample } from '../../../server/stats/sample.ts'
import type { SampleEvent } from '../../../server/stats/sampleEvent.ts'
import { defaultSettings } from '../../../server/stats/settings.ts'
import { averagePath } from '../../../server/study/average.ts'
import { seriesIn, worldOf } from '../stats/world.ts'

const world = worldOf(420, 9)

it('averagePath() goes on for an event as long as its own event window, and takes none in that begins later', () => {
  const estimation = [-200, -21] as const
  const owns = [undefined, { estimation, event: [-10, 1] }, { estimation, event: [-1, 10] }] as const
  const events = world.assets.map(
    (_, k): SampleEvent => ({ id: `${k}`, security: `s${k}`, series: seriesIn(world, k), day0: 300, own: owns[k % 3] }),
  )
  const { panel, pairs, all } = studySample(events, defaultSettings)
  const path = averagePath(panel, pairs)
  expect(path.map(({ rel, n }) => [rel, n])).toEqual(
    Array.from({ length: 21 }, (_, d) => [d - 10, d - 10 <= 1 ? 6 : 3]),
  )
  // Where it ends, it is the average of the window that is as long.
  const whole = all.kind === 'tested' ? all.multi.windows.find(({ from, to }) => from === -10 && to === 10) : undefined
  expect(whole?.n).toBe(3)
  expect(path.at(-1)?.caar).toBeCloseTo(whole?.mean ?? Number.NaN, 15)
  expect(path.at(-1)?.rbar).toBeCloseTo(whole?.rbar ?? Number.NaN, 12)
})
it('averagePath() breaks off where other news of the security comes, when sessions are to be told apart', () => {
  const at = (day0: number, k: number) => ({ id: `${k} ${day0}`, security: `s${k}`, series: seriesIn(world, k), day0 })
  // The first of two events four sessions apart: until the fourth session; the second: its window begins with the first.
  const events = [...world.assets.slice(0, 5).map((_, k) => at(300, k)), at(304, 0)]
  const { panel, pairs } = studySample(events, { ...defaultSettings, separate: true })
  const n = averagePath(panel, pairs).map((point) => point.n)
  expect(n).toEqual(Array.from({ length: 21 }, (_, d) => (d - 10 < -4 ? 6 : d - 10 < 4 ? 5 : 4)))
})
