import type { IsoDate } from './day.ts'
import type { Role } from './event.ts'
import type { Ticker } from './ticker.ts'

/** A name of news text, and which ticker it concerns, why and when. */
export interface Relation {
  readonly name: string
  readonly symbol: Ticker
  /** What the ticker is to the one named. */
  readonly role: Role
  readonly reason: string | null
  /** First and last day on which it holds, both in it; null for no bound. */
  readonly from: IsoDate | null
  readonly to: IsoDate | null
  /** Where the dates stand; null where nobody says. */
  readonly source: string | null
}

/** What makes a relation the same: another reason or end changes it, another beginning is another relation. */
export type RelationKey = Pick<Relation, 'name' | 'symbol' | 'role' | 'from'>

/** Does it hold on a day? Where the day is not known, one with bounds does not. */
export const holdsOn = ({ from, to }: Relation, on: IsoDate | null): boolean =>
  on === null ? from === null && to === null : (from === null || from <= on) && (to === null || to >= on)
