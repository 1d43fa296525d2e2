import type { ClientEffects } from './client.ts'
import { isPassing, type Outcome } from './outcome.ts'

export const TRIES = 4
/** A wait up to this long, asked by the server, is waited out; a longer one ends the job for now. */
const LONGEST_WAIT = 60_000

export interface Attempted {
  readonly outcome: Outcome
  readonly retryAfter: number | null
}

/**
 * Asks until the outcome is one that asking again can not change: `net`, `timeout`, `down` and `bad_body` are tried
 * four times, 1, 2, 4 s apart with full jitter; `rate_limit` once more, and only when the server names a wait of at most
 * a minute; `auth` once more after `renew`.
 */
export async function retry<T extends Attempted>(
  attempt: () => Promise<T>,
  renew: () => void,
  { sleep, random, signal }: Pick<ClientEffects, 'sleep' | 'random' | 'signal'>,
): Promise<T> {
  let waited = false
  let renewed = false
  for (let tries = 1; ; tries++) {
    const judged = await attempt()
    if (isPassing(judged.outcome) && tries < TRIES) await sleep(random() * 1000 * 2 ** (tries - 1), signal)
    else if (
      judged.outcome === 'rate_limit' &&
      !waited &&
      judged.retryAfter !== null &&
      judged.retryAfter <= LONGEST_WAIT
    ) {
      waited = true
      await sleep(judged.retryAfter, signal)
    } else if (judged.outcome === 'auth' && !renewed) {
      renewed = true
      renew()
    } else return judged
  }
}
