/** Hears how far a step over many events has come: `done` of `of`; told now and then, from within the step. */
export type Told<Step extends string> = (step: Step, done: number, of: number) => void

/** The steps of the engine: every event is fitted, and then ranked among its residuals. */
export type EngineStep = 'measuring' | 'testing'

/** Events from one telling to the next. */
export const EVENTS_BETWEEN = 256
