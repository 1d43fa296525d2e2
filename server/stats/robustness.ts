import { designOf, missingSeries, type Series } from './design.ts'
import { type EventOptions, measureEvent } from './event.ts'
import { type ModelKind, modelNames, returnModels } from './models.ts'
import type { Told } from './progress.ts'
import type { Reason } from './reasons.ts'
import { studySample } from './sample.ts'
import type { SampleEvent } from './sampleEvent.ts'
import { estimationLength, problemsOf, type Settings, type Window } from './settings.ts'
import { isSignificant } from './significance.ts'

/** The choices a result is recomputed under: every combination of them. */
export type Grid = {
  readonly models: readonly ModelKind[]
  /** Lengths of the estimation window in sessions; its end stays where the settings put it. */
  readonly estimationLengths: readonly number[]
  readonly windows: readonly Window[]
}

/** One combination and what it gave: a CAR with its test, or the reason for none. */
export type Cell = {
  readonly model: ModelKind
  readonly estimationLength: number
  readonly from: number
  readonly to: number
  /** Date taken as day 0; null for a sample. */
  readonly day0: string | null
} & CellOutcome
export type CellOutcome =
  | {
      readonly kind: 'computed'
      readonly car: number
      readonly t: number
      readonly p: number
      readonly significant: boolean
    }
  | { readonly kind: 'absent'; readonly reason: Reason }

/** Combinations over one window of the grid, or over all of them. */
export type Spread = {
  readonly computed: number
  readonly absent: number
  /** Share of computed combinations that are significant at the level. */
  readonly shareSignificant: number | null
  readonly positive: number
  readonly negative: number
  /** Both signs occur. */
  readonly signFlips: boolean
  readonly minCar: number | null
  readonly medianCar: number | null
  readonly maxCar: number | null
  /** The conclusion (up, down, not distinguishable) is not the same in every combination. */
  readonly fragile: boolean
}

export type Robustness = {
  readonly cells: readonly Cell[]
  readonly all: Spread
  readonly windows: readonly ({ readonly from: number; readonly to: number } & Spread)[]
}

const ownModels = modelNames
  .filter((name) => returnModels[name].inGrid)
  .map((name) => returnModels[name].kind)
  .filter((kind) => kind !== 'factors')

/** Models that need nothing but a benchmark, three estimation lengths, and the windows of the settings. */
export function defaultGrid(settings: Settings): Grid {
  // Scholes and Williams need sessions that follow one another.
  const models = ownModels.filter((model) => settings.lumped === 'leave-out' || model !== 'scholes-williams')
  return {
    models: [...models, ...(settings.factors.length > 0 ? (['factors'] as const) : [])],
    estimationLengths: [120, 180, 250],
    windows: settings.windows,
  }
}

/** How many models and estimation lengths are combined. */
export const variantsOf = ({ models, estimationLengths }: Grid): number => models.length * estimationLengths.length

/**
 * Recompute one event over a grid of models, estimation lengths, windows and admissible days 0.
 *
 * @param days0 every session the news may have hit: more than one when its time is uncertain
 * @param optionsAt what the engine is told of each of them besides
 */
export function robustnessOfEvent(
  series: Series,
  days0: readonly number[],
  settings: Settings,
  grid: Grid,
  optionsAt: (day0: number) => Pick<EventOptions, 'others' | 'unusable'> = () => ({}),
): Robustness {
  return over(settings, grid, (variant) => {
    if (missingSeries(series, variant).length > 0) return null
    const design = designOf(series, variant)
    return days0.flatMap((index) => {
      const study = measureEvent(design, index, variant, { depth: 'light', ...optionsAt(index) })
      const day0 = series.calendar[index] ?? null
      return variant.windows.map(([from, to], w) => {
        const place = { from, to, day0 }
        if (study.kind === 'excluded') return { ...place, kind: 'absent', reason: study.reason } as const
        const window = study.windows[w]
        return window?.car == null || window.tExact === null || window.pExact === null
          ? ({ ...place, kind: 'absent', reason: window?.reason ?? 'noPrice' } as const)
          : ({ ...place, kind: 'computed', car: window.car, t: window.tExact, p: window.pExact } as const)
      })
    })
  })
}

/**
 * Recompute a sample's CAAR over a grid; the test is the headline one of a sample (`tKp`).
 *
 * @param told of every model and estimation length
 */
export function robustnessOfSample(
  events: readonly SampleEvent[],
  settings: Settings,
  grid: Grid,
  told?: Told<'robustness'>,
): Robustness {
  let done = 0
  return over(settings, grid, (variant) => {
    told?.('robustness', done++, variantsOf(grid))
    if (events.some(({ series }) => missingSeries(series, variant).length > 0)) return null
    const { all } = studySample(
      events.map((event) => lengthened(event, estimationLength(variant))),
      variant,
    )
    return variant.windows.map(([from, to], w) => {
      const place = { from, to, day0: null }
      if (all.kind === 'untested') return { ...place, kind: 'absent', reason: all.reason } as const
      const window = all.multi.windows[w]
      return window?.mean == null || window.tKp === null || window.pKp === null
        ? ({ ...place, kind: 'absent', reason: window?.reason ?? window?.reasons.tKp ?? 'noPrice' } as const)
        : ({ ...place, kind: 'computed', car: window.mean, t: window.tKp, p: window.pKp } as const)
    })
  })
}

/** An event with an estimation window of its own keeps where it ends. */
function lengthened(event: SampleEvent, length: number): SampleEvent {
  if (event.own === undefined) return event
  const end = event.own.estimation[1]
  return { ...event, own: { ...event.own, estimation: [end - length + 1, end] } }
}

type Found = { readonly from: number; readonly to: number; readonly day0: string | null } & (
  | { readonly kind: 'computed'; readonly car: number; readonly t: number; readonly p: number }
  | { readonly kind: 'absent'; readonly reason: Reason }
)

function over(settings: Settings, grid: Grid, compute: (variant: Settings) => readonly Found[] | null): Robustness {
  const cells: Cell[] = []
  const end = settings.estimation[1]
  const reach: Window = [
    Math.min(settings.event[0], ...grid.windows.map(([from]) => from)),
    Math.max(settings.event[1], ...grid.windows.map(([, to]) => to)),
  ]
  for (const model of grid.models)
    for (const estimationLength of grid.estimationLengths) {
      const variant: Settings = {
        ...settings,
        model,
        estimation: [end - estimationLength + 1, end],
        event: reach,
        windows: grid.windows,
        minEstimationObs: null,
        bootstrap: null,
      }
      const [problem] = problemsOf(variant)
      if (problem !== undefined) throw new RangeError(problem)
      for (const found of compute(variant) ?? [])
        cells.push(
          found.kind === 'absent'
            ? { model, estimationLength, ...found }
            : { model, estimationLength, ...found, significant: isSignificant(found.p, settings.alpha) },
        )
    }
  return {
    cells,
    all: spreadOf(cells),
    windows: grid.windows.map(([from, to]) => ({
      from,
      to,
      ...spreadOf(cells.filter((cell) => cell.from === from && cell.to === to)),
    })),
  }
}

/** What a set of combinations says together. */
export function spreadOf(cells: readonly CellOutcome[]): Spread {
  const computed = cells.flatMap((cell) => (cell.kind === 'computed' ? [cell] : []))
  const cars = computed.map(({ car }) => car).sort((a, b) => a - b)
  const n = cars.length
  const conclusions = new Set(computed.map(({ car, significant }) => (significant ? Math.sign(car) : 0)))
  const positive = cars.filter((car) => car > 0).length
  const negative = cars.filter((car) => car < 0).length
  const middle = ((cars[(n - 1) >> 1] ?? 0) + (cars[n >> 1] ?? 0)) / 2
  return {
    computed: n,
    absent: cells.length - n,
    shareSignificant: n === 0 ? null : computed.filter(({ significant }) => significant).length / n,
    positive,
    negative,
    signFlips: positive > 0 && negative > 0,
    minCar: cars[0] ?? null,
    medianCar: n === 0 ? null : middle,
    maxCar: cars[n - 1] ?? null,
    fragile: conclusions.size > 1,
  }
}
