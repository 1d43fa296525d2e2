CREATE TABLE `corporate_action` (
	`ticker_id` integer NOT NULL,
	`day` integer NOT NULL,
	`kind` text NOT NULL,
	`amount` real,
	`numerator` real,
	`denominator` real,
	`currency` text,
	`applied` integer DEFAULT 1 NOT NULL,
	`first_fetch_id` integer NOT NULL,
	`last_fetch_id` integer NOT NULL,
	PRIMARY KEY(`ticker_id`, `day`, `kind`),
	CONSTRAINT "corporate_action_kind" CHECK((kind = 'split' and numerator > 0 and denominator > 0 and amount is null) or (kind in ('dividend', 'capital_gain') and amount > 0 and numerator is null and denominator is null))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `daily_bar` (
	`ticker_id` integer NOT NULL,
	`day` integer NOT NULL,
	`open` real NOT NULL,
	`high` real NOT NULL,
	`low` real NOT NULL,
	`close` real NOT NULL,
	`volume` integer,
	`adj_close` real,
	`state` integer DEFAULT 0 NOT NULL,
	`first_fetch_id` integer NOT NULL,
	`last_fetch_id` integer NOT NULL,
	PRIMARY KEY(`ticker_id`, `day`),
	CONSTRAINT "daily_bar_prices" CHECK(open > 0 and open < 1e15 and high > 0 and high < 1e15 and low > 0 and low < 1e15 and close > 0 and close < 1e15),
	CONSTRAINT "daily_bar_volume" CHECK(volume is null or volume >= 0),
	CONSTRAINT "daily_bar_state" CHECK(state between 0 and 4)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `event` (
	`id` integer PRIMARY KEY NOT NULL,
	`event_id` text NOT NULL,
	`title` text NOT NULL,
	`occurred_at` text,
	`occurred_until` text,
	`public_at` text,
	`effective_ms` integer NOT NULL,
	`timezone` text,
	`precision` text NOT NULL,
	`uncertainty` text,
	`session` text,
	`relation_note` text,
	`type` text DEFAULT 'other' NOT NULL,
	`expected_direction` text,
	`group_name` text,
	`tags` text DEFAULT '[]' NOT NULL,
	`summary` text,
	`language` text,
	`status` text DEFAULT 'confirmed' NOT NULL,
	`source_type` text,
	`source_name` text,
	`source_url` text,
	`source_id` text,
	`time_source` text,
	`time_note` text,
	`notes` text,
	`window_start` integer,
	`window_end` integer,
	`estimation_end` integer,
	`estimation_length` integer,
	`extra` text DEFAULT '{}' NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "event_title" CHECK(length(title) between 1 and 300),
	CONSTRAINT "event_time" CHECK(public_at is not null or occurred_at is not null),
	CONSTRAINT "event_precision" CHECK(precision in ('second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year')),
	CONSTRAINT "event_session" CHECK(session is null or session in ('pre', 'regular', 'post', 'closed')),
	CONSTRAINT "event_status" CHECK(status in ('confirmed', 'proposed', 'rejected')),
	CONSTRAINT "event_lists" CHECK(json_valid(tags) and json_valid(extra))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `event_event_id_unique` ON `event` (`event_id`);--> statement-breakpoint
CREATE INDEX `event_effective` ON `event` (`effective_ms`);--> statement-breakpoint
CREATE TABLE `event_ticker` (
	`event` integer NOT NULL,
	`position` integer NOT NULL,
	`symbol` text NOT NULL,
	`role` text DEFAULT 'subject' NOT NULL,
	PRIMARY KEY(`event`, `position`),
	FOREIGN KEY (`event`) REFERENCES `event`(`id`) ON UPDATE no action ON DELETE cascade
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `event_ticker_symbol` ON `event_ticker` (`symbol`);--> statement-breakpoint
CREATE TABLE `factor_set` (
	`id` integer PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`unit` text NOT NULL,
	`source` text NOT NULL,
	`imported_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `factor_set_name_unique` ON `factor_set` (`name`);--> statement-breakpoint
CREATE TABLE `factor_value` (
	`set_id` integer NOT NULL,
	`factor` text NOT NULL,
	`day` integer NOT NULL,
	`value` real NOT NULL,
	PRIMARY KEY(`set_id`, `factor`, `day`),
	FOREIGN KEY (`set_id`) REFERENCES `factor_set`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `fetch` (
	`id` integer PRIMARY KEY NOT NULL,
	`run_id` integer NOT NULL,
	`ticker_id` integer,
	`source` text NOT NULL,
	`interval` text,
	`from_ms` integer,
	`to_ms` integer,
	`status` integer,
	`content_hash` text,
	`rows` integer DEFAULT 0 NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer NOT NULL,
	`outcome` text NOT NULL,
	`message` text,
	FOREIGN KEY (`run_id`) REFERENCES `run`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`ticker_id`) REFERENCES `ticker`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `finding` (
	`id` integer PRIMARY KEY NOT NULL,
	`check_name` text NOT NULL,
	`severity` text NOT NULL,
	`ticker_id` integer,
	`interval` text,
	`from_day` integer,
	`to_day` integer,
	`observed` text NOT NULL,
	`expected` text,
	`fetch_id` integer,
	`found_at` integer NOT NULL,
	`status` text DEFAULT 'open' NOT NULL,
	`note` text,
	FOREIGN KEY (`ticker_id`) REFERENCES `ticker`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`fetch_id`) REFERENCES `fetch`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "finding_severity" CHECK(severity in ('info', 'warn', 'error')),
	CONSTRAINT "finding_status" CHECK(status in ('open', 'accepted', 'resolved'))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `finding_natural` ON `finding` (`ticker_id`,`interval`,`check_name`,`from_day`,`to_day`);--> statement-breakpoint
CREATE TABLE `intraday_bar` (
	`ticker_id` integer NOT NULL,
	`minutes` integer NOT NULL,
	`start` integer NOT NULL,
	`day` integer NOT NULL,
	`phase` integer NOT NULL,
	`open` real NOT NULL,
	`high` real NOT NULL,
	`low` real NOT NULL,
	`close` real NOT NULL,
	`volume` integer,
	`state` integer DEFAULT 0 NOT NULL,
	`first_fetch_id` integer NOT NULL,
	`last_fetch_id` integer NOT NULL,
	PRIMARY KEY(`ticker_id`, `minutes`, `start`),
	CONSTRAINT "intraday_bar_prices" CHECK(open > 0 and open < 1e15 and high > 0 and high < 1e15 and low > 0 and low < 1e15 and close > 0 and close < 1e15),
	CONSTRAINT "intraday_bar_volume" CHECK(volume is null or volume >= 0),
	CONSTRAINT "intraday_bar_state" CHECK(state between 0 and 4),
	CONSTRAINT "intraday_bar_phase" CHECK(phase between 0 and 2),
	CONSTRAINT "intraday_bar_minutes" CHECK(minutes in (1, 2, 5, 15, 30, 60, 90))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `run` (
	`id` integer PRIMARY KEY NOT NULL,
	`verb` text NOT NULL,
	`request` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`outcome` text DEFAULT 'running' NOT NULL,
	`result` text
) STRICT;
--> statement-breakpoint
CREATE TABLE `ticker` (
	`id` integer PRIMARY KEY NOT NULL,
	`symbol` text NOT NULL,
	`name` text,
	`exchange` text,
	`kind` text DEFAULT 'stock' NOT NULL,
	`currency` text,
	`zone` text DEFAULT 'America/New_York' NOT NULL,
	`first_trade_day` integer,
	`added_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `ticker_symbol_unique` ON `ticker` (`symbol`);
--> statement-breakpoint
CREATE VIEW `daily_bars` AS
SELECT t.symbol AS ticker, date(b.day * 86400, 'unixepoch') AS date, b.open, b.high, b.low, b.close, b.volume,
  b.adj_close AS source_adjusted_close, 'split' AS basis, t.currency,
  CASE b.state WHEN 0 THEN 'provisional' WHEN 1 THEN 'final' WHEN 2 THEN 'revised' WHEN 3 THEN 'repaired' ELSE 'held' END AS state
FROM daily_bar b JOIN ticker t ON t.id = b.ticker_id;
--> statement-breakpoint
CREATE VIEW `intraday_bars` AS
SELECT t.symbol AS ticker, b.minutes, strftime('%Y-%m-%dT%H:%M:%SZ', b.start, 'unixepoch') AS start,
  date(b.day * 86400, 'unixepoch') AS session_date,
  CASE b.phase WHEN 0 THEN 'pre' WHEN 1 THEN 'regular' ELSE 'post' END AS phase, b.open, b.high, b.low, b.close, b.volume,
  'split' AS basis, t.currency,
  CASE b.state WHEN 0 THEN 'provisional' WHEN 1 THEN 'final' WHEN 2 THEN 'revised' WHEN 3 THEN 'repaired' ELSE 'held' END AS state
FROM intraday_bar b JOIN ticker t ON t.id = b.ticker_id;
--> statement-breakpoint
CREATE VIEW `corporate_actions` AS
SELECT t.symbol AS ticker, date(a.day * 86400, 'unixepoch') AS ex_date, a.kind, a.amount, a.numerator, a.denominator,
  a.currency, a.applied
FROM corporate_action a JOIN ticker t ON t.id = a.ticker_id;
--> statement-breakpoint
CREATE VIEW `events` AS
SELECT e.event_id, e.title, e.occurred_at, e.public_at, e.precision, e.session, e.type, e.status, e.source_name, e.source_url,
  (SELECT group_concat(symbol || ':' || role, '|') FROM (SELECT symbol, role FROM event_ticker WHERE event = e.id ORDER BY position)) AS tickers
FROM event e;
