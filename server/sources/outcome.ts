/** What asking a source came to. The names are part of the interface: reports, the store and tests use them. */
export const outcomes = [
  'ok',
  'empty',
  'net',
  'timeout',
  'down',
  'rate_limit',
  'auth',
  'consent',
  'not_found',
  'range',
  'bad_body',
  'schema',
  'mismatch',
] as const
export type Outcome = (typeof outcomes)[number]

/** What somebody can do about `consent`: no cookie is kept and no form is sent, so asking again would end there again. */
export const consentAdvice =
  'a person must agree to something there first, and this program agrees to nothing: ask from a network where that is not asked, or take the prices from a file (npm run ingest)'

/** Outcomes that may pass by themselves within seconds. */
export const isPassing = (outcome: Outcome): boolean => ['net', 'timeout', 'down', 'bad_body'].includes(outcome)

/** Outcomes that say the source can not be used for now, whatever was asked. */
export const isUnavailable = (outcome: Outcome): boolean => ['net', 'timeout', 'down', 'rate_limit'].includes(outcome)
