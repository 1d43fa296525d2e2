import { sql } from 'drizzle-orm'
import { blob, check, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/**
 * The store. Days are days since 1970-01-01 of the exchange's date, moments are UTC milliseconds, prices are in the
 * ticker's currency on split basis as delivered. STRICT and WITHOUT ROWID cannot be said here: the migrations say them
 * and test/db/schema.test.ts guards them. The views of the first migration show symbols and ISO dates.
 */

export const ticker = sqliteTable('ticker', {
  id: integer().primaryKey(),
  symbol: text().notNull().unique(),
  name: text(),
  exchange: text(),
  /** `stock`, `index`, `etf`…: an index has no volume of its own and pays nothing. */
  kind: text().notNull().default('stock'),
  /** As delivered, case kept: `GBp` is not `GBP`. */
  currency: text(),
  zone: text().notNull().default('America/New_York'),
  firstTradeDay: integer('first_trade_day'),
  /** What it is compared with where nobody says otherwise: a symbol, or `none`; null for what fits its market. */
  benchmark: text(),
  addedAt: integer('added_at').notNull(),
})

/** A name that a ticker had before it was renamed or merged: whoever asks for it is answered with the ticker. */
export const tickerAlias = sqliteTable(
  'ticker_alias',
  {
    symbol: text().primaryKey(),
    tickerId: integer('ticker_id')
      .notNull()
      .references(() => ticker.id),
    /** When it became one, UTC milliseconds. */
    since: integer().notNull(),
  },
  (t) => [index('ticker_alias_ticker').on(t.tickerId)],
)

/** One call of a verb that writes: a backfill, an import, a repair. */
export const run = sqliteTable('run', {
  id: integer().primaryKey(),
  verb: text().notNull(),
  /** What was asked, as JSON. */
  request: text().notNull(),
  startedAt: integer('started_at').notNull(),
  endedAt: integer('ended_at'),
  /** `running`, `complete`, `partial`, `deferred`, `failed`, `stopped`. */
  outcome: text().notNull().default('running'),
  /** What came of it, as JSON. */
  result: text(),
  /** How far it is, as JSON, written with what it stores; null once `result` is there. */
  progress: text(),
})

/** One answer of a source: a provider's response or an imported file. */
export const fetch = sqliteTable(
  'fetch',
  {
    id: integer().primaryKey(),
    runId: integer('run_id')
      .notNull()
      .references(() => run.id),
    tickerId: integer('ticker_id').references(() => ticker.id),
    source: text().notNull(),
    interval: text(),
    /** Window asked for, UTC milliseconds. */
    fromMs: integer('from_ms'),
    toMs: integer('to_ms'),
    status: integer(),
    /** SHA-256 of the body, hex. */
    contentHash: text('content_hash'),
    rows: integer().notNull().default(0),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at').notNull(),
    outcome: text().notNull(),
    message: text(),
  },
  // Every answer with prices says when they last arrived.
  (t) => [index('fetch_ticker').on(t.tickerId, t.endedAt)],
)

const prices = () => ({
  open: real().notNull(),
  high: real().notNull(),
  low: real().notNull(),
  close: real().notNull(),
  /** Shares, or parts of a coin. */
  volume: real(),
})
const trust = () => ({
  /** 0 provisional, 1 final, 2 revised, 3 repaired, 4 held. */
  state: integer().notNull().default(0),
  /** First and last fetch that delivered the bar: their times are when it was seen. */
  firstFetchId: integer('first_fetch_id').notNull(),
  lastFetchId: integer('last_fetch_id').notNull(),
})

export const dailyBar = sqliteTable(
  'daily_bar',
  {
    tickerId: integer('ticker_id').notNull(),
    day: integer().notNull(),
    ...prices(),
    adjClose: real('adj_close'),
    ...trust(),
  },
  (t) => [
    primaryKey({ columns: [t.tickerId, t.day] }),
    check(
      'daily_bar_prices',
      sql`open > 0 and open < 1e15 and high > 0 and high < 1e15 and low > 0 and low < 1e15 and close > 0 and close < 1e15`,
    ),
    check('daily_bar_volume', sql`volume is null or volume >= 0`),
    check('daily_bar_state', sql`state between 0 and 4`),
  ],
)

export const intradayBar = sqliteTable(
  'intraday_bar',
  {
    tickerId: integer('ticker_id').notNull(),
    minutes: integer().notNull(),
    /** Start of the bar, UTC seconds. */
    start: integer().notNull(),
    day: integer().notNull(),
    /** 0 before the open, 1 regular session, 2 after the close. */
    phase: integer().notNull(),
    ...prices(),
    ...trust(),
  },
  (t) => [
    primaryKey({ columns: [t.tickerId, t.minutes, t.start] }),
    check(
      'intraday_bar_prices',
      sql`open > 0 and open < 1e15 and high > 0 and high < 1e15 and low > 0 and low < 1e15 and close > 0 and close < 1e15`,
    ),
    check('intraday_bar_volume', sql`volume is null or volume >= 0`),
    check('intraday_bar_state', sql`state between 0 and 4`),
    check('intraday_bar_phase', sql`phase between 0 and 2`),
    check('intraday_bar_minutes', sql`minutes in (1, 2, 5, 15, 30, 60, 90)`),
  ],
)

export const corporateAction = sqliteTable(
  'corporate_action',
  {
    tickerId: integer('ticker_id').notNull(),
    day: integer().notNull(),
    kind: text().notNull(),
    /** Dividends and capital gains: amount a share on split basis. */
    amount: real(),
    /** Splits: `numerator` new shares for `denominator` old ones. */
    numerator: real(),
    denominator: real(),
    currency: text(),
    /** 1 while figures use it; 0 when a finding says that it must not be applied. */
    applied: integer().notNull().default(1),
    /** Moment of the first answer for its window that lacked it; null while answers confirm it. Never deleted. */
    unconfirmedSince: integer('unconfirmed_since'),
    firstFetchId: integer('first_fetch_id').notNull(),
    lastFetchId: integer('last_fetch_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tickerId, t.day, t.kind] }),
    check(
      'corporate_action_kind',
      sql`(kind = 'split' and numerator > 0 and denominator > 0 and amount is null) or (kind in ('dividend', 'capital_gain') and amount > 0 and numerator is null and denominator is null)`,
    ),
  ],
)

/** Published factor returns, such as those of Fama and French. */
export const factorSet = sqliteTable('factor_set', {
  id: integer().primaryKey(),
  name: text().notNull().unique(),
  /** Unit of the values as published: `percent` or `fraction`. */
  unit: text().notNull(),
  source: text().notNull(),
  importedAt: integer('imported_at').notNull(),
})
export const factorValue = sqliteTable(
  'factor_value',
  {
    setId: integer('set_id')
      .notNull()
      .references(() => factorSet.id),
    factor: text().notNull(),
    day: integer().notNull(),
    value: real().notNull(),
  },
  (t) => [primaryKey({ columns: [t.setId, t.factor, t.day] })],
)

/** Dates of which a file told the sessions of an exchange: days between that have none were closed. */
export const calendarSpan = sqliteTable(
  'calendar_span',
  {
    mic: text().notNull(),
    fromDay: integer('from_day').notNull(),
    toDay: integer('to_day').notNull(),
  },
  (t) => [primaryKey({ columns: [t.mic, t.fromDay] }), check('calendar_span_order', sql`from_day <= to_day`)],
)

/** Sessions that such files told, UTC milliseconds. They take precedence over the tables that are shipped. */
export const calendarSession = sqliteTable(
  'calendar_session',
  {
    mic: text().notNull(),
    day: integer().notNull(),
    opens: integer().notNull(),
    closes: integer().notNull(),
    breakFrom: integer('break_from'),
    breakTo: integer('break_to'),
  },
  (t) => [
    primaryKey({ columns: [t.mic, t.day] }),
    check(
      'calendar_session_order',
      sql`opens < closes and ((break_from is null and break_to is null) or (opens < break_from and break_from < break_to and break_to < closes))`,
    ),
  ],
)

/**
 * A dated event. Times are canonical text, because an event may be known to the second or only to the month:
 * `2023-11-17T20:28:00Z`, `2023-11-17`, `2023-W46`, `2023-11`, `2023-Q4` or `2023`.
 */
export const event = sqliteTable(
  'event',
  {
    id: integer().primaryKey(),
    eventId: text('event_id').notNull().unique(),
    title: text().notNull(),
    /** When the thing itself happened. */
    occurredAt: text('occurred_at'),
    occurredUntil: text('occurred_until'),
    /** When the market could first know: the time that is aligned. */
    publicAt: text('public_at'),
    /** First moment of the effective time, UTC milliseconds; dates count from 00:00Z. For order only. */
    effectiveMs: integer('effective_ms').notNull(),
    timezone: text(),
    precision: text().notNull(),
    uncertainty: text(),
    session: text(),
    relationNote: text('relation_note'),
    type: text().notNull().default('other'),
    expectedDirection: text('expected_direction'),
    /** Label for averages over events; `group` is a word of SQL. */
    groupName: text('group_name'),
    /** Lists are JSON arrays. */
    tags: text().notNull().default('[]'),
    summary: text(),
    language: text(),
    status: text().notNull().default('confirmed'),
    sourceType: text('source_type'),
    sourceName: text('source_name'),
    sourceUrl: text('source_url'),
    sourceId: text('source_id'),
    timeSource: text('time_source'),
    timeNote: text('time_note'),
    notes: text(),
    windowStart: integer('window_start'),
    windowEnd: integer('window_end'),
    estimationEnd: integer('estimation_end'),
    estimationLength: integer('estimation_length'),
    /** Every other column of the file it came from: a JSON object of strings. */
    extra: text().notNull().default('{}'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  (t) => [
    index('event_effective').on(t.effectiveMs, t.eventId),
    check('event_title', sql`length(title) between 1 and 300`),
    check('event_time', sql`public_at is not null or occurred_at is not null`),
    check('event_precision', sql`precision in ('second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year')`),
    check('event_session', sql`session is null or session in ('pre', 'regular', 'post', 'closed')`),
    check('event_status', sql`status in ('confirmed', 'proposed', 'rejected')`),
    check('event_lists', sql`json_valid(tags) and json_valid(extra)`),
  ],
)

/** Which tickers an event concerns, in order; the first is the primary one. A ticker need not have prices. */
export const eventTicker = sqliteTable(
  'event_ticker',
  {
    event: integer()
      .notNull()
      .references(() => event.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
    symbol: text().notNull(),
    role: text().notNull().default('subject'),
  },
  (t) => [primaryKey({ columns: [t.event, t.position] }), index('event_ticker_symbol').on(t.symbol)],
)

/**
 * What somebody said of when an event was public: each witness once, and only ever added to. An event that is deleted or
 * moved keeps its witnesses, and so does one that comes back.
 */
export const eventWitness = sqliteTable(
  'event_witness',
  {
    eventId: text('event_id').notNull(),
    /** `filing_header`, `filing_json`, `feed`, `page`, `yahoo`, `person`, `file`, `text`, `seen`, `calendar`. */
    kind: text().notNull(),
    /** What it says, as canonical text like the times of an event. */
    at: text().notNull(),
    /** Where it says so: a file, an address, a place of a page; empty where nobody knows. */
    place: text().notNull().default(''),
    note: text(),
    /** When it was told to us, UTC milliseconds. */
    toldAt: integer('told_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.eventId, t.kind, t.at, t.place] })],
)

/** What a person decided of two events: one story told twice, or two. `one` sorts before `other`. */
export const storyDecision = sqliteTable(
  'story_decision',
  {
    one: text().notNull(),
    other: text().notNull(),
    decision: text().notNull(),
    decidedAt: integer('decided_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.one, t.other] }),
    check('story_decision_order', sql`one < other`),
    check('story_decision_kind', sql`decision in ('same', 'different')`),
  ],
)

/**
 * A name of news text and the ticker it concerns, with the days on which that holds. Dates are ISO; no bound is empty text.
 * The bundled ones (db/sample/relations.csv) hold besides; a row under the key of one of them takes its place.
 */
export const relation = sqliteTable(
  'relation',
  {
    name: text().notNull(),
    symbol: text().notNull(),
    /** What the ticker is to the one named. */
    role: text().notNull(),
    /** First and last day on which it holds, both in it. */
    fromDate: text('from_date').notNull().default(''),
    toDate: text('to_date').notNull().default(''),
    reason: text(),
    /** Where the dates stand. */
    source: text(),
    /** 1: somebody has taken the bundled relation of this key away. */
    removed: integer().notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.name, t.symbol, t.role, t.fromDate] }),
    check('relation_name', sql`length(name) between 1 and 100`),
    check('relation_removed', sql`removed in (0, 1)`),
    check('relation_order', sql`from_date = '' or to_date = '' or from_date <= to_date`),
  ],
)

/** Something that a check found in the data, with its evidence. */
export const finding = sqliteTable(
  'finding',
  {
    id: integer().primaryKey(),
    checkName: text('check_name').notNull(),
    severity: text().notNull(),
    tickerId: integer('ticker_id').references(() => ticker.id),
    interval: text(),
    /** First and last session concerned. */
    fromDay: integer('from_day'),
    toDay: integer('to_day'),
    /** First and last session that it keeps out of figures while it is open; null where bars stay in use. */
    holdsFrom: integer('holds_from'),
    holdsTo: integer('holds_to'),
    /** What was seen as JSON: `{"kind": …, "values": {…}}`, as docs/data-quality.md says of each check. */
    evidence: text(),
    /** The same as English sentences. */
    observed: text().notNull(),
    expected: text(),
    fetchId: integer('fetch_id').references(() => fetch.id),
    foundAt: integer('found_at').notNull(),
    status: text().notNull().default('open'),
    note: text(),
  },
  (t) => [
    uniqueIndex('finding_natural').on(t.tickerId, t.interval, t.checkName, t.fromDay, t.toDay),
    check('finding_severity', sql`severity in ('info', 'warn', 'error')`),
    check('finding_status', sql`status in ('open', 'accepted', 'resolved')`),
  ],
)

/** Windows of a ticker for which the source has answered: a hole inside one is the source's, not one we never asked about. */
export const coverage = sqliteTable(
  'coverage',
  {
    tickerId: integer('ticker_id').notNull(),
    interval: text().notNull(),
    fromDay: integer('from_day').notNull(),
    toDay: integer('to_day').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tickerId, t.interval, t.fromDay] }),
    check('coverage_order', sql`from_day <= to_day`),
  ],
)

/**
 * What changed facts, and when: each table of facts has a history `TABLE_history` of its rows as they were before a change,
 * which `db/file/historyText.ts` makes with the triggers that fill it. Rows of both are only ever added.
 */
export const change = sqliteTable('change', {
  id: integer().primaryKey(),
  /** When it was stored, UTC milliseconds. */
  at: integer().notNull(),
  runId: integer('run_id').references(() => run.id),
  fetchId: integer('fetch_id').references(() => fetch.id),
})

/** The change that a transaction is at: empty between transactions. Without it another program has changed a fact. */
export const openChange = sqliteTable('open_change', { id: integer().primaryKey() })

/** Fingerprint of one event as it was stored: a title or a time that was changed otherwise no longer fits. */
export const eventHash = sqliteTable('event_hash', { eventId: text('event_id').primaryKey(), hash: text().notNull() })

/** Fingerprint of the bars of one ticker, interval and year (month below a day): SQLite's own check misses many flipped bytes. */
export const barHash = sqliteTable(
  'bar_hash',
  {
    tickerId: integer('ticker_id').notNull(),
    interval: text().notNull(),
    year: integer().notNull(),
    bars: integer().notNull(),
    hash: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.tickerId, t.interval, t.year] })],
)

/**
 * Bars within the day merged into coarser ones, renewed with every write of theirs: a long range is read from these. `step`
 * is how many minutes a row spans, 1440 for a session; `period` the session, or the year of sessions. The rows are packed
 * by `db/file/packedRows.ts`.
 */
export const barLevel = sqliteTable(
  'bar_level',
  {
    tickerId: integer('ticker_id').notNull(),
    minutes: integer().notNull(),
    step: integer().notNull(),
    period: integer().notNull(),
    rows: blob({ mode: 'buffer' }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.tickerId, t.minutes, t.step, t.period] })],
)

/**
 * How often what figures are made of was written to: `prices` of a ticker (daily bars, actions, findings, corrections),
 * and, under ticker 0, `events`, `places` (tickers, their names and calendars) and `factors`. Triggers count, so that no
 * program can forget it: what was computed of one holds as long as its number stands.
 */
export const touched = sqliteTable(
  'touched',
  { what: text().notNull(), tickerId: integer('ticker_id').notNull(), times: integer().notNull() },
  (t) => [primaryKey({ columns: [t.what, t.tickerId] })],
)

/** Our correction of a bar, laid over it when read. The bar itself is never changed. */
export const repair = sqliteTable(
  'repair',
  {
    tickerId: integer('ticker_id').notNull(),
    interval: text().notNull(),
    at: integer().notNull(),
    checkName: text('check_name').notNull(),
    /** Factors on prices and volume, and the evidence that justifies them. */
    priceFactor: real('price_factor').notNull(),
    volumeFactor: real('volume_factor').notNull(),
    evidence: text().notNull(),
    status: text().notNull().default('proposed'),
    proposedAt: integer('proposed_at').notNull(),
    decidedAt: integer('decided_at'),
  },
  (t) => [
    primaryKey({ columns: [t.tickerId, t.interval, t.at] }),
    check('repair_status', sql`status in ('proposed', 'accepted', 'undone')`),
    check('repair_factors', sql`price_factor > 0 and volume_factor > 0`),
  ],
)

/** Which findings a correction rests on: accepting one of them lays it over the bar. */
export const repairFinding = sqliteTable(
  'repair_finding',
  {
    tickerId: integer('ticker_id').notNull(),
    interval: text().notNull(),
    at: integer().notNull(),
    findingId: integer('finding_id')
      .notNull()
      .references(() => finding.id),
  },
  (t) => [
    primaryKey({ columns: [t.tickerId, t.interval, t.at, t.findingId] }),
    index('repair_finding_finding').on(t.findingId),
  ],
)

/** Who may write prices now: one job has one owner, which renews its claim while it works. */
export const lease = sqliteTable('lease', {
  job: text().primaryKey(),
  owner: text().notNull(),
  host: text().notNull(),
  pid: integer().notNull(),
  startedAt: integer('started_at').notNull(),
  renewedAt: integer('renewed_at').notNull(),
})

/** Programs that have the file open. One whose process is gone did not close it. */
export const opening = sqliteTable('opening', {
  owner: text().primaryKey(),
  host: text().notNull(),
  pid: integer().notNull(),
  openedAt: integer('opened_at').notNull(),
})

/** When something was last done for the file as a whole: `quick_check`, `verify`, `backup`. */
export const upkeep = sqliteTable('upkeep', { task: text().primaryKey(), doneAt: integer('done_at').notNull() })

/** What a price source last said of itself. */
export const provider = sqliteTable('provider', {
  name: text().primaryKey(),
  outcome: text().notNull(),
  message: text(),
  /** Not to be asked on a schedule before this moment. */
  resumeAt: integer('resume_at'),
  updatedAt: integer('updated_at').notNull(),
})
