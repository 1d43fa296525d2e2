import { needChange } from './file/change.ts'
import { connectionOf, read } from './file/connection.ts'
import type { Reader, Tx } from './file/db.ts'
import { statement } from './file/statement.ts'

/** What a person decided of two events; `one` sorts before `other`. */
export interface StoryDecision {
  readonly one: string
  readonly other: string
  readonly decision: 'same' | 'different'
  /** UTC milliseconds. */
  readonly decidedAt: number
}

export const listDecisions = (reader: Reader): Promise<readonly StoryDecision[]> =>
  read(
    reader,
    (connection) =>
      statement(
        connection,
        'select one, other, decision, decided_at as decidedAt from story_decision order by one, other',
      ).all() as StoryDecision[],
  )

export async function saveDecision(tx: Tx, decision: StoryDecision): Promise<void> {
  await needChange(tx, decision.decidedAt)
  statement(
    connectionOf(tx),
    `insert into story_decision (one, other, decision, decided_at) values (@one, @other, @decision, @decidedAt)
     on conflict (one, other) do update set decision = excluded.decision, decided_at = excluded.decided_at`,
  ).run(decision)
}
