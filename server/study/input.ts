import { type AskedWindows, settingsWith, windowsOfEvent } from '../impact/settings.ts'
import { Problem } from '../problem.ts'
import type { GivenSettings } from '../query/settings.ts'
import { missingSeries, type Series } from '../stats/design.ts'
import { inOrder } from '../stats/overlap.ts'
import type { Column } from '../stats/returns.ts'
import type { Settings } from '../stats/settings.ts'
import { departures, type OwnSettings, sampleSettings } from './sampleSettings.ts'
import type { Choices, InlineEvent, InlineSeries, InlineSpec } from './spec.ts'
import { type ExcludedItem, type StudyEvent, type StudyItem, studyEvents } from './studyEvent.ts'

/** What a study is computed from, wherever it came from. */
export interface StudyInput {
  /** Of the sample; an event may have windows of its own. */
  readonly settings: Settings
  /** Every column that an event may use, on one calendar: what the hash of the data is made of. */
  readonly series: InlineSeries
  readonly events: readonly StudyEvent[]
  readonly excluded: readonly ExcludedItem[]
}

/**
 * A study that brings its own numbers: the events of one spec know one another, and nothing else is known.
 * An event whose day 0 is no session of the series is excluded with the reason.
 *
 * @throws Problem 422 when the model needs a series that is not there
 */
export function inlineInput({ series, events, given, settings: common }: InlineSpec & Choices): {
  readonly input: StudyInput
  /** With the windows in which each departs from the sample: sent again, they ask for the same. */
  readonly events: readonly InlineEvent[]
} {
  const position = new Map(series.calendar.map((date, index) => [date, index]))
  const ownOf = ownSettings(given, common)
  const asked = events.map(ownOf)
  const sample = sampleSettings(common, given, asked)
  const known = knownBySecurity(events, position)
  const seriesOf = seriesByPair(series, common)
  const excluded: ExcludedItem[] = []
  const items = events.flatMap((event, at): readonly StudyItem[] => {
    const { settings, problems } = asked[at] as OwnReading
    const { id, ticker: security, title, group, confounded, x } = event
    const day0 = position.get(event.day0)
    const exclude = (reason: ExcludedItem['reason'], detail: string) => {
      excluded.push({ id, ticker: security, day0: event.day0, reason, detail, M: 0 })
      return []
    }
    if (problems.length > 0) return exclude('badWindows', problems.join('; '))
    if (day0 === undefined) return exclude('outsideData', whyOutside(event.day0, series.calendar))
    const market = event.market ?? null
    const laid = { id, security, market, series: seriesOf(security, market), day0, settings }
    const others = known.get(security) ?? inOrder([])
    return [{ ...laid, others, title, group, confounded, x, ...ofStore }]
  })
  const written = events.map((whole, at) => {
    const { settings, windows, problems } = asked[at] as OwnReading
    const { estimation: _, event: __, windows: ___, ...event } = whole
    return { ...event, ...(problems.length > 0 ? windows : departures(settings, sample)) }
  })
  return { input: { settings: sample, series, events: studyEvents(items, sample), excluded }, events: written }
}

/** What an event of the store has besides. */
const ofStore = { rate: null, unusable: null, flags: [], checks: [], placed: null }

/** What an event asks for in place of the others; with problems it cannot be measured so. */
interface OwnReading extends OwnSettings {
  readonly problems: readonly string[]
}

/** Reads what events ask for; those that ask for the same, or for nothing, share what is read. */
function ownSettings(given: GivenSettings, common: Settings): (own: AskedWindows) => OwnReading {
  const usual: OwnReading = { settings: common, windows: {}, problems: [] }
  const known = new Map<string, OwnReading>()
  return ({ estimation, event, windows: own }) => {
    if (estimation === undefined && event === undefined && own === undefined) return usual
    const windows = windowsOfEvent({}, given, { estimation, event, windows: own })
    const text = JSON.stringify(windows)
    const before = known.get(text)
    if (before !== undefined) return before
    const reading = settingsWith(given, windows)
    const made =
      reading.kind === 'accepted'
        ? { settings: reading.settings, windows, problems: [] }
        : { settings: common, windows, problems: reading.problems }
    known.set(text, made)
    return made
  }
}

/** The known events of each security in order: one list for all of its items. */
function knownBySecurity(events: readonly InlineEvent[], position: ReadonlyMap<string, number>) {
  const dated = events.flatMap(({ id, ticker, day0 }) => {
    const index = position.get(day0)
    return index === undefined ? [] : [{ id, ticker, day0: index }]
  })
  return new Map([...Map.groupBy(dated, ({ ticker }) => ticker)].map(([ticker, those]) => [ticker, inOrder(those)]))
}

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
