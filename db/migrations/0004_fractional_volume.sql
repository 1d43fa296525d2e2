DROP VIEW `daily_bars`;--> statement-breakpoint
DROP VIEW `intraday_bars`;--> statement-breakpoint
CREATE TABLE `__new_bar_revision` (
	`ticker_id` integer NOT NULL,
	`interval` text NOT NULL,
	`at` integer NOT NULL,
	`replaced_by` integer NOT NULL,
	`fetch_id` integer NOT NULL,
	`open` real NOT NULL,
	`high` real NOT NULL,
	`low` real NOT NULL,
	`close` real NOT NULL,
	`volume` real,
	`adj_close` real,
	PRIMARY KEY(`ticker_id`, `interval`, `at`, `replaced_by`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
INSERT INTO `__new_bar_revision`("ticker_id", "interval", "at", "replaced_by", "fetch_id", "open", "high", "low", "close", "volume", "adj_close") SELECT "ticker_id", "interval", "at", "replaced_by", "fetch_id", "open", "high", "low", "close", "volume", "adj_close" FROM `bar_revision`;--> statement-breakpoint
DROP TABLE `bar_revision`;--> statement-breakpoint
ALTER TABLE `__new_bar_revision` RENAME TO `bar_revision`;--> statement-breakpoint
CREATE TABLE `__new_daily_bar` (
	`ticker_id` integer NOT NULL,
	`day` integer NOT NULL,
	`open` real NOT NULL,
	`high` real NOT NULL,
	`low` real NOT NULL,
	`close` real NOT NULL,
	`volume` real,
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
INSERT INTO `__new_daily_bar`("ticker_id", "day", "open", "high", "low", "close", "volume", "adj_close", "state", "first_fetch_id", "last_fetch_id") SELECT "ticker_id", "day", "open", "high", "low", "close", "volume", "adj_close", "state", "first_fetch_id", "last_fetch_id" FROM `daily_bar`;--> statement-breakpoint
DROP TABLE `daily_bar`;--> statement-breakpoint
ALTER TABLE `__new_daily_bar` RENAME TO `daily_bar`;--> statement-breakpoint
CREATE TABLE `__new_intraday_bar` (
	`ticker_id` integer NOT NULL,
	`minutes` integer NOT NULL,
	`start` integer NOT NULL,
	`day` integer NOT NULL,
	`phase` integer NOT NULL,
	`open` real NOT NULL,
	`high` real NOT NULL,
	`low` real NOT NULL,
	`close` real NOT NULL,
	`volume` real,
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
INSERT INTO `__new_intraday_bar`("ticker_id", "minutes", "start", "day", "phase", "open", "high", "low", "close", "volume", "state", "first_fetch_id", "last_fetch_id") SELECT "ticker_id", "minutes", "start", "day", "phase", "open", "high", "low", "close", "volume", "state", "first_fetch_id", "last_fetch_id" FROM `intraday_bar`;--> statement-breakpoint
DROP TABLE `intraday_bar`;--> statement-breakpoint
ALTER TABLE `__new_intraday_bar` RENAME TO `intraday_bar`;--> statement-breakpoint
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
