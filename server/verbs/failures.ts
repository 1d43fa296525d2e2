/** When a request is refused with a code, and with which status: every kind of failure, once. */
interface Failure {
  readonly status: readonly number[]
  readonly when: string
}

const failure = (when: string, ...status: readonly number[]): Failure => ({ when, status })

export const failures = {
  bad_parameter: failure('a parameter is unknown, missing, given twice or not as documented', 400),
  bad_json: failure('the body is not JSON, or not of the documented kind', 400, 422),
  bad_settings: failure('settings that contradict each other', 400, 422),
  bad_spec: failure('the body is JSON but no study spec', 422),
  bad_request: failure('the request cannot be read', 400),
  foreign_host: failure('the Host of the request is not a name of this server', 403),
  foreign_origin: failure('the request comes from a page of another site', 403),
  unproven_origin: failure('a change from a program needs the header `X-Aftershock: 1` or the token', 403),
  media_type: failure('a change needs the Content-Type application/json or text/csv', 415),
  token_needed: failure('the server has a token, and the request does not show it', 401),
  wrong_token: failure('this is not the token of the server', 401),
  too_many_tries: failure('too many wrong tokens came from this address', 429),
  unknown_ticker: failure('there are no prices of the ticker or benchmark', 404),
  unknown_event: failure('there is no such event', 404),
  changed_meanwhile: failure('the event that the header If-Match names is not the one that is stored', 412),
  unknown_change: failure('the change is none of this event', 404),
  no_event_before: failure('before the change there was no such event', 409),
  unknown_relation: failure('there is no such name', 404),
  same_event: failure('an event is no duplicate of itself', 422),
  one_story: failure('two events are one story already: the run that joined them can be taken back', 409),
  unknown_finding: failure('there is no such finding', 404),
  unknown_import: failure('there is no import of this number', 404),
  undone: failure('the import was taken back already', 409),
  no_history: failure('the import is older than the history of what was stored', 409),
  changed_since: failure('later runs changed the same rows; the words name them', 409),
  unknown_backfill: failure('there is no backfill of this number', 404),
  no_such_route: failure('there is nothing under this path', 404),
  no_such_basis: failure('intraday prices have no total-return basis', 422),
  no_benchmark: failure('no benchmark is stored to compare with', 409),
  own_benchmark: failure('a ticker cannot be its own benchmark', 422),
  no_rate: failure('no exchange rate that was asked for joins the two currencies', 422),
  no_factors: failure('the factor returns of the model are not stored', 409),
  no_prices: failure('none of the tickers of the event has prices, or the ticker none in the range of a figure', 409),
  no_intraday_bars: failure('there are no bars of this length of the ticker or its benchmark', 409),
  time_unknown: failure('the hour of the event is not known', 422),
  no_day_zero: failure('the event cannot be placed on a session', 422),
  outside_data: failure('there are no prices on the session of the event', 422),
  not_measured: failure('the event cannot be measured; the reason is in the words', 409, 422),
  missing_series: failure('the model needs a series that the spec does not carry', 422),
  no_events: failure('no stored event meets the choice, or the body holds none', 422),
  'E_…': failure(
    'a code of the event format or of price files: the first fault of the file, all of them in `report`',
    422,
  ),
  unreadable: failure('the text is no article that can be read, or its page is beyond the limits', 422),
  unknown_language: failure('a text is neither plainly English nor plainly Indonesian', 422),
  backfill_running: failure('another backfill of this database runs', 409),
  backfill_broken: failure('the backfill could not be started', 503),
  runs_elsewhere: failure('the backfill runs in another program', 409),
  not_running: failure('the backfill has ended', 409),
  upkeep_running: failure('the database is being verified or backed up', 409),
  no_upkeep: failure('nothing verifies or backs up the database', 409),
  busy: failure('tickers cannot be changed while a backfill runs', 409),
  too_many: failure('too many of these are at work or wait already; `Retry-After` says when to ask again', 429),
  same_ticker: failure('a ticker cannot be merged with itself, or renamed to what it is called', 422),
  two_securities: failure('two tickers are two securities and cannot be merged', 422),
  merge_differs: failure('two tickers tell different bars of one session', 409),
  ticker_exists: failure('a ticker of that name is stored already', 409),
  other_exchange: failure('the new name is of another exchange', 422),
  too_long: failure('the study takes more than two minutes', 503),
  too_large: failure(
    'the body has more than the server takes (10 MiB unless --upload-limit says otherwise), or the study does not fit into memory',
    413,
    503,
  ),
  disk_full: failure('the disk is full: nothing was changed, and reading goes on', 507),
  store_busy: failure('another program does not let go of the database', 503),
  store_gone: failure('the database was moved, deleted or exchanged under the server', 503),
  store_unusable: failure('the database cannot be read or written', 503),
  our_mistake: failure('something went wrong on our side; nothing was changed', 500),
} as const satisfies Readonly<Record<string, Failure>>

export type FailureCode = keyof typeof failures

/** Failures that any path may give, besides its own. */
export const everywhere = [
  'bad_parameter',
  'foreign_host',
  'foreign_origin',
  'token_needed',
  'too_many_tries',
  'disk_full',
  'store_busy',
  'store_gone',
  'store_unusable',
  'our_mistake',
] as const satisfies readonly FailureCode[]

/** Those of every change besides, and of changes with a body. */
export const ofChanges = ['unproven_origin'] as const satisfies readonly FailureCode[]
export const ofBodies = ['media_type', 'bad_request', 'too_large'] as const satisfies readonly FailureCode[]

/** Those of whatever is measured on a ticker against a benchmark. */
export const ofMeasuring = [
  'bad_settings',
  'unknown_ticker',
  'no_benchmark',
  'own_benchmark',
  'no_rate',
  'no_factors',
] as const satisfies readonly FailureCode[]
