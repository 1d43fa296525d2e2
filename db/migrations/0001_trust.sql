CREATE TABLE `bar_hash` (
	`ticker_id` integer NOT NULL,
	`interval` text NOT NULL,
	`year` integer NOT NULL,
	`bars` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`ticker_id`, `interval`, `year`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `bar_revision` (
	`ticker_id` integer NOT NULL,
	`interval` text NOT NULL,
	`at` integer NOT NULL,
	`replaced_by` integer NOT NULL,
	`fetch_id` integer NOT NULL,
	`open` real NOT NULL,
	`high` real NOT NULL,
	`low` real NOT NULL,
	`close` real NOT NULL,
	`volume` integer,
	`adj_close` real,
	PRIMARY KEY(`ticker_id`, `interval`, `at`, `replaced_by`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `coverage` (
	`ticker_id` integer NOT NULL,
	`interval` text NOT NULL,
	`from_day` integer NOT NULL,
	`to_day` integer NOT NULL,
	PRIMARY KEY(`ticker_id`, `interval`, `from_day`),
	CONSTRAINT "coverage_order" CHECK(from_day <= to_day)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `lease` (
	`job` text PRIMARY KEY NOT NULL,
	`owner` text NOT NULL,
	`host` text NOT NULL,
	`pid` integer NOT NULL,
	`started_at` integer NOT NULL,
	`renewed_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `opening` (
	`owner` text PRIMARY KEY NOT NULL,
	`host` text NOT NULL,
	`pid` integer NOT NULL,
	`opened_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `provider` (
	`name` text PRIMARY KEY NOT NULL,
	`outcome` text NOT NULL,
	`message` text,
	`resume_at` integer,
	`updated_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `repair` (
	`ticker_id` integer NOT NULL,
	`interval` text NOT NULL,
	`at` integer NOT NULL,
	`check_name` text NOT NULL,
	`price_factor` real NOT NULL,
	`volume_factor` real NOT NULL,
	`evidence` text NOT NULL,
	`status` text DEFAULT 'proposed' NOT NULL,
	`proposed_at` integer NOT NULL,
	`decided_at` integer,
	PRIMARY KEY(`ticker_id`, `interval`, `at`),
	CONSTRAINT "repair_status" CHECK(status in ('proposed', 'accepted', 'undone')),
	CONSTRAINT "repair_factors" CHECK(price_factor > 0 and volume_factor > 0)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `upkeep` (
	`task` text PRIMARY KEY NOT NULL,
	`done_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `corporate_action` ADD `unconfirmed_since` integer;
--> statement-breakpoint
CREATE VIEW `findings` AS
SELECT f.id, f.check_name, f.severity, t.symbol AS ticker, f.interval, date(f.from_day * 86400, 'unixepoch') AS from_date,
  date(f.to_day * 86400, 'unixepoch') AS to_date, f.observed, f.expected,
  strftime('%Y-%m-%dT%H:%M:%SZ', f.found_at / 1000, 'unixepoch') AS found_at, f.status, f.note
FROM finding f LEFT JOIN ticker t ON t.id = f.ticker_id;
