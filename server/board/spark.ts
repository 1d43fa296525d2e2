import type { IsoDate } from '../market/day.ts'

/** A small line of closes: one place a group of sessions, null where the group has no close that figures use. */
export interface Spark {
  /** The session of each close; of a group without one its last session. */
  readonly dates: readonly IsoDate[]
  /** Split basis. */
  readonly closes: readonly (number | null)[]
}

/** @param close of a session; null where there is none, or where it is held */
interface Close {
  readonly date: IsoDate
  readonly close: number | null
}

/**
 * The sessions of a range as `most` places at most: of neighbours the last close stands, counted back from the newest, so
 * that the newest close is always there. Nothing is averaged, and a gap stays one.
 *
 * @param sessions in order
 */
export function sparkOf(sessions: readonly Close[], most: number): Spark {
  const size = Math.max(1, Math.ceil(sessions.length / most))
  const groups: Close[] = []
  for (let end = sessions.length; end > 0; end -= size) {
    const group = sessions.slice(Math.max(0, end - size), end)
    const last = group.findLast(({ close }) => close !== null) ?? group.at(-1)
    if (last !== undefined) groups.unshift(last)
  }
  return { dates: groups.map(({ date }) => date), closes: groups.map(({ close }) => close) }
}
