import type { IsoDate } from '../market/day.ts'
import type { Measured } from '../stats/event.ts'
import type { Settings } from '../stats/settings.ts'
import type { AlignedSeries } from './alignedSeries.ts'
import type { ImpactDay } from './answer.ts'
import type { DayVolume } from './volume.ts'

/** Sessions of the event window with prices, the cumulated path and volume beside the figures of the study. */
export function daysOf(
  study: Measured,
  position: number,
  aligned: AlignedSeries,
  settings: Settings,
  volumes: (rel: number) => DayVolume,
): readonly ImpactDay[] {
  const expected = expectedCloses(study, position, aligned, settings)
  return study.days.map((day, index) => {
    const point = study.path[index]
    return {
      ...day,
      heldBy: day.date === null ? [] : (aligned.heldBy.get(day.date as IsoDate) ?? []),
      close: aligned.bars[position + day.rel]?.close ?? null,
      expectedClose: expected[index] ?? null,
      car: point?.car ?? null,
      carSe: point?.se ?? null,
      carLow: point?.ciLow ?? null,
      carHigh: point?.ciHigh ?? null,
      ...volumes(day.rel),
    }
  })
}

/**
 * The path that the expected returns draw from the last close before the window. It is carried on total-return basis
 * and shown on split basis, so that an ex-dividend day steps down in it as it does in the price.
 */
export function expectedCloses(
  { days }: Measured,
  position: number,
  aligned: AlignedSeries,
  settings: Settings,
): readonly (number | null)[] {
  const before = position + settings.event[0] - 1
  const total = aligned.series.asset.values
  let level = total[before] ?? null
  return days.map((day) => {
    if (level === null || day.expected === null) return null
    level *= settings.returnType === 'log' ? Math.exp(day.expected) : 1 + day.expected
    const index = before - settings.event[0] + 1 + day.rel
    const [split, adjusted] = [aligned.bars[index]?.close, total[index]]
    return split === undefined || adjusted == null ? null : (level * split) / adjusted
  })
}
