CREATE TABLE `repair_finding` (
	`ticker_id` integer NOT NULL,
	`interval` text NOT NULL,
	`at` integer NOT NULL,
	`finding_id` integer NOT NULL,
	PRIMARY KEY(`ticker_id`, `interval`, `at`, `finding_id`),
	FOREIGN KEY (`finding_id`) REFERENCES `finding`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `repair_finding_finding` ON `repair_finding` (`finding_id`);--> statement-breakpoint
ALTER TABLE `finding` ADD `holds_from` integer;--> statement-breakpoint
ALTER TABLE `finding` ADD `holds_to` integer;--> statement-breakpoint
ALTER TABLE `finding` ADD `evidence` text;
--> statement-breakpoint
DROP VIEW `findings`;
--> statement-breakpoint
CREATE VIEW `findings` AS
SELECT f.id, f.check_name, f.severity, t.symbol AS ticker, f.interval, date(f.from_day * 86400, 'unixepoch') AS from_date,
  date(f.to_day * 86400, 'unixepoch') AS to_date, f.observed, f.expected,
  strftime('%Y-%m-%dT%H:%M:%SZ', f.found_at / 1000, 'unixepoch') AS found_at, f.status, f.note,
  date(f.holds_from * 86400, 'unixepoch') AS holds_from, date(f.holds_to * 86400, 'unixepoch') AS holds_to, f.evidence
FROM finding f LEFT JOIN ticker t ON t.id = f.ticker_id;
