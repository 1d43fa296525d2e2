import type { Db } from '../../db/file/db.ts'
import type { Design } from '../stats/design.ts'
import type { Depth } from '../stats/event.ts'
import type { Settings } from '../stats/settings.ts'
import type { AlignedSeries } from './alignedSeries.ts'
import { measurePlaced, type PlacedStudy } from './placedStudy.ts'

export type Study = ReturnType<typeof measurePlaced>

/** Measures each event; those that share session, series and settings have the same figures, which are computed once. */
export function measuredOnce(db: Db, depth: Depth): (placed: PlacedStudy) => Study {
  let last: PlacedStudy | null = null
  let study: Study | null = null
  let known: Figures | null = null
  const figuresOf = (placed: PlacedStudy): Figures => {
    if (known?.aligned !== placed.aligned || known.design !== placed.design) known = figuresFor(db, placed, depth)
    return known
  }
  return (placed) => {
    const isSame =
      last !== null &&
      last.position === placed.position &&
      last.session === placed.session &&
      (last.position !== null || last.session !== null) &&
      last.aligned === placed.aligned &&
      last.settings === placed.settings &&
      last.excluded === placed.excluded
    if (study === null || !isSame) study = measuredBefore(placed, depth, figuresOf)
    last = placed
    return study
  }
}

/** Figures of one pair of series on the design that they were last asked on. */
interface Figures {
  aligned: AlignedSeries
  design: Design
  studies: Map<string, Counted>
}

interface Counted {
  readonly study: Study
  /** First and last session that the figures rest on, as positions on the axis. */
  readonly from: number
  readonly to: number
}

const figures = new WeakMap<Db, Map<string, Figures>>()
/** Pairs of series whose figures are held, and figures of each. */
const PAIRS = 48
const MOST: Readonly<Record<Depth, number>> = { light: 2000, full: 250 }

/** The figures that were computed before, where nothing in the windows of the event has changed since. */
function measuredBefore(placed: PlacedStudy, depth: Depth, figuresOf: (placed: PlacedStudy) => Figures): Study {
  const { aligned, position, settings, others, excluded, confounders } = placed
  if (excluded !== null || position === null) return measurePlaced(placed, depth)
  const { studies } = figuresOf(placed)
  // Only this mask asks for what else happened beside other events.
  const masking =
    settings.estimationMask === 'confounders'
      ? confounders()
          .map((one) => one.position)
          .join(' ')
      : ''
  const key = `${textOf(settings)} ${position} ${others.fingerprint()} ${masking}`
  const known = studies.get(key)
  if (known !== undefined) return known.study
  const study = measurePlaced(placed, depth)
  const ends = [settings.estimation, settings.event, ...settings.windows].flat()
  if (studies.size >= MOST[depth]) studies.clear()
  studies.set(key, {
    study,
    from: Math.max(0, position + Math.min(...ends)),
    to: Math.min(aligned.axis.length - 1, position + Math.max(...ends)),
  })
  return study
}

function figuresFor(db: Db, { aligned, design, settings }: PlacedStudy, depth: Depth): Figures {
  const pairs = figures.get(db) ?? new Map<string, Figures>()
  figures.set(db, pairs)
  const { ticker, benchmark, rate } = aligned
  const { model, returnType, lumped, factors, riskFree, dimsonLags } = settings
  const laidOut = [model, returnType, lumped, factors, riskFree, dimsonLags]
  const key = JSON.stringify([depth, ticker.id, benchmark.id, rate?.row.id, rate?.use, ...laidOut])
  const known = pairs.get(key)
  if (known?.aligned === aligned && known.design === design) return known
  const studies = known !== undefined && isComparable(known.aligned, aligned) ? carried(known, design) : new Map()
  const made: Figures = { aligned, design, studies }
  pairs.delete(key)
  pairs.set(key, made)
  const [oldest] = pairs.keys()
  if (pairs.size > PAIRS && oldest !== undefined) pairs.delete(oldest)
  return made
}

/** Do positions mean the same sessions, and is all the same that does not belong to a session? */
const isComparable = (before: AlignedSeries, now: AlignedSeries): boolean =>
  before.layout === now.layout &&
  before.calendar === now.calendar &&
  before.benchmarkCalendar === now.benchmarkCalendar &&
  before.unadjusted === now.unadjusted &&
  areEqual(before.stale, now.stale) &&
  factsOf(before) === factsOf(now)

const factsOf = ({ ticker, benchmark, rate }: AlignedSeries): string => JSON.stringify([ticker, benchmark, rate])

/** The studies of a design in whose windows another one has the same returns. */
function carried({ design: before, studies }: Figures, now: Design): Map<string, Counted> {
  if (before === now) return studies
  const columns = columnsOf(now)
  const pairs = columnsOf(before).map((column, index): [Column, Column] => [column, columns[index] ?? null])
  const isSame = ({ from, to }: Counted) => pairs.every(([one, other]) => areEqualOver(one, other, from, to))
  return new Map([...studies].filter(([, counted]) => isSame(counted)))
}

type Column = Float64Array | Int32Array | Uint8Array | null

const columnsOf = ({ y, x, span, lacksFactor, lag, lead }: Design): readonly Column[] => [
  y,
  span,
  lacksFactor,
  lag,
  lead,
  ...x,
]

const areEqual = (one: Column, other: Column): boolean =>
  one?.length === other?.length && areEqualOver(one, other, 0, (one?.length ?? 0) - 1)

function areEqualOver(one: Column, other: Column, from: number, to: number): boolean {
  if (one === null || other === null) return one === other
  for (let t = from; t <= to; t++) if (!Object.is(one[t], other[t])) return false
  return true
}

const texts = new WeakMap<Settings, string>()
function textOf(settings: Settings): string {
  const text = texts.get(settings) ?? JSON.stringify(settings)
  texts.set(settings, text)
  return text
}
