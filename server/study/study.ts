import type { Db } from '../../db/file/db.ts'
import type { CheckName } from '../checks/checks.ts'
import { type CheckedBars, checkNamesOf, withHeld } from '../impact/checks.ts'
import type { Reading } from '../impact/reading.ts'
import { type NamedRobustness, robustnessOfPlaced } from '../impact/robustness.ts'
import { Problem } from '../problem.ts'
import { type Design, designOf, type Series } from '../stats/design.ts'
import { type Depth, type Measured, measureEvent } from '../stats/event.ts'
import type { LeaveOneOut } from '../stats/leaveOneOut.ts'
import { insideOf } from '../stats/overlap.ts'
import type { Panel } from '../stats/panel.ts'
import type { Told } from '../stats/progress.ts'
import { type CrossSectionalRegression, regressCars } from '../stats/regression.ts'
import { type ResampledMean, resampleGroups, resampleMean, signFlip } from '../stats/resampling.ts'
import { defaultGrid, type Robustness, robustnessOfEvent, robustnessOfSample, variantsOf } from '../stats/robustness.ts'
import { type EventRow, eventRow, eventWindow, type Multi, type MultiOrReason, studySample } from '../stats/sample.ts'
import type { OwnWindows, SampleEvent } from '../stats/sampleEvent.ts'
import type { Settings } from '../stats/settings.ts'
import { type AdjustedPs, adjustedPs } from './adjusted.ts'
import { type AveragePoint, averagePath } from './average.ts'
import { dataHash } from './hash.ts'
import { inlineInput, type StudyInput } from './input.ts'
import type { StudyStep } from './progress.ts'
import { type Detail, readSpec, type StudySpec } from './spec.ts'
import { storedStudy } from './store.ts'
import type { ExcludedItem, StudyEvent } from './studyEvent.ts'
import { type StudyWarning, warningsOf } from './warnings.ts'

/** Resampled figures of one window's CAAR; there when the settings ask for them. */
export interface ResampledWindow {
  readonly from: number
  readonly to: number
  readonly iid: ResampledMean
  /** Null where all share one date: every draw would be the sample itself. */
  readonly byDate: ResampledMean | null
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
export type EventRobustness = { readonly id: string; readonly ticker: string } & NamedRobustness

/** One measured event. `light`: one line of it, without sessions, path and robust figures. */
export type SingleEvent = LightEvent | (Omit<LightEvent, 'model' | 'windows'> & Omit<Measured, 'kind'>)
export interface LightEvent {
  readonly id: string
  readonly ticker: string
  readonly market: string | null
  readonly rate: string | null
  readonly day0: string
  readonly titles: readonly string[]
  readonly items: readonly string[]
  readonly group: string | null
  readonly confounded: boolean
  readonly overlapsEvent: readonly string[]
  readonly overlapsEventSize: number
  /** Its estimation and event window where they are not those of the settings. */
  readonly own: OwnWindows | null
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
 * @param also what is wanted beyond the spec, and who is told how far it has come
 * @throws Problem when the spec cannot be read or used
 */
export async function runStudy(
  text: string,
  store: () => Promise<Db>,
  also: { readonly robustness?: boolean; readonly told?: Told<StudyStep> | undefined } = {},
): Promise<Study> {
  const read = readSpec(text)
  const spec = { ...read, robustness: read.robustness || also.robustness === true }
  if (spec.kind === 'inline') {
    const { input, events } = inlineInput(spec)
    return studyOf({ ...spec, settings: input.settings, events }, input, null, also.told)
  }
  const stored = await storedStudy(await store(), spec, also.told)
  return studyOf({ ...spec, ...stored.spec }, stored.input, stored.reading, also.told)
}

/** What the engine is told of an event. It names it by its place here: an id may occur once for each ticker. */
const numberedEvent = (
  { security, series, day0, group, others, unusable, own, confounded }: StudyEvent,
  index: number,
): SampleEvent => ({ id: String(index), security, series, day0, group, others, unusable, own, confounded })

/** Events beyond which every session of every event is only written when asked for. */
const FULL_UP_TO = 500

/** @param reading of the store; null for numbers that the spec brings itself */
async function studyOf(
  read: StudySpec,
  input: StudyInput,
  reading: Reading | null,
  told: Told<StudyStep> | undefined,
): Promise<Study> {
  const { events } = input
  const spec: CompleteSpec = { ...read, detail: read.detail ?? (events.length > FULL_UP_TO ? 'light' : 'full') }
  const { settings } = spec
  const w = spec.regression === null ? -1 : regressionWindow(settings, spec.regression.window)
  const numbered = events.map(numberedEvent)
  const { panel, pairs, ...sample } = studySample(numbered, settings, told)
  const multi = sample.all.kind === 'tested' ? sample.all.multi : null
  const own = (index: string) => events[Number(index)] as StudyEvent
  const ofRow = (row: number) => own(panel.events[row]?.id ?? '')
  const unfit = sample.excluded.map(({ id, reason, detail, M }) => {
    const { id: name, security, date, checks } = own(id)
    return { id: name, ticker: security, day0: date, reason, detail: withHeld(detail, checks), M }
  })
  /** Row of each event in the panel; -1 for one that is not measured. */
  const rows = new Int32Array(events.length).fill(-1)
  for (const [row, { id }] of panel.events.entries()) rows[Number(id)] = row
  const measured = events.filter((_, index) => rows[index] !== -1)
  const factors = settings.model === 'factors' ? settings.factors : []
  const named = settings.model === 'factors' && settings.riskFree !== null ? [...factors, settings.riskFree] : factors
  const findings: StudyFindings = {
    data_hash: dataHash(input, named),
    warnings: warningsOf(measured, multi),
    checks: distinct(measured.flatMap(({ checks }) => checks)),
    excluded: [...input.excluded, ...unfit],
    multi,
    untested: sample.all.kind === 'untested' ? sample.all : null,
    caar: averagePath(panel, pairs),
    adjusted: adjustedPs(
      multi,
      panel,
      panel.events.map((_, row) => ofRow(row).id),
    ),
    groups: sample.groups,
    withoutConfounded: sample.withoutConfounded,
    leaveOneOut: sample.leaveOneOut.map((window) => {
      const event = own(window.mostInfluential)
      return { ...window, mostInfluential: event.id, ticker: event.security }
    }),
    resampled: multi === null ? [] : resampledOf(panel),
    regression: spec.regression === null ? null : regressionOf(panel, ofRow, spec.regression.on, w),
    robustness: spec.robustness
      ? await robustnessOf(numbered, measured, settings, reading, multi !== null, told)
      : null,
  }
  return { spec, findings, single: (detail = spec.detail) => singles(events, rows, panel, detail) }
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
  rows: Int32Array,
  panel: Panel,
  detail: Detail,
): Iterable<SingleEvent> {
  const designs = new Map<Series, Design>()
  for (const [index, event] of events.entries()) {
    const row = rows[index] as number
    if (row === -1) continue
    const { settings } = event
    const near = insideOf(event.others, event.day0, settings.event)
    const head = {
      id: event.id,
      ticker: event.security,
      market: event.market,
      rate: event.rate,
      day0: event.date,
      titles: event.titles,
      items: event.items,
      group: event.group ?? null,
      confounded: panel.confounded[row] === 1,
      overlapsEvent: near.ids,
      overlapsEventSize: near.size,
      own: event.own ?? null,
      checks: checkNamesOf(event.checks, 'returns', event.security),
    }
    const design = designs.get(event.series) ?? designOf(event.series, settings)
    designs.set(event.series, design)
    if (detail === 'light') {
      const { M, alpha, beta, sigma, windows } = eventRow(panel, row)
      const model = { kind: settings.model, M, alpha, beta, sigma }
      yield { ...head, model, windows: event.own === undefined ? windows : ownWindows(event, design) }
      continue
    }
    const { kind: _, flags, ...figures } = measured(event, design, 'full')
    yield { ...head, ...figures, flags: [...flags, ...event.flags] }
  }
}

/** An event of the sample again by itself. */
function measured({ id, day0, settings, others, unusable }: StudyEvent, design: Design, depth: Depth): Measured {
  const study = measureEvent(design, day0, settings, { depth, others, unusable })
  if (study.kind === 'excluded') throw new RangeError(`Cannot measure ${id} again: ${study.detail}`)
  return study
}

/** The windows that an event names itself, which need not be the sample's. */
const ownWindows = (event: StudyEvent, design: Design): EventRow['windows'] =>
  measured(event, design, 'light').windows.map(({ from, to, car, seExact, tExact, pExact }) => ({
    from,
    to,
    car,
    seExact,
    tExact,
    pExact,
  }))

/** Events share windows, and their findings with them. */
const distinct = (checks: readonly CheckedBars[]): readonly CheckedBars[] => [
  ...new Map(checks.map((told) => [`${told.ticker} ${told.check} ${told.from} ${told.to}`, told])).values(),
]

function resampledOf(panel: Panel): readonly ResampledWindow[] {
  const { bootstrap, alpha, windows } = panel.settings
  if (bootstrap === null) return []
  const { draws, seed } = bootstrap
  return windows.flatMap(([from, to], w): readonly ResampledWindow[] => {
    const present = panel.events.flatMap(({ series, day0 }, row) => {
      const { car } = eventWindow(panel, row, w)
      return car === null ? [] : [{ day0: series.calendar[day0] ?? '', car }]
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
        byDate: groups.length < 2 ? null : resampleGroups(groups, { draws, seed, alpha }),
        signFlip: signFlip(groups, { draws, seed, alpha }),
      },
    ]
  })
}

function regressionOf(panel: Panel, ofRow: (row: number) => StudyEvent, on: readonly string[], w: number) {
  const withoutCharacteristics: string[] = []
  const observations = panel.events.flatMap((_, row) => {
    const { id, x, date } = ofRow(row)
    const { car } = eventWindow(panel, row, w)
    const complete = car !== null && x !== null && on.every((name) => Object.hasOwn(x, name))
    if (complete)
      return [{ car, date, characteristics: Object.fromEntries(on.map((name) => [name, x[name] as number])) }]
    withoutCharacteristics.push(id)
    return []
  })
  return { ...regressCars(observations, panel.settings.alpha), withoutCharacteristics }
}

/** Single events beyond which only the sample's robustness is computed. */
const ROBUST_EVENTS = 50

async function robustnessOf(
  numbered: readonly SampleEvent[],
  events: readonly StudyEvent[],
  settings: Settings,
  reading: Reading | null,
  tested: boolean,
  told: Told<StudyStep> | undefined,
): Promise<NonNullable<StudyFindings['robustness']>> {
  const single: EventRobustness[] = []
  const alone = events.length > ROBUST_EVENTS ? [] : events
  const grid = defaultGrid(settings)
  const of = alone.length + (tested ? variantsOf(grid) : 0)
  for (const event of alone) {
    told?.('robustness', single.length, of)
    const { id, security, series, day0, placed, others, unusable } = event
    const own =
      placed !== null && reading !== null
        ? await robustnessOfPlaced(reading, placed)
        : robustnessOfEvent(series, [day0], event.settings, defaultGrid(event.settings), () => ({ others, unusable }))
    single.push({ id, ticker: security, ...own })
  }
  const toldOfSample = (_: 'robustness', done: number) => told?.('robustness', single.length + done, of)
  return { sample: tested ? robustnessOfSample(numbered, settings, grid, toldOfSample) : null, events: single }
}
