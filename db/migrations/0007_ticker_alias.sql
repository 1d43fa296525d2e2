CREATE TABLE `ticker_alias` (
	`symbol` text PRIMARY KEY NOT NULL,
	`ticker_id` integer NOT NULL,
	`since` integer NOT NULL,
	FOREIGN KEY (`ticker_id`) REFERENCES `ticker`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `ticker_alias_ticker` ON `ticker_alias` (`ticker_id`);