import type { Attempt } from '../client.ts'
import { consentAdvice, type Outcome } from '../outcome.ts'

/** Only the beginning of a body is searched for sentences: a chart of ten years is no place to look for them. */
const head = (body: string): string => body.slice(0, 2000)

export interface Verdict {
  readonly outcome: Outcome
  readonly status: number | null
  readonly message: string | null
  /** The answer read as JSON; null unless the outcome is `ok`. */
  readonly json: unknown
}

/** Which outcome an attempt is. `ok` means JSON came with status 2xx and no error inside; `read` looks further. */
export function classify(attempt: Attempt): Verdict {
  if (attempt.kind === 'failure')
    return { outcome: attempt.outcome, status: null, message: attempt.message, json: null }
  const { status, body } = attempt
  const said = (outcome: Outcome, message: string): Verdict => ({ outcome, status, message, json: null })
  const text = head(body)
  if (status === 429 || /too many requests/i.test(text)) return said('rate_limit', 'too many requests')
  if (status === 401 || status === 403 || /invalid crumb/i.test(text))
    return said('auth', `not let in (status ${status})`)
  if (status === 404 || (/no data found/i.test(text) && !text.includes('"timestamp"')))
    return said('not_found', sentence(text) ?? 'no such symbol')
  if (status === 400 || status === 422)
    return said(aboutRange.test(text) ? 'range' : 'schema', sentence(text) ?? `refused the question (status ${status})`)
  if (status >= 500) return said('down', `status ${status}`)
  const html = /^\s*</.test(text)
  if (html && /consent/i.test(text)) return said('consent', `a consent form instead of prices: ${consentAdvice}`)
  if (html && /unavailable|maintenance|right back|try again later/i.test(text))
    return said('down', 'a page that says it is down')
  if (status < 200 || status >= 300) return said('schema', `status ${status}`)
  if (html) return said('bad_body', 'a page instead of JSON')
  try {
    return { outcome: 'ok', status, message: null, json: JSON.parse(body) }
  } catch {
    return said('bad_body', /^\s*[{[]/.test(text) ? 'JSON that is cut or broken' : 'text instead of JSON')
  }
}

/** Words of Yahoo's refusals of a window: "1m data not available for startTime=…", "The requested range must be within …". */
const aboutRange = /range|period|start|end ?(date|time)|granularity|interval/i

/** Yahoo's own sentence in an error answer. */
const sentence = (text: string): string | null => /"description"\s*:\s*"([^"]{1,200})"/.exec(text)?.[1] ?? null
