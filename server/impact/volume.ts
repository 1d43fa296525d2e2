import type { Settings } from '../stats/settings.ts'
import { studyLogVolume, type VolumeDay, volumeRatiosOn } from '../stats/volume.ts'
import type { AlignedSeries } from './alignedSeries.ts'

/** How the volume of one session compares with its usual one; null where there is no volume to compare. */
export type DayVolume = Pick<VolumeDay, 'abnormalLogVolume' | 'volumeRatio' | 'tVolume' | 'pVolume'> & {
  readonly volume: number | null
}

/** How many times its usual volume a security had on the session of an event; null where there is none to compare. */
export const volumeRatioOf = (aligned: AlignedSeries, position: number, settings: Settings): number | null =>
  volumeRatiosOf(aligned, position, settings)(0)

/** The same of every session of its window, by session relative to day 0. */
export const volumeRatiosOf = (aligned: AlignedSeries, position: number, settings: Settings) =>
  volumeRatiosOn(aligned.logVolumes(), position, settings)

/** Volume figures by session relative to day 0. */
export function volumeOf(aligned: AlignedSeries, position: number, settings: Settings): (rel: number) => DayVolume {
  const study = studyLogVolume(aligned.axis, aligned.logVolumes(), position, settings)
  const days = new Map(study.kind === 'measured' ? study.days.map((day) => [day.rel, day]) : [])
  return (rel) => {
    const day = days.get(rel)
    return {
      volume: aligned.bars[position + rel]?.volume ?? null,
      abnormalLogVolume: day?.abnormalLogVolume ?? null,
      volumeRatio: day?.volumeRatio ?? null,
      tVolume: day?.tVolume ?? null,
      pVolume: day?.pVolume ?? null,
    }
  }
}
