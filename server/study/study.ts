import type { Db } from '../../db/file/db.ts'
import type { CheckName } from '../checks/checks.ts'
import type { CheckedBars } from '../impact/checks.ts'
import { Problem } from '../problem.ts'
import { type Design, designOf, type Series } from '../stats/design.ts'
import { type EventStudy, type Measured, measureEvent } from '../stats/event.ts'
import type { LeaveOneOut } from '../stats/leaveOneOut.ts'
import { type CrossSectionalRegression, regressCars } from '../stats/regression.ts'
import { type ResampledMean, resampleGroups, resampleMean, signFlip } from '../stats/resampling.ts'
import { defaultGrid, type Robustness, robustnessOfEvent, robustnessOfSample } from '../stats/robustness.ts'
import { type EventRow, type Multi, type MultiOrReason, studySample } from '../stats/sample.ts'
import type { Settings } from '../stats/settings.ts'
import { type AdjustedPs, adjustedPs } from './adjusted.ts'
import { type AveragePoint, averagePath } from './average.ts'
import { dataHash } from './hash.ts'
import { type ExcludedItem, inputOf, type StudyEvent, type StudyInput } from './input.ts'
import { type Detail, readSpec, type StudySpec } from './spec.ts'
import { type Behind, pairKey, storedStudy } from './store.ts'

/** What a reader of a study must know before believing it; `count` of `of` events. */
export interface StudyWarning {
  readonly code: 'clusteredDates' | 'overlappingWindows' | 'jointSessions' | 'fewEvents' | 'checkedBars'
  readonly count: number
  readonly of: number
  readonly text: string
}

/** Resampled figures of one window's CAAR; there when the settings ask for them. */
export interface ResampledWindow {
  readonly from: number
  readonly to: number
  readonly iid: ResampledMean
  readonly byDate: ResampledMean
  readonly signFlip: ResampledMean
}

/** Everything a study says about its sample; the single events follow one by one. */
export interface StudyFindings {
  readonly data_hash: string
  readonly warnings: readonly StudyWarning[]
  /** What checks say of the bars behind the figures, once each; empty for series that the spec carries itself. */
  readonly checks: readonly CheckedBars[]
  readonly excluded: readonly ExcludedItem[]
  readonly multi: Multi | null
  readonly untested: Extract<MultiOrReason, { kind: 'untested' }> | null
  readonly caar: readonly AveragePoint[]
  readonly adjusted: AdjustedPs
  readonly groups: readonly ({ readonly group: string } & MultiOrReason)[]
  readonly withoutConfounded: MultiOrReason | null
  readonly leaveOneOut: readonly (LeaveOneOut & { readonly ticker: string })[]
  readonly resampled: readonly ResampledWindow[]
  readonly regression: (CrossSectionalRegression & { readonly withoutCharacteristics: readonly string[] }) | null
  readonly robustness: { readonly sample: Robustness | null; readonly events: readonly EventRobustness[] } | null
}
export type EventRobustness = { readonly id: string; readonly ticker: string } & Robustness

/** One measured event. `light`: one line of it, without sessions, path and robust figures. */
export type SingleEvent = LightEvent | (Omit<LightEvent, 'model' | 'windows'> & Omit<Measured, 'kind'>)
export interface LightEvent {
  readonly id: string
  readonly ticker: string
  readonly market: string | null
  readonly day0: string
  readonly titles: readonly string[]
  readonly items: readonly string[]
  readonly group: string | null
  readonly confounded: boolean
  readonly overlapsEvent: readonly string[]
  /** Names of the checks that say something of the bars behind the figures. */
  readonly checks: readonly CheckName[]
  readonly model: Pick<EventRow, 'M' | 'alpha' | 'beta' | 'sigma'> & { readonly kind: Settings['model'] }
  readonly windows: EventRow['windows']
}

/** A spec with everything decided: sent again, it asks for the same study. */
type CompleteSpec = StudySpec & { readonly detail: Detail }

export interface Study {
  readonly spec: CompleteSpec
  readonly findings: StudyFindings
  /** The measured events in the order of the spec, each computed when it is asked for; in the detail of the spec or another. */
  readonly single: (detail?: Detail) => Iterable<SingleEvent>
}

/**
 * Computes a study from the text of its spec. The one door for HTTP, CSV and the command line.
 *
 * @param store opens the store when the spec names stored tickers and events
 * @param also what is wanted beyond the spec
 * @throws Problem when the spec cannot be read or used
 */
export async function runStudy(
  text: string,
  store: () => Promise<Db>,
  also: { readonly robustness?: boolean } = {},
): Promise<Study> {
  const read = readSpec(text)
  const spec = { ...read, robustness: read.robustness || also.robustness === true }
  const { settings } = spec
  if (spec.kind === 'inline') return studyOf(spec, inputOf(spec.series, spec.events, settings), new Map(), () => [])
  const stored = await storedStudy(await store(), spec, settings, spec.regression?.on ?? [])
  const full = { ...spec, ...stored.spec }
  return studyOf(full, stored.input, stored.candidates, stored.behind)
}

/** Events beyond which every session of every event is only written when asked for. */
const FULL_UP_TO = 500

function studyOf(
  read: StudySpec,
  input: StudyInput,
  candidates: ReadonlyMap<string, readonly string[]>,
  behind: Behind,
): Study {
  const { events } = input
  const spec: CompleteSpec = { ...read, detail: read.detail ?? (events.length > FULL_UP_TO ? 'light' : 'full') }
  const { settings } = spec
  const w = spec.regression === null ? -1 : regressionWindow(settings, spec.regression.window)
  // The engine names an event by its place here: an id may occur once for each ticker.
  const numbered = events.map((event, index) => ({ ...event, id: String(index) }))
  const own = (index: string) => events[Number(index)] as StudyEvent
  const sample = studySample(numbered, settings)
  const multi = sample.all.kind === 'tested' ? sample.all.multi : null
  const rows = sample.rows.map((row) => ({ ...row, id: own(row.id).id }))
  const unfit = sample.excluded.map(({ id, reason, detail, M }) => {
    const event = own(id)
    const held = behind(event.security, event.date).filter(({ severity }) => severity === 'error')
    const why = held.length === 0 ? detail : `${detail}; not available: ${namesOf(held).join(', ')}`
    return { id: event.id, ticker: event.security, day0: event.date, reason, detail: why, M }
  })
  const rowOf = new Map(sample.rows.map((row) => [row.id, row]))
  const measured = events.filter((_, index) => rowOf.has(String(index)))
  const factors = settings.model === 'factors' ? settings.factors : []
  const named = settings.model === 'factors' && settings.riskFree !== null ? [...factors, settings.riskFree] : factors
  const checks = measured.map((event) => behind(event.security, event.date))
  const findings: StudyFindings = {
    data_hash: dataHash(input, named),
    warnings: warningsOf(measured, multi, checks.filter((own) => own.length > 0).length),
    checks: distinct(checks.flat()),
    excluded: [...input.excluded, ...unfit],
    multi,
    untested: sample.all.kind === 'untested' ? sample.all : null,
    caar: averagePath(numbered, settings),
    adjusted: adjustedPs(multi, rows),
    groups: sample.groups,
    withoutConfounded: sample.withoutConfounded,
    leaveOneOut: sample.leaveOneOut.map((window) => {
      const event = own(window.mostInfluential)
      return { ...window, mostInfluential: event.id, ticker: event.security }
    }),
    resampled: multi === null ? [] : resampledOf(sample.rows, settings),
    regression: spec.regression === null ? null : regressionOf(sample.rows, own, spec.regression.on, w, settings),
    robustness: spec.robustness ? robustnessOf(numbered, measured, settings, candidates, multi !== null) : null,
  }
  return { spec, findings, single: (detail = spec.detail) => singles(events, rowOf, settings, detail, behind) }
}

function regressionWindow({ windows }: Settings, [from, to]: readonly [number, number]): number {
  const found = windows.findIndex((window) => window[0] === from && window[1] === to)
  if (found >= 0) return found
  throw new Problem(
    422,
    'bad_spec',
    `Cannot regress the window [${from}, ${to}] as it is none of the windows of the settings`,
    'regression.window',
  )
}

function* singles(
  events: readonly StudyEvent[],
  rows: ReadonlyMap<string, EventRow>,
  settings: Settings,
  detail: Detail,
  behind: Behind,
): Iterable<SingleEvent> {
  const designs = new Map<Series, Design>()
  for (const [index, event] of events.entries()) {
    const row = rows.get(String(index))
    if (row === undefined) continue
    const head = {
      id: event.id,
      ticker: event.security,
      market: event.market,
      day0: event.date,
      titles: event.titles,
      items: event.items,
      group: event.group ?? null,
      confounded: row.confounded,
      overlapsEvent: event.overlap.overlapsEvent,
      checks: namesOf(behind(event.security, event.date)),
    }
    if (detail === 'light') {
      const { M, alpha, beta, sigma, windows } = row
      yield { ...head, model: { kind: settings.model, M, alpha, beta, sigma }, windows }
      continue
    }
    const design = designs.get(event.series) ?? designOf(event.series, settings)
    designs.set(event.series, design)
    const study: EventStudy = measureEvent(design, event.day0, settings, { others: event.company })
    if (study.kind === 'excluded') throw new RangeError(`Cannot measure ${event.id} again: ${study.detail}`)
    const { kind: _, ...figures } = study
    yield { ...head, ...figures }
  }
}

const namesOf = (checks: readonly CheckedBars[]): readonly CheckName[] =>
  [...new Set(checks.map(({ check }) => check))].sort()

/** Events share windows, and their findings with them. */
const distinct = (checks: readonly CheckedBars[]): readonly CheckedBars[] => [
  ...new Map(checks.map((told) => [`${told.ticker} ${told.check} ${told.from} ${told.to}`, told])).values(),
]

/** @param checked events with bars behind them of which checks say something */
function warningsOf(events: readonly StudyEvent[], multi: Multi | null, checked: number): readonly StudyWarning[] {
  const n = events.length
  const dates = new Set(events.map(({ date }) => date)).size
  const overlapping = events.filter(({ overlap }) => overlap.overlapsEvent.length > 0).length
  const joint = events.filter(({ items }) => items.length > 1).length
  const all: readonly (StudyWarning | null)[] = [
    dates < n
      ? {
          code: 'clusteredDates',
          count: n - dates,
          of: n,
          text: `The ${n} events fall on ${dates} dates: tests that take events as independent (t, Patell, BMP, sign) find too much; read the Kolari-Pynnonen and clustered lines`,
        }
      : null,
    overlapping > 0
      ? {
          code: 'overlappingWindows',
          count: overlapping,
          of: n,
          text: `${overlapping} of ${n} events share their window with other news of the same security; their effects cannot be told apart`,
        }
      : null,
    joint > 0
      ? {
          code: 'jointSessions',
          count: joint,
          of: n,
          text: `${joint} of ${n} events join several news items that hit one session`,
        }
      : null,
    checked > 0
      ? {
          code: 'checkedBars',
          count: checked,
          of: n,
          text: `Checks have something to say of the prices behind ${checked} of ${n} events: see checks, or the data page`,
        }
      : null,
    multi !== null && n < 20
      ? {
          code: 'fewEvents',
          count: n,
          of: n,
          text: `With ${n} events the normal approximation of the z tests is rough; read the rank and exact lines beside them`,
        }
      : null,
  ]
  return all.filter((warning) => warning !== null)
}

function resampledOf(rows: readonly EventRow[], { bootstrap, alpha, windows }: Settings): readonly ResampledWindow[] {
  if (bootstrap === null) return []
  const { draws, seed } = bootstrap
  return windows.flatMap(([from, to], w): readonly ResampledWindow[] => {
    const present = rows.flatMap(({ day0, windows: own }) => {
      const car = own[w]?.car ?? null
      return car === null ? [] : [{ day0, car }]
    })
    if (present.length < 3) return []
    const byDate = Map.groupBy(present, ({ day0 }) => day0)
    const groups = [...byDate.keys()].sort().map((date) => (byDate.get(date) ?? []).map(({ car }) => car))
    return [
      {
        from,
        to,
        iid: resampleMean(
          present.map(({ car }) => car),
          { draws, seed, alpha },
        ),
        byDate: resampleGroups(groups, { draws, seed, alpha }),
        signFlip: signFlip(groups, { draws, seed, alpha }),
      },
    ]
  })
}

function regressionOf(
  rows: readonly EventRow[],
  own: (index: string) => StudyEvent,
  on: readonly string[],
  w: number,
  { alpha }: Settings,
) {
  const withoutCharacteristics: string[] = []
  const observations = rows.flatMap((row) => {
    const { id, x } = own(row.id)
    const car = row.windows[w]?.car ?? null
    const complete = car !== null && x !== null && on.every((name) => Object.hasOwn(x, name))
    if (complete)
      return [{ car, date: row.day0, characteristics: Object.fromEntries(on.map((name) => [name, x[name] as number])) }]
    withoutCharacteristics.push(id)
    return []
  })
  return { ...regressCars(observations, alpha), withoutCharacteristics }
}

/** Single events beyond which only the sample's robustness is computed. */
const ROBUST_EVENTS = 50

function robustnessOf(
  numbered: readonly StudyEvent[],
  measured: readonly StudyEvent[],
  settings: Settings,
  candidates: ReadonlyMap<string, readonly string[]>,
  tested: boolean,
) {
  const grid = defaultGrid(settings)
  const events = measured.length > ROBUST_EVENTS ? [] : measured
  return {
    sample: tested ? robustnessOfSample(numbered, settings, grid) : null,
    events: events.map((event): EventRobustness => {
      const [id] = event.items
      const days = candidates.get(pairKey(id ?? event.id, event.security)) ?? []
      const positions = days.map((day) => event.series.calendar.indexOf(day)).filter((index) => index >= 0)
      const days0 = positions.length > 0 ? positions : [event.day0]
      return {
        id: event.id,
        ticker: event.security,
        ...robustnessOfEvent(event.series, days0, settings, grid, { others: event.company }),
      }
    }),
  }
}
