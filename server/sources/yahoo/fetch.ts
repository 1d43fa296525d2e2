import { createHash } from 'node:crypto'
import type YahooFinance from 'yahoo-finance2'
import { type Attempt, ask, type ClientEffects, usualLimits } from '../client.ts'
import type { AskSource, Fetched, Question, SourceOptions } from '../priceSource.ts'
import { retry } from '../retry.ts'
import { classify, type Verdict } from './classify.ts'

type Yahoo = InstanceType<typeof YahooFinance>
const silent = { debug() {}, info() {}, warn() {}, error() {}, dir() {} }

/**
 * A function that asks Yahoo's chart service through yahoo-finance2, which makes the address, headers and cookies. The
 * answer is taken where it arrives, in our own fetch, since the library drops the status, the headers and what it
 * can not validate.
 */
export function chartFetcher(
  { base, limits = usualLimits, spacing = 0 }: SourceOptions,
  effects: ClientEffects,
): AskSource {
  let made: Promise<Yahoo> | null = null
  let attempt: Attempt | null = null
  let verdict: Verdict | null = null
  let requests = 0
  let nextStart = 0

  const send = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const asked = new URL(input instanceof Request ? input.url : input)
    const target =
      base === null ? asked : new URL(`${base.pathname.replace(/\/$/, '')}${asked.pathname}${asked.search}`, base)
    const wait = nextStart - effects.now()
    // A clock set back must not turn a pause into a day.
    if (wait > 0 && wait <= 2 * spacing) await effects.sleep(wait, effects.signal)
    nextStart = effects.now() + spacing * (1 + effects.random() / 2)
    requests++
    attempt = await ask(target.href, Object.fromEntries(new Headers(init?.headers)), effects, limits)
    verdict = classify(attempt)
    if (verdict.outcome !== 'ok') throw new Error('Cannot use the answer: see the verdict')
    // The library wants something it can read; it is not shown the answer, which is checked below by our own rules.
    return Response.json({ chart: { result: [{ meta: {}, indicators: { quote: [{}] } }], error: null } })
  }

  const library = async (): Promise<Yahoo> => {
    const { default: Client } = await import('yahoo-finance2')
    return new Client({
      fetch: send as typeof globalThis.fetch,
      logger: silent,
      suppressNotices: ['yahooSurvey', 'ripHistorical'],
      versionCheck: false,
      validation: { logErrors: false, logOptionsErrors: false },
    })
  }

  const once = async ({ ticker, interval, from, until }: Question): Promise<Fetched> => {
    const startedAt = effects.now()
    attempt = null
    verdict = null
    made ??= library()
    const options = {
      period1: new Date(from),
      period2: new Date(until),
      interval,
      events: 'capitalGain|div|split|earn' as const,
      includePrePost: interval !== '1d',
      return: 'object' as const,
    }
    try {
      await (await made).chart(encodeURIComponent(ticker), options, { validateResult: false })
    } catch (error) {
      if (effects.signal.aborted) throw effects.signal.reason
      if (verdict === null) throw error
    }
    return fetched(attempt, verdict, { startedAt, endedAt: effects.now(), requests })
  }

  const renew = () => {
    // A new client has a new cookie jar.
    made = null
  }
  return async (question) => {
    requests = 0
    return retry(() => once(question), renew, effects)
  }
}

function fetched(
  attempt: Attempt | null,
  verdict: Verdict | null,
  facts: Pick<Fetched, 'startedAt' | 'endedAt' | 'requests'>,
): Fetched {
  if (attempt === null || verdict === null) throw new Error('Cannot report on a question that was never sent')
  const answered = attempt.kind === 'answer' ? attempt : null
  return {
    ...verdict,
    ...facts,
    hash: answered === null ? null : createHash('sha256').update(answered.body).digest('hex'),
    retryAfter: answered?.retryAfter ?? null,
  }
}
