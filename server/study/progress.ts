import type { EngineStep, Told } from '../stats/progress.ts'

/** What is done with the events of a study, one step after the other: each is found in the store, and so on. */
export type StudyStep = 'placing' | EngineStep | 'robustness'

export interface StudyProgress {
  readonly step: StudyStep
  /** Events, or of `robustness` combinations, that are done, and all of them. */
  readonly done: number
  readonly of: number
}

/** Milliseconds from one telling to the next: often enough for a bar that moves. */
export const BETWEEN = 250

/** Passes on what is told, at most once in so many milliseconds: a study that is over by then is not spoken of. */
export function paced(
  milliseconds: number,
  tell: (progress: StudyProgress) => void,
  clock: () => number = () => performance.now(),
): Told<StudyStep> {
  let next = clock() + milliseconds
  return (step, done, of) => {
    const now = clock()
    if (now < next) return
    next = now + milliseconds
    tell({ step, done, of })
  }
}
