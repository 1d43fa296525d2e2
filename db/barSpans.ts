import { phases } from '../server/market/bar.ts'
import { dateOf, dayOf, type IsoDate } from '../server/market/day.ts'
import type { Instant } from '../server/market/instant.ts'
import { type DateRange, daysOf, startsAround } from './bars.ts'
import { read } from './file/connection.ts'
import type { Reader } from './file/db.ts'
import { statement } from './file/statement.ts'

/** How many bars within the day of one length there are in a range. */
export const countIntradayBars = (
  reader: Reader,
  tickerId: number,
  minutes: number,
  range: DateRange,
): Promise<number> =>
  read(
    reader,
    (connection) =>
      statement(
        connection,
        'select count(*) from intraday_bar where ticker_id = ? and minutes = ? and start between ? and ? and day between ? and ?',
      )
        .pluck()
        .get(tickerId, minutes, ...startsAround(range), ...daysOf(range)) as number,
  )

/** What there is of bars within the day between two sessions, both included, without reading them into memory. */
export interface Span {
  readonly bars: number
  /** Least and greatest price; null where there is no bar. */
  readonly least: number | null
  readonly most: number | null
}

/**
 * Bars of one length from a start to another, in UTC seconds, and so many on either side of them.
 *
 * @param known some of those from the one start to the other: where they are all, only the others are read
 */
export const spanAround = (
  reader: Reader,
  tickerId: number,
  minutes: number,
  [from, to]: readonly [number, number],
  beside: number,
  known: Span,
): Promise<Span> =>
  read(reader, (connection) => {
    const edge = (order: 'asc' | 'desc') =>
      statement(
        connection,
        `select start from intraday_bar where ticker_id = ? and minutes = ? and start ${order === 'asc' ? '>' : '<'} ?
         order by start ${order} limit 1 offset ?`,
      ).pluck()
    const first = (edge('desc').get(tickerId, minutes, from, beside - 1) as number | undefined) ?? -8.64e12
    const last = (edge('asc').get(tickerId, minutes, to, beside - 1) as number | undefined) ?? 8.64e12
    const between = statement(
      connection,
      `select count(*) as bars, min(min(open, high, low, close)) as least, max(max(open, high, low, close)) as most
       from intraday_bar where ticker_id = ? and minutes = ? and start between ? and ?`,
    )
    const spanOf = (least: number, most: number) => between.get(tickerId, minutes, least, most) as Span
    const held = statement(
      connection,
      'select count(*) from intraday_bar where ticker_id = ? and minutes = ? and start between ? and ?',
    ).pluck()
    if (held.get(tickerId, minutes, from, to) !== known.bars) return spanOf(first, last)
    return joined([spanOf(first, from - 1), known, spanOf(to + 1, last)])
  })

function joined(spans: readonly Span[]): Span {
  const numbers = (field: 'least' | 'most') => spans.flatMap((span) => span[field] ?? [])
  const [least, most] = [numbers('least'), numbers('most')]
  return {
    bars: spans.reduce((sum, { bars }) => sum + bars, 0),
    least: least.length === 0 ? null : Math.min(...least),
    most: most.length === 0 ? null : Math.max(...most),
  }
}

/** First and last session of bars of one length; null where there is none. */
export const edgesOfIntraday = (
  reader: Reader,
  tickerId: number,
  minutes: number,
): Promise<{ readonly first: IsoDate; readonly last: IsoDate } | null> =>
  read(reader, (connection) => {
    const edge = (order: 'asc' | 'desc') =>
      statement(
        connection,
        `select day from intraday_bar where ticker_id = ? and minutes = ? order by start ${order} limit 1`,
      )
        .pluck()
        .get(tickerId, minutes) as number | undefined
    const [first, last] = [edge('asc'), edge('desc')]
    return first === undefined || last === undefined ? null : { first: dateOf(first), last: dateOf(last) }
  })

/** Which of these sessions have a bar of regular hours, and the first session of all that has one. */
export const regularSessions = (
  reader: Reader,
  tickerId: number,
  minutes: number,
  sessions: readonly { readonly date: IsoDate; readonly opens: Instant; readonly closes: Instant }[],
): Promise<{ readonly first: IsoDate | null; readonly present: ReadonlySet<IsoDate> }> =>
  read(reader, (connection) => {
    const any = statement(
      connection,
      `select 1 from intraday_bar where ticker_id = ? and minutes = ? and start between ? and ? and day = ?
       and phase = ${REGULAR} limit 1`,
    ).pluck()
    const hasBar = ({ date, opens, closes }: (typeof sessions)[number]): boolean => {
      const day = dayOf(date)
      // Within its hours it is found at once; a bar of the session may lie anywhere about it.
      const hours = any.get(tickerId, minutes, opens / 1000, closes / 1000, day)
      return (hours ?? any.get(tickerId, minutes, ...startsAround({ from: date, to: date }), day)) !== undefined
    }
    const first = statement(
      connection,
      `select day from intraday_bar where ticker_id = ? and minutes = ? and phase = ${REGULAR} order by start limit 1`,
    )
      .pluck()
      .get(tickerId, minutes) as number | undefined
    return {
      first: first === undefined ? null : dateOf(first),
      present: new Set(sessions.filter(hasBar).map(({ date }) => date)),
    }
  })

const REGULAR = phases.indexOf('regular')
