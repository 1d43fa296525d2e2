import { removeEvent } from '../../db/events.ts'
import type { Db } from '../../db/file/db.ts'
import { write } from '../../db/file/transaction.ts'

/** Forgets an event and which tickers it names. @returns whether it was there */
export const forgetEvent = (db: Db, eventId: string, now: number): Promise<boolean> =>
  write(db, (tx) => removeEvent(tx, eventId, now))
