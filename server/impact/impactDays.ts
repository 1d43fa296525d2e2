import type { IsoDate } from '../market/day.ts'
import type { Measured } from '../stats/event.ts'
import { expectedPath } from '../stats/expectedPath.ts'
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

/** The path that the expected returns draw from the last close before the window, on split basis. */
export const expectedCloses = (
  { days }: Measured,
  position: number,
  { series, bars }: AlignedSeries,
  { returnType }: Settings,
): readonly (number | null)[] =>
  expectedPath(days, position, returnType, {
    total: (place) => series.asset.values[place] ?? null,
    shown: (place) => bars[place]?.close ?? null,
  })
