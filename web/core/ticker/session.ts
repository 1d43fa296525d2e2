import { type IsoDate, isoDate } from '../../../server/market/day.ts'
import type { Over } from '../address.ts'

/** The session whose card is open, by the address; null: none, or an unreadable one. */
export const sessionOf = ({ se }: Over): IsoDate | null => (se === undefined ? null : isoDate(se))

/** The same address with another session's card, or with none. */
export function withSession({ se: _, ...over }: Over, session: string | null): Over {
  return session === null ? over : { ...over, se: session }
}
