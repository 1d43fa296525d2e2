import { studentTwoSided } from './distributions.ts'
import type { Reason } from './reasons.ts'
import { observationsNeeded, type Settings } from './settings.ts'

export type VolumeDay = {
  readonly rel: number
  readonly date: string | null
  readonly logVolume: number | null
  readonly abnormalLogVolume: number | null
  /** Volume as a multiple of the usual one: exp of the abnormal log volume. */
  readonly volumeRatio: number | null
  readonly tVolume: number | null
  readonly pVolume: number | null
  readonly reason: Reason | null
}
export type VolumeWindow = {
  readonly from: number
  readonly to: number
  readonly L: number
  readonly cumAbnormalLogVolume: number | null
  readonly tVolume: number | null
  readonly pVolume: number | null
  readonly reason: Reason | null
}
export type VolumeStudy =
  | {
      readonly kind: 'measured'
      /** Mean and standard deviation of ln(volume) over the estimation window. */
      readonly volumeMean: number
      readonly volumeSd: number
      readonly M: number
      readonly days: readonly VolumeDay[]
      readonly windows: readonly VolumeWindow[]
    }
  | { readonly kind: 'excluded'; readonly reason: Reason; readonly detail: string; readonly M: number }

/** Natural logarithms of the shares of each session; NaN where there are none to compare: null and 0 are missing (a vendor's hole is not "no trades"). */
export function logVolumes(volume: readonly (number | null)[]): Float64Array {
  const logs = new Float64Array(volume.length).fill(Number.NaN)
  for (let t = 0; t < volume.length; t++) {
    const shares = volume[t] as number | null
    if (shares !== null && shares > 0 && Number.isFinite(shares)) logs[t] = Math.log(shares)
  }
  return logs
}

type Usual =
  | { readonly kind: 'usual'; readonly volumeMean: number; readonly volumeSd: number; readonly M: number }
  | Extract<VolumeStudy, { kind: 'excluded' }>

/** Mean and standard deviation of ln(volume) over the estimation window. */
function usualVolume(logs: Float64Array, day0: number, settings: Settings): Usual {
  if (logs[day0] === undefined)
    return { kind: 'excluded', reason: 'outsideData', detail: 'day 0 is not among the sessions of the data', M: 0 }
  const [from, to] = [Math.max(0, day0 + settings.estimation[0]), day0 + settings.estimation[1]]
  // Loops, as this is done for every event of a list each time a bar has changed.
  const end = Math.min(to + 1, logs.length)
  let M = 0
  let sum = 0
  for (let t = from; t < end; t++) {
    const value = logs[t] as number
    if (Number.isNaN(value)) continue
    M++
    sum += value
  }
  const needed = observationsNeeded(settings, 1)
  if (M < needed)
    return { kind: 'excluded', reason: 'tooFewObservations', detail: `${M} volumes of ${needed} needed`, M }
  const volumeMean = sum / M
  let squares = 0
  for (let t = from; t < end; t++) {
    const value = logs[t] as number
    if (!Number.isNaN(value)) squares += (value - volumeMean) ** 2
  }
  const volumeSd = Math.sqrt(squares / (M - 1))
  if (!(volumeSd > 1e-12)) return { kind: 'excluded', reason: 'zeroVariance', detail: 'the volume never changed', M }
  return { kind: 'usual', volumeMean, volumeSd, M }
}

const logAt = (logs: Float64Array, t: number): number | null => {
  const value = logs[t] ?? Number.NaN
  return Number.isNaN(value) ? null : value
}

/** Volume of sessions relative to day 0 as a multiple of the usual one, as `studyVolume` has it: all that lists show of it. */
export function volumeRatiosOn(logs: Float64Array, day0: number, settings: Settings): (rel: number) => number | null {
  const [from, to] = settings.event
  const usual = usualVolume(logs, day0, settings)
  return (rel) => {
    const logVolume = logAt(logs, day0 + rel)
    return usual.kind !== 'usual' || logVolume === null || rel < from || rel > to
      ? null
      : Math.exp(logVolume - usual.volumeMean)
  }
}

/**
 * Abnormal trading volume around an event: ln(volume) against its mean over the estimation window.
 *
 * @param volume shares a session on the calendar's axis; null and 0 are missing (a vendor's hole is not "no trades")
 * @see Ajinkya and Jain (1989), J. Accounting and Economics 11
 */
export const studyVolume = (
  calendar: readonly string[],
  volume: readonly (number | null)[],
  day0: number,
  settings: Settings,
): VolumeStudy => studyLogVolume(calendar, logVolumes(volume), day0, settings)

/** The same of logarithms that are at hand. */
export function studyLogVolume(
  calendar: readonly string[],
  logs: Float64Array,
  day0: number,
  settings: Settings,
): VolumeStudy {
  const usual = usualVolume(logs, day0, settings)
  if (usual.kind === 'excluded') return usual
  const { volumeMean, volumeSd, M } = usual

  const days: VolumeDay[] = []
  for (let rel = settings.event[0]; rel <= settings.event[1]; rel++) {
    const t = day0 + rel
    const date = calendar[t] ?? null
    const logVolume = logAt(logs, t)
    if (logVolume === null) {
      const reason = t >= calendar.length ? 'truncatedWindow' : 'noPrice'
      days.push({
        rel,
        date,
        logVolume,
        abnormalLogVolume: null,
        volumeRatio: null,
        tVolume: null,
        pVolume: null,
        reason,
      })
      continue
    }
    const abnormalLogVolume = logVolume - volumeMean
    const tVolume = abnormalLogVolume / (volumeSd * Math.sqrt(1 + 1 / M))
    days.push({
      rel,
      date,
      logVolume,
      abnormalLogVolume,
      volumeRatio: Math.exp(abnormalLogVolume),
      tVolume,
      pVolume: studentTwoSided(tVolume, M - 1),
      reason: null,
    })
  }
  const windows = settings.windows.map(([from, to]): VolumeWindow => {
    const inside = days.filter(({ rel }) => rel >= from && rel <= to)
    const values = inside.flatMap(({ abnormalLogVolume }) => (abnormalLogVolume === null ? [] : [abnormalLogVolume]))
    const L = values.length
    if (L === 0) {
      const reason = inside.some((day) => day.reason === 'truncatedWindow') ? 'truncatedWindow' : 'noPrice'
      return { from, to, L, cumAbnormalLogVolume: null, tVolume: null, pVolume: null, reason }
    }
    const sum = values.reduce((total, value) => total + value, 0)
    const tVolume = sum / (volumeSd * Math.sqrt(L + (L * L) / M))
    return { from, to, L, cumAbnormalLogVolume: sum, tVolume, pVolume: studentTwoSided(tVolume, M - 1), reason: null }
  })
  return { kind: 'measured', volumeMean, volumeSd, M, days, windows }
}
