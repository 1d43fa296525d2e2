import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { studyEvent } from '../../../server/stats/event.ts'
import { reasonText } from '../../../server/stats/reasons.ts'
import { studySample } from '../../../server/stats/sample.ts'
import { defaultSettings } from '../../../server/stats/settings.ts'
import { studyRange, studyVariance } from '../../../server/stats/variance.ts'
import { studyVolume } from '../../../server/stats/volume.ts'
import { seriesIn, worldOf } from './world.ts'

const text = readFileSync(`${import.meta.dirname}/../../../docs/methods.md`, 'utf8')
const words = new Set(text.match(/[A-Za-z][A-Za-z0-9]*/g))

const world = worldOf(300, 4)
const series = seriesIn(world, 0)
const event = studyEvent(series, 270, defaultSettings)
const sample = studySample(
  world.assets.map((_, k) => ({ id: `e${k}`, security: `s${k}`, series: seriesIn(world, k), day0: 270 + k })),
  defaultSettings,
)
const volume = studyVolume(
  world.calendar,
  world.calendar.map((_, t) => 1_000 + ((t * 37) % 101)),
  270,
  defaultSettings,
)
const variance = studyVariance(series, 270, defaultSettings)
const range = studyRange(
  world.calendar,
  world.calendar.map((_, t) => 11 + (t % 3)),
  world.calendar.map(() => 10),
  270,
  defaultSettings,
)

describe('docs/methods.md', () => {
  it('docs/methods.md explains every field of an answer', () => {
    if (
      event.kind === 'excluded' ||
      sample.all.kind === 'untested' ||
      volume.kind === 'excluded' ||
      variance.kind === 'excluded' ||
      range === null
    )
      throw new Error('Cannot list the fields of a study that was excluded')
    const { multi } = sample.all
    const parts = [
      event.model,
      event.days[0],
      event.windows[0],
      multi,
      multi.days[0],
      multi.windows[0],
      volume,
      volume.days[0],
      volume.windows[0],
      variance.days[0],
      variance.windows[0],
      range[0],
    ]
    // Names that say what they are, and containers.
    const plain = new Set([
      'rel',
      'date',
      'from',
      'to',
      'kind',
      'reason',
      'reasons',
      'days',
      'windows',
      'dates',
      'N',
      'empReason',
      'resampled',
    ])
    const fields = parts.flatMap((part) => Object.keys(part ?? {})).filter((field) => !plain.has(field))
    expect(fields.filter((field) => !words.has(field))).toEqual([])
  })
  it('docs/methods.md names every reason and every setting', () => {
    expect([...Object.keys(reasonText), ...Object.keys(defaultSettings)].filter((name) => !words.has(name))).toEqual([])
  })
  it('docs/methods.md links only to places it has', () => {
    const ids = new Set([...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id))
    expect([...text.matchAll(/\]\(#([^)]+)\)/g)].map(([, id]) => id).filter((id) => !ids.has(id))).toEqual([])
  })
  it('docs/methods.md shows the figures of the other program in its example', () => {
    type Golden = {
      cases: {
        day0: string
        model: string
        factors: string[]
        returnType: string
        expected: { model: Record<string, number>; days: Record<string, number>[]; windows: Record<string, number>[] }
      }[]
    }
    const { cases } = JSON.parse(readFileSync(`${import.meta.dirname}/../../golden/msft_gspc.json`, 'utf8')) as Golden
    const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(2)}`
    const figure = (from: Record<string, number> | undefined, field: string) => from?.[field] ?? Number.NaN
    const rows = cases
      .filter(({ day0 }) => day0 === '2023-11-17')
      .map(({ expected: { model, days, windows } }) => {
        const day = days.find(({ rel }) => rel === 0)
        const [first, second] = windows
        const beta = model.beta === undefined ? '' : figure(model, 'beta').toFixed(2)
        return `${model.M} | ${beta} | ${(figure(model, 'sigma') * 100).toFixed(2)} | ${signed(figure(day, 'ar') * 100)} | ${figure(day, 't').toFixed(2)} | ${figure(day, 'p').toFixed(3)} | ${figure(first, 'empTwo').toFixed(3)} | ${signed(figure(second, 'car') * 100)} | ${figure(second, 'tExact').toFixed(2)} |`.replace(
          '|  |',
          '| |',
        )
      })
    expect(rows.length).toBe(10)
    expect(rows.filter((row) => !text.includes(row))).toEqual([])
  })
})
