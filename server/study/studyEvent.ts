import type { CheckedBars } from '../impact/checks.ts'
import type { Exclusion, PlacedStudy } from '../impact/placedStudy.ts'
import type { Series } from '../stats/design.ts'
import type { Flag } from '../stats/event.ts'
import type { InOrder } from '../stats/overlap.ts'
import type { OwnWindows, SampleEvent } from '../stats/sampleEvent.ts'
import type { Settings } from '../stats/settings.ts'

/** An event that cannot be measured: never dropped without a word. */
export interface ExcludedItem extends Exclusion {
  readonly id: string
  readonly ticker: string
  readonly day0: string | null
}

/** The column of a benchmark among the numbers of a study: in another currency it is another one. */
export const marketColumn = (market: string, rate: string | null): string =>
  rate === null ? market : `${market} by ${rate}`

/** One item of news on the series it is measured on. */
export interface StudyItem {
  readonly id: string
  readonly security: string
  readonly market: string | null
  /** Exchange rate by which the benchmark was brought into the security's currency. */
  readonly rate: string | null
  readonly series: Series
  /** Index of day 0 in `series.calendar`. */
  readonly day0: number
  readonly settings: Settings
  /** The known events of the security. */
  readonly others: InOrder
  readonly unusable: Uint8Array | null
  readonly title?: string | undefined
  readonly group?: string | undefined
  /** Told by whoever brings the event; else whether another event lies in its window. */
  readonly confounded?: boolean | undefined
  /** Characteristics for the regression. */
  readonly x?: Readonly<Record<string, number>> | undefined
  readonly flags: readonly Flag[]
  /** What checks say of the bars behind its figures. */
  readonly checks: readonly CheckedBars[]
  /** As it is laid out in the store; null for one that brings its own numbers. */
  readonly placed: PlacedStudy | null
}

/** One statistical event: every item of one security that hit one session and asks for the same. */
export interface StudyEvent extends SampleEvent {
  readonly market: string | null
  readonly rate: string | null
  readonly settings: Settings
  readonly others: InOrder
  readonly unusable: Uint8Array | null
  /** Of the items, in their order; an inline event may have none. */
  readonly titles: readonly string[]
  readonly date: string
  /** Ids of the items; more than one where news shared the session. */
  readonly items: readonly string[]
  readonly x: Readonly<Record<string, number>> | null
  readonly flags: readonly Flag[]
  readonly checks: readonly CheckedBars[]
  readonly placed: PlacedStudy | null
}

/**
 * Items of one security that hit one session as one event each, in order of first appearance. Those that ask for other
 * windows or another benchmark stay apart: theirs are other figures.
 *
 * @param sample settings of the sample, from which an event's own windows may differ
 */
export function studyEvents(items: readonly StudyItem[], sample: Settings): readonly StudyEvent[] {
  // Settings that say the same have one number: with their text each key would be far longer than the event.
  const numbers = new Map<string, number>()
  const known = new Map<Settings, number>()
  const numberOf = (settings: Settings): number => {
    const before = known.get(settings)
    if (before !== undefined) return before
    const text = JSON.stringify(settings)
    const number = numbers.get(text) ?? numbers.size
    numbers.set(text, number)
    known.set(settings, number)
    return number
  }
  const same = Map.groupBy(items, ({ security, market, rate, day0, settings }) =>
    JSON.stringify([security, market, rate, day0, numberOf(settings)]),
  )
  return [...same.values()].map((members) => joined(members, sample))
}

function joined(items: readonly StudyItem[], sample: Settings): StudyEvent {
  const [first] = items
  if (first === undefined) throw new RangeError('Cannot join no items')
  const { security, market, rate, series, day0, settings, others, unusable, flags, checks, placed } = first
  const told = items.map(({ confounded }) => confounded).filter((flag) => flag !== undefined)
  const groups = distinct(items.map(({ group }) => group))
  return {
    id: items.map(({ id }) => id).join('+'),
    security,
    market,
    rate,
    series,
    day0,
    date: series.calendar[day0] ?? '',
    settings,
    own: ownWindows(settings, sample),
    others,
    unusable,
    titles: items.flatMap(({ title }) => (title === undefined ? [] : [title])),
    items: distinct(items.map(({ id }) => id)),
    group: groups.length === 1 ? first.group : 'several',
    confounded: told.length > 0 ? told.includes(true) : undefined,
    x: items.length === 1 ? (first.x ?? null) : agreed(items),
    flags,
    checks,
    placed,
  }
}

/**
 * Characteristics of news that share a session. What is asked as `session=post` is so of an event when it is so of one of
 * its items; a number in which two items differ is none of the event's.
 */
function agreed(items: readonly StudyItem[]): Readonly<Record<string, number>> {
  const told = Map.groupBy(
    items.flatMap(({ x }) => Object.entries(x ?? {})),
    ([name]) => name,
  )
  const common = [...told].flatMap(([name, entries]): readonly [string, number][] => {
    const values = distinct(entries.map(([, value]) => value))
    return name.includes('=') || values.length === 1 ? [[name, Math.max(...values)]] : []
  })
  return Object.fromEntries(common)
}

/** Most events are of one item: of a hundred thousand sets would take longer than all else here. */
const distinct = <T>(values: readonly T[]): readonly T[] => (values.length === 1 ? values : [...new Set(values)])

function ownWindows({ estimation, event }: Settings, sample: Settings): OwnWindows | undefined {
  const isSame =
    estimation.every((end, i) => end === sample.estimation[i]) && event.every((end, i) => end === sample.event[i])
  return isSame ? undefined : { estimation, event }
}
