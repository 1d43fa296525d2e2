import type { ModelKind } from './models.ts'

/** Sessions relative to day 0, both ends included: `[-10, 10]` is 21 sessions. */
export type Window = readonly [from: number, to: number]

/** Seeded resampling: `block` null takes the cube root of the number of observations. */
export type Bootstrap = { readonly draws: number; readonly seed: number; readonly block: number | null }

export const lumpedReturns = ['leave-out', 'trade-to-trade'] as const

/** Everything a study can be asked to do differently. Windows count sessions relative to day 0. */
export type Settings = {
  readonly returnType: 'simple' | 'log'
  readonly model: ModelKind
  readonly estimation: Window
  readonly event: Window
  /** Windows whose cumulative abnormal returns are tested, each inside `event`. */
  readonly windows: readonly Window[]
  /** Two-sided level of tests and intervals. */
  readonly alpha: number
  /** Common sessions below which the residuals of two events count as uncorrelated. */
  readonly minCommon: number
  /** Estimation observations below which an event is excluded; null: 100, or half of an estimation window under 200. */
  readonly minEstimationObs: number | null
  /** Names of the regressors of model `factors`, in order. */
  readonly factors: readonly string[]
  /** Name of the factor series that is subtracted from the security's return; null: none. */
  readonly riskFree: string | null
  /** Leads and lags of the benchmark in model `dimson`. */
  readonly dimsonLags: number
  /**
   * Returns over several sessions, as after a hole: `leave-out` of the estimation, or estimate with them as
   * `trade-to-trade` returns do (Maynes and Rumsey 1993). The event window has them either way.
   */
  readonly lumped: (typeof lumpedReturns)[number]
  /**
   * `events`: leave sessions [-1, +1] of other events of the security out of the estimation window. `confounders`: those and
   * the sessions of its payments and splits and of world events.
   */
  readonly estimationMask: 'none' | 'events' | 'confounders'
  /** Report single sessions only where windows of several events of one security overlap. */
  readonly separate: boolean
  readonly bootstrap: Bootstrap | null
}

/** Methods section 4.5: one trading year that ends two weeks before the event, and three weeks around it. */
export const defaultSettings: Settings = {
  returnType: 'simple',
  model: 'market',
  estimation: [-260, -11],
  event: [-10, 10],
  windows: [
    [0, 0],
    [0, 1],
    [-1, 1],
    [0, 5],
    [-5, 5],
    [-10, 10],
  ],
  alpha: 0.05,
  minCommon: 30,
  minEstimationObs: null,
  factors: [],
  riskFree: null,
  dimsonLags: 1,
  lumped: 'leave-out',
  estimationMask: 'none',
  separate: false,
  bootstrap: null,
}

const text = ([from, to]: Window) => `[${from}, ${to}]`

/** What is wrong with settings, one sentence each; none when they can be used (methods section 4.6). */
export function problemsOf(settings: Settings): readonly string[] {
  const { estimation, event, windows } = settings
  const problems: string[] = []
  const ordered = ([from, to]: Window, what: string) => {
    if (from > to) problems.push(`Cannot use ${text([from, to])} as ${what} as it starts after it ends`)
  }
  ordered(estimation, 'the estimation window')
  ordered(event, 'the event window')
  if (event[0] > 0 || event[1] < 0)
    problems.push(`Cannot use ${text(event)} as the event window as it leaves out day 0`)
  if (estimation[1] >= event[0])
    problems.push(
      `Cannot use ${text(estimation)} as the estimation window as it reaches into the event window ${text(event)}`,
    )
  const length = estimation[1] - estimation[0] + 1
  if (length > 0 && length < 30)
    problems.push(`Cannot use ${text(estimation)} as the estimation window as it takes 30 sessions: it has ${length}`)
  if (windows.length === 0) problems.push('Cannot study without a window: name at least one')
  for (const window of windows) {
    ordered(window, 'a window')
    if (window[0] < event[0] || window[1] > event[1])
      problems.push(`Cannot test the window ${text(window)} as it lies outside the event window ${text(event)}`)
  }
  if (!(settings.alpha > 0 && settings.alpha < 1))
    problems.push(`Cannot use ${settings.alpha} as the level alpha as it takes a number between 0 and 1`)
  if (settings.model === 'factors' && settings.factors.length === 0)
    problems.push('Cannot fit model "factors" as it takes at least one factor name: none given')
  if (settings.model === 'scholes-williams' && settings.lumped === 'trade-to-trade')
    problems.push(
      'Cannot fit model "scholes-williams" on trade-to-trade returns as it takes the benchmark of the session before and after each return: choose "market" or "dimson"',
    )
  return problems
}

/** The series that a model of factors takes; null in other models. */
export const factorsTaken = ({ model, factors }: Pick<Settings, 'model' | 'factors'>): readonly string[] | null =>
  model === 'factors' ? factors : null

/** Length of the estimation window in sessions (L1). */
export const estimationLength = ({ estimation }: Pick<Settings, 'estimation'>): number =>
  estimation[1] - estimation[0] + 1

/** Estimation observations an event needs: the setting or its default, never under max(30, k + 10) (methods 4.6). */
export function observationsNeeded(settings: Settings, k: number): number {
  const length = estimationLength(settings)
  const wanted = settings.minEstimationObs ?? (length < 200 ? Math.ceil(length / 2) : 100)
  return Math.max(wanted, 30, k + 10)
}
