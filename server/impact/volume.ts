import type { Settings } from '../stats/settings.ts'
import { studyVolume, type VolumeDay, volumeRatioOn } from '../stats/volume.ts'
import type { AlignedSeries } from './alignedSeries.ts'

/** How the volume of one session compares with its usual one; null where there is no volume to compare. */
export type DayVolume = Pick<VolumeDay, 'abnormalLogVolume' | 'volumeRatio' | 'tVolume' | 'pVolume'> & {
  readonly volume: number | null
}

/** How many times its usual volume a security had on the session of an event; null where there is none to compare. */
export const volumeRatioOf = ({ axis, bars }: AlignedSeries, position: number, settings: Settings): number | null =>
  volumeRatioOn(axis.length, (t) => bars[t]?.volume ?? null, position, settings)

/** Volume figures by session relative to day 0. */
export function volumeOf(aligned: AlignedSeries, position: number, settings: Settings): (rel: number) => DayVolume {
  const volumes = aligned.bars.map((bar) => bar?.volume ?? null)
  const study = studyVolume(aligned.axis, volumes, position, settings)
  const days = new Map(study.kind === 'measured' ? study.days.map((day) => [day.rel, day]) : [])
  return (rel) => {
    const day = days.get(rel)
    return {
      volume: volumes[position + rel] ?? null,
      abnormalLogVolume: day?.abnormalLogVolume ?? null,
      volumeRatio: day?.volumeRatio ?? null,
      tVolume: day?.tVolume ?? null,
      pVolume: day?.pVolume ?? null,
    }
  }
}
