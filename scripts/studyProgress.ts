import { BETWEEN, paced, type StudyStep } from '../server/study/progress.ts'
import { versionedStudy } from '../server/study/version.ts'
import { clock, type ProgressLine, progressLine } from './bar.ts'

/** Makes a study of its spec; how far it is, is drawn on a terminal meanwhile. */
export function followStudy(
  spec: string,
  open: Parameters<typeof versionedStudy>[1],
  options: Parameters<typeof versionedStudy>[2] = {},
): ReturnType<typeof versionedStudy> {
  const line = progressLine()
  return versionedStudy(spec, open, { ...options, told: studyProgress(line) }).finally(line.clear)
}

const doing: Readonly<Record<StudyStep, readonly [what: string, of: string]>> = {
  placing: ['placing', 'events'],
  measuring: ['measuring', 'events'],
  testing: ['testing', 'events'],
  robustness: ['robustness', 'choices'],
}

/** Draws how far a study is: the step and how many events are done, how many a second, and how long the step still takes. */
export function studyProgress(line: ProgressLine, now: () => number = () => performance.now()) {
  let at: StudyStep | null = null
  let from = { time: 0, done: 0 }
  return paced(
    BETWEEN,
    ({ step, done, of }) => {
      const [what, counted] = doing[step]
      if (step !== at) from = { time: now(), done }
      at = step
      const passed = now() - from.time
      const rate = passed > 0 ? (1000 * (done - from.done)) / passed : 0
      const pace =
        rate > 0 ? `, ${Math.round(rate)} ${counted}/s, ${clock((1000 * (of - done)) / rate)} of this step left` : ''
      line.draw(done, of, `${what}${pace}`)
    },
    now,
  )
}
