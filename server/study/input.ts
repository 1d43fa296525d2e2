import { Problem } from '../problem.ts'
import { missingSeries, type Series } from '../stats/design.ts'
import { type DatedEvent, type Overlap, overlapOf, sessionClusters } from '../stats/overlap.ts'
import type { Reason } from '../stats/reasons.ts'
import type { Column } from '../stats/returns.ts'
import type { SampleEvent } from '../stats/sampleEvent.ts'
import type { Settings } from '../stats/settings.ts'
import type { InlineEvent, InlineSeries } from './spec.ts'

/** Why an event of the store has no day 0. */
export type AlignmentReason = 'tooCoarse' | 'beyondCalendar' | 'notSession'

/** An event that cannot be measured: never dropped without a word. */
export interface ExcludedItem {
  readonly id: string
  readonly ticker: string
  readonly day0: string | null
  readonly reason: Reason | AlignmentReason
  readonly detail: string
  /** Estimation observations there were. */
  readonly M: number
}

/** One statistical event: every item of one security that hit one session. */
export interface StudyEvent extends SampleEvent {
  readonly market: string | null
  /** Of the items, in their order; an inline event may have none. */
  readonly titles: readonly string[]
  readonly date: string
  /** Ids of the items; more than one where news shared the session. */
  readonly items: readonly string[]
  /** Every other known event of the security. */
  readonly company: readonly DatedEvent[]
  readonly overlap: Overlap
  readonly x: Readonly<Record<string, number>> | null
}

export interface StudyInput {
  readonly series: InlineSeries
  readonly events: readonly StudyEvent[]
  readonly excluded: readonly ExcludedItem[]
}

/** A known event of a security that keeps others company though it is not studied itself. */
export interface Company {
  readonly id: string
  readonly ticker: string
  readonly day0: string
}

/**
 * Events of a study on the sessions of its series: items that share security and session are merged, overlaps found,
 * masks laid. An event whose day 0 is no session of the series is excluded with the reason.
 *
 * @param company every known event of the securities, for overlaps and masks; null: the studied ones themselves
 * @throws Problem 422 when the model needs a series that is not there
 */
export function inputOf(
  series: InlineSeries,
  events: readonly InlineEvent[],
  settings: Settings,
  company: readonly Company[] | null = null,
): StudyInput {
  const position = new Map(series.calendar.map((date, index) => [date, index]))
  const excluded: ExcludedItem[] = []
  const placed = events.flatMap((event) => {
    const day0 = position.get(event.day0)
    if (day0 !== undefined) return [{ ...event, security: event.ticker, date: event.day0, day0 }]
    excluded.push({ ...pick(event), reason: 'outsideData', detail: whyOutside(event.day0, series.calendar), M: 0 })
    return []
  })
  const known = Map.groupBy(
    (company ?? events).flatMap(({ id, ticker, day0 }) => {
      const index = position.get(day0)
      return index === undefined ? [] : [{ id, ticker, day0: index }]
    }),
    ({ ticker }) => ticker,
  )
  const seriesOf = seriesByPair(series, settings)
  const studied = sessionClusters(placed).map(({ id, security, day0, items }): StudyEvent => {
    const [first] = items
    const own = new Set(items.map((item) => item.id))
    const others = (known.get(security) ?? []).filter((other) => !own.has(other.id) && other.day0 !== day0)
    const overlap = overlapOf(day0, others, settings)
    const told = items.map(({ confounded }) => confounded).filter((flag) => flag !== undefined)
    const groups = new Set(items.map(({ group }) => group))
    return {
      id,
      security,
      day0,
      date: series.calendar[day0] ?? '',
      series: seriesOf(security, first?.market ?? null),
      market: first?.market ?? null,
      titles: items.flatMap(({ title }) => (title === undefined ? [] : [title])),
      items: [...own],
      group: groups.size === 1 ? first?.group : 'several',
      company: others,
      others,
      confounded: told.length > 0 ? told.includes(true) : undefined,
      overlap,
      x: first?.x ?? null,
    }
  })
  return { series, events: studied, excluded }
}

const pick = ({ id, ticker, day0 }: InlineEvent) => ({ id, ticker, day0 })

function whyOutside(day0: string, calendar: readonly string[]): string {
  const [first, last] = [calendar[0] ?? '', calendar.at(-1) ?? '']
  const beyond = day0 < first || day0 > last
  return beyond
    ? `day 0 ${day0} is not among the sessions of the data, which run from ${first} to ${last}`
    : `day 0 ${day0} is no session of the calendar; the next one is ${calendar.find((date) => date > day0) ?? last}`
}

/** One `Series` object for each pair of security and benchmark, so that it is laid out once. */
function seriesByPair({ calendar, prices, returns }: InlineSeries, settings: Settings) {
  const column = (name: string): Column | undefined => {
    const values = Object.hasOwn(prices, name) ? prices[name] : undefined
    if (values !== undefined) return { kind: 'prices', values }
    const ready = Object.hasOwn(returns, name) ? returns[name] : undefined
    return ready === undefined ? undefined : { kind: 'returns', values: ready }
  }
  const known = new Map<string, Series>()
  return (security: string, market: string | null): Series => {
    const key = JSON.stringify([security, market])
    const before = known.get(key)
    if (before !== undefined) return before
    const asset = column(security)
    if (asset === undefined) throw new RangeError(`Cannot find the series of ${security}`)
    const made: Series = {
      calendar,
      asset,
      market: market === null ? undefined : column(market),
      factors: returns,
    }
    const [missing] = missingSeries(made, settings)
    if (missing !== undefined) throw new Problem(422, 'missing_series', `${missing} (for ${security})`, 'series')
    known.set(key, made)
    return made
  }
}
