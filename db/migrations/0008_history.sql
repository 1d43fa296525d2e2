CREATE TABLE `change` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`run_id` integer,
	`fetch_id` integer,
	FOREIGN KEY (`run_id`) REFERENCES `run`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`fetch_id`) REFERENCES `fetch`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `event_hash` (
	`event_id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `open_change` (
	`id` integer PRIMARY KEY NOT NULL
) STRICT;
--> statement-breakpoint
CREATE TRIGGER `change_no_update` BEFORE UPDATE ON `change`
BEGIN
  SELECT RAISE(ABORT, 'change is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `change_no_delete` BEFORE DELETE ON `change`
BEGIN
  SELECT RAISE(ABORT, 'change is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `ticker_history` (
	`id` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`symbol` text,
	`name` text,
	`exchange` text,
	`kind` text,
	`currency` text,
	`zone` text,
	`first_trade_day` integer,
	`added_at` integer,
	PRIMARY KEY(`id`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `ticker_added` AFTER INSERT ON `ticker`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `ticker_history` (`id`, `change_id`, `existed`)
    SELECT NEW.`id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_history` h WHERE h.`id` = NEW.`id` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_changed` AFTER UPDATE ON `ticker`
WHEN (NEW.`id`, NEW.`symbol`, NEW.`name`, NEW.`exchange`, NEW.`kind`, NEW.`currency`, NEW.`zone`, NEW.`first_trade_day`, NEW.`added_at`) IS NOT (OLD.`id`, OLD.`symbol`, OLD.`name`, OLD.`exchange`, OLD.`kind`, OLD.`currency`, OLD.`zone`, OLD.`first_trade_day`, OLD.`added_at`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `ticker_history` (`id`, `change_id`, `existed`, `symbol`, `name`, `exchange`, `kind`, `currency`, `zone`, `first_trade_day`, `added_at`)
    SELECT OLD.`id`, c.id, 1, OLD.`symbol`, OLD.`name`, OLD.`exchange`, OLD.`kind`, OLD.`currency`, OLD.`zone`, OLD.`first_trade_day`, OLD.`added_at` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_history` h WHERE h.`id` = OLD.`id` AND h.change_id = c.id);
  INSERT INTO `ticker_history` (`id`, `change_id`, `existed`)
    SELECT NEW.`id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_history` h WHERE h.`id` = NEW.`id` AND h.change_id = c.id) AND (NEW.`id`) IS NOT (OLD.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_removed` AFTER DELETE ON `ticker`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `ticker_history` (`id`, `change_id`, `existed`, `symbol`, `name`, `exchange`, `kind`, `currency`, `zone`, `first_trade_day`, `added_at`)
    SELECT OLD.`id`, c.id, 1, OLD.`symbol`, OLD.`name`, OLD.`exchange`, OLD.`kind`, OLD.`currency`, OLD.`zone`, OLD.`first_trade_day`, OLD.`added_at` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_history` h WHERE h.`id` = OLD.`id` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_history_no_update` BEFORE UPDATE ON `ticker_history`
BEGIN
  SELECT RAISE(ABORT, 'ticker_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_history_no_delete` BEFORE DELETE ON `ticker_history`
BEGIN
  SELECT RAISE(ABORT, 'ticker_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `ticker_alias_history` (
	`symbol` text NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`ticker_id` integer,
	`since` integer,
	PRIMARY KEY(`symbol`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `ticker_alias_added` AFTER INSERT ON `ticker_alias`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `ticker_alias_history` (`symbol`, `change_id`, `existed`)
    SELECT NEW.`symbol`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_alias_history` h WHERE h.`symbol` = NEW.`symbol` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_alias_changed` AFTER UPDATE ON `ticker_alias`
WHEN (NEW.`symbol`, NEW.`ticker_id`, NEW.`since`) IS NOT (OLD.`symbol`, OLD.`ticker_id`, OLD.`since`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `ticker_alias_history` (`symbol`, `change_id`, `existed`, `ticker_id`, `since`)
    SELECT OLD.`symbol`, c.id, 1, OLD.`ticker_id`, OLD.`since` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_alias_history` h WHERE h.`symbol` = OLD.`symbol` AND h.change_id = c.id);
  INSERT INTO `ticker_alias_history` (`symbol`, `change_id`, `existed`)
    SELECT NEW.`symbol`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_alias_history` h WHERE h.`symbol` = NEW.`symbol` AND h.change_id = c.id) AND (NEW.`symbol`) IS NOT (OLD.`symbol`);
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_alias_removed` AFTER DELETE ON `ticker_alias`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `ticker_alias_history` (`symbol`, `change_id`, `existed`, `ticker_id`, `since`)
    SELECT OLD.`symbol`, c.id, 1, OLD.`ticker_id`, OLD.`since` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_alias_history` h WHERE h.`symbol` = OLD.`symbol` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_alias_history_no_update` BEFORE UPDATE ON `ticker_alias_history`
BEGIN
  SELECT RAISE(ABORT, 'ticker_alias_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_alias_history_no_delete` BEFORE DELETE ON `ticker_alias_history`
BEGIN
  SELECT RAISE(ABORT, 'ticker_alias_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `daily_bar_history` (
	`ticker_id` integer NOT NULL,
	`day` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`open` real,
	`high` real,
	`low` real,
	`close` real,
	`volume` real,
	`adj_close` real,
	`state` integer,
	`first_fetch_id` integer,
	`last_fetch_id` integer,
	PRIMARY KEY(`ticker_id`, `day`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `daily_bar_added` AFTER INSERT ON `daily_bar`
WHEN EXISTS (SELECT 1 FROM `daily_bar_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`day` = NEW.`day`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `daily_bar_history` (`ticker_id`, `day`, `change_id`, `existed`)
    SELECT NEW.`ticker_id`, NEW.`day`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `daily_bar_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`day` = NEW.`day` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `daily_bar_changed` AFTER UPDATE ON `daily_bar`
WHEN (NEW.`ticker_id`, NEW.`day`, NEW.`open`, NEW.`high`, NEW.`low`, NEW.`close`, NEW.`volume`, NEW.`adj_close`, NEW.`state`, NEW.`first_fetch_id`, NEW.`last_fetch_id`) IS NOT (OLD.`ticker_id`, OLD.`day`, OLD.`open`, OLD.`high`, OLD.`low`, OLD.`close`, OLD.`volume`, OLD.`adj_close`, OLD.`state`, OLD.`first_fetch_id`, OLD.`last_fetch_id`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `daily_bar_history` (`ticker_id`, `day`, `change_id`, `existed`, `open`, `high`, `low`, `close`, `volume`, `adj_close`, `state`, `first_fetch_id`, `last_fetch_id`)
    SELECT OLD.`ticker_id`, OLD.`day`, c.id, 1, OLD.`open`, OLD.`high`, OLD.`low`, OLD.`close`, OLD.`volume`, OLD.`adj_close`, OLD.`state`, OLD.`first_fetch_id`, OLD.`last_fetch_id` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `daily_bar_history` h WHERE h.`ticker_id` = OLD.`ticker_id` AND h.`day` = OLD.`day` AND h.change_id = c.id);
  INSERT INTO `daily_bar_history` (`ticker_id`, `day`, `change_id`, `existed`)
    SELECT NEW.`ticker_id`, NEW.`day`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `daily_bar_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`day` = NEW.`day` AND h.change_id = c.id) AND (NEW.`ticker_id`, NEW.`day`) IS NOT (OLD.`ticker_id`, OLD.`day`);
END;
--> statement-breakpoint
CREATE TRIGGER `daily_bar_removed` AFTER DELETE ON `daily_bar`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `daily_bar_history` (`ticker_id`, `day`, `change_id`, `existed`, `open`, `high`, `low`, `close`, `volume`, `adj_close`, `state`, `first_fetch_id`, `last_fetch_id`)
    SELECT OLD.`ticker_id`, OLD.`day`, c.id, 1, OLD.`open`, OLD.`high`, OLD.`low`, OLD.`close`, OLD.`volume`, OLD.`adj_close`, OLD.`state`, OLD.`first_fetch_id`, OLD.`last_fetch_id` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `daily_bar_history` h WHERE h.`ticker_id` = OLD.`ticker_id` AND h.`day` = OLD.`day` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `daily_bar_history_no_update` BEFORE UPDATE ON `daily_bar_history`
BEGIN
  SELECT RAISE(ABORT, 'daily_bar_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `daily_bar_history_no_delete` BEFORE DELETE ON `daily_bar_history`
BEGIN
  SELECT RAISE(ABORT, 'daily_bar_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `intraday_bar_history` (
	`ticker_id` integer NOT NULL,
	`minutes` integer NOT NULL,
	`start` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`day` integer,
	`phase` integer,
	`open` real,
	`high` real,
	`low` real,
	`close` real,
	`volume` real,
	`state` integer,
	`first_fetch_id` integer,
	`last_fetch_id` integer,
	PRIMARY KEY(`ticker_id`, `minutes`, `start`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `intraday_bar_added` AFTER INSERT ON `intraday_bar`
WHEN EXISTS (SELECT 1 FROM `intraday_bar_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`minutes` = NEW.`minutes` AND h.`start` = NEW.`start`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `intraday_bar_history` (`ticker_id`, `minutes`, `start`, `change_id`, `existed`)
    SELECT NEW.`ticker_id`, NEW.`minutes`, NEW.`start`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `intraday_bar_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`minutes` = NEW.`minutes` AND h.`start` = NEW.`start` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `intraday_bar_changed` AFTER UPDATE ON `intraday_bar`
WHEN (NEW.`ticker_id`, NEW.`minutes`, NEW.`start`, NEW.`day`, NEW.`phase`, NEW.`open`, NEW.`high`, NEW.`low`, NEW.`close`, NEW.`volume`, NEW.`state`, NEW.`first_fetch_id`, NEW.`last_fetch_id`) IS NOT (OLD.`ticker_id`, OLD.`minutes`, OLD.`start`, OLD.`day`, OLD.`phase`, OLD.`open`, OLD.`high`, OLD.`low`, OLD.`close`, OLD.`volume`, OLD.`state`, OLD.`first_fetch_id`, OLD.`last_fetch_id`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `intraday_bar_history` (`ticker_id`, `minutes`, `start`, `change_id`, `existed`, `day`, `phase`, `open`, `high`, `low`, `close`, `volume`, `state`, `first_fetch_id`, `last_fetch_id`)
    SELECT OLD.`ticker_id`, OLD.`minutes`, OLD.`start`, c.id, 1, OLD.`day`, OLD.`phase`, OLD.`open`, OLD.`high`, OLD.`low`, OLD.`close`, OLD.`volume`, OLD.`state`, OLD.`first_fetch_id`, OLD.`last_fetch_id` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `intraday_bar_history` h WHERE h.`ticker_id` = OLD.`ticker_id` AND h.`minutes` = OLD.`minutes` AND h.`start` = OLD.`start` AND h.change_id = c.id);
  INSERT INTO `intraday_bar_history` (`ticker_id`, `minutes`, `start`, `change_id`, `existed`)
    SELECT NEW.`ticker_id`, NEW.`minutes`, NEW.`start`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `intraday_bar_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`minutes` = NEW.`minutes` AND h.`start` = NEW.`start` AND h.change_id = c.id) AND (NEW.`ticker_id`, NEW.`minutes`, NEW.`start`) IS NOT (OLD.`ticker_id`, OLD.`minutes`, OLD.`start`);
END;
--> statement-breakpoint
CREATE TRIGGER `intraday_bar_removed` AFTER DELETE ON `intraday_bar`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `intraday_bar_history` (`ticker_id`, `minutes`, `start`, `change_id`, `existed`, `day`, `phase`, `open`, `high`, `low`, `close`, `volume`, `state`, `first_fetch_id`, `last_fetch_id`)
    SELECT OLD.`ticker_id`, OLD.`minutes`, OLD.`start`, c.id, 1, OLD.`day`, OLD.`phase`, OLD.`open`, OLD.`high`, OLD.`low`, OLD.`close`, OLD.`volume`, OLD.`state`, OLD.`first_fetch_id`, OLD.`last_fetch_id` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `intraday_bar_history` h WHERE h.`ticker_id` = OLD.`ticker_id` AND h.`minutes` = OLD.`minutes` AND h.`start` = OLD.`start` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `intraday_bar_history_no_update` BEFORE UPDATE ON `intraday_bar_history`
BEGIN
  SELECT RAISE(ABORT, 'intraday_bar_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `intraday_bar_history_no_delete` BEFORE DELETE ON `intraday_bar_history`
BEGIN
  SELECT RAISE(ABORT, 'intraday_bar_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `corporate_action_history` (
	`ticker_id` integer NOT NULL,
	`day` integer NOT NULL,
	`kind` text NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`amount` real,
	`numerator` real,
	`denominator` real,
	`currency` text,
	`applied` integer,
	`first_fetch_id` integer,
	`last_fetch_id` integer,
	`unconfirmed_since` integer,
	PRIMARY KEY(`ticker_id`, `day`, `kind`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `corporate_action_added` AFTER INSERT ON `corporate_action`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `corporate_action_history` (`ticker_id`, `day`, `kind`, `change_id`, `existed`)
    SELECT NEW.`ticker_id`, NEW.`day`, NEW.`kind`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `corporate_action_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`day` = NEW.`day` AND h.`kind` = NEW.`kind` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `corporate_action_changed` AFTER UPDATE ON `corporate_action`
WHEN (NEW.`ticker_id`, NEW.`day`, NEW.`kind`, NEW.`amount`, NEW.`numerator`, NEW.`denominator`, NEW.`currency`, NEW.`applied`, NEW.`first_fetch_id`, NEW.`last_fetch_id`, NEW.`unconfirmed_since`) IS NOT (OLD.`ticker_id`, OLD.`day`, OLD.`kind`, OLD.`amount`, OLD.`numerator`, OLD.`denominator`, OLD.`currency`, OLD.`applied`, OLD.`first_fetch_id`, OLD.`last_fetch_id`, OLD.`unconfirmed_since`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `corporate_action_history` (`ticker_id`, `day`, `kind`, `change_id`, `existed`, `amount`, `numerator`, `denominator`, `currency`, `applied`, `first_fetch_id`, `last_fetch_id`, `unconfirmed_since`)
    SELECT OLD.`ticker_id`, OLD.`day`, OLD.`kind`, c.id, 1, OLD.`amount`, OLD.`numerator`, OLD.`denominator`, OLD.`currency`, OLD.`applied`, OLD.`first_fetch_id`, OLD.`last_fetch_id`, OLD.`unconfirmed_since` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `corporate_action_history` h WHERE h.`ticker_id` = OLD.`ticker_id` AND h.`day` = OLD.`day` AND h.`kind` = OLD.`kind` AND h.change_id = c.id);
  INSERT INTO `corporate_action_history` (`ticker_id`, `day`, `kind`, `change_id`, `existed`)
    SELECT NEW.`ticker_id`, NEW.`day`, NEW.`kind`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `corporate_action_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`day` = NEW.`day` AND h.`kind` = NEW.`kind` AND h.change_id = c.id) AND (NEW.`ticker_id`, NEW.`day`, NEW.`kind`) IS NOT (OLD.`ticker_id`, OLD.`day`, OLD.`kind`);
END;
--> statement-breakpoint
CREATE TRIGGER `corporate_action_removed` AFTER DELETE ON `corporate_action`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `corporate_action_history` (`ticker_id`, `day`, `kind`, `change_id`, `existed`, `amount`, `numerator`, `denominator`, `currency`, `applied`, `first_fetch_id`, `last_fetch_id`, `unconfirmed_since`)
    SELECT OLD.`ticker_id`, OLD.`day`, OLD.`kind`, c.id, 1, OLD.`amount`, OLD.`numerator`, OLD.`denominator`, OLD.`currency`, OLD.`applied`, OLD.`first_fetch_id`, OLD.`last_fetch_id`, OLD.`unconfirmed_since` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `corporate_action_history` h WHERE h.`ticker_id` = OLD.`ticker_id` AND h.`day` = OLD.`day` AND h.`kind` = OLD.`kind` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `corporate_action_history_no_update` BEFORE UPDATE ON `corporate_action_history`
BEGIN
  SELECT RAISE(ABORT, 'corporate_action_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `corporate_action_history_no_delete` BEFORE DELETE ON `corporate_action_history`
BEGIN
  SELECT RAISE(ABORT, 'corporate_action_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `event_history` (
	`id` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`event_id` text,
	`title` text,
	`occurred_at` text,
	`occurred_until` text,
	`public_at` text,
	`effective_ms` integer,
	`timezone` text,
	`precision` text,
	`uncertainty` text,
	`session` text,
	`relation_note` text,
	`type` text,
	`expected_direction` text,
	`group_name` text,
	`tags` text,
	`summary` text,
	`language` text,
	`status` text,
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
	`extra` text,
	`created_at` integer,
	`updated_at` integer,
	PRIMARY KEY(`id`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `event_added` AFTER INSERT ON `event`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `event_history` (`id`, `change_id`, `existed`)
    SELECT NEW.`id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `event_history` h WHERE h.`id` = NEW.`id` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `event_changed` AFTER UPDATE ON `event`
WHEN (NEW.`id`, NEW.`event_id`, NEW.`title`, NEW.`occurred_at`, NEW.`occurred_until`, NEW.`public_at`, NEW.`effective_ms`, NEW.`timezone`, NEW.`precision`, NEW.`uncertainty`, NEW.`session`, NEW.`relation_note`, NEW.`type`, NEW.`expected_direction`, NEW.`group_name`, NEW.`tags`, NEW.`summary`, NEW.`language`, NEW.`status`, NEW.`source_type`, NEW.`source_name`, NEW.`source_url`, NEW.`source_id`, NEW.`time_source`, NEW.`time_note`, NEW.`notes`, NEW.`window_start`, NEW.`window_end`, NEW.`estimation_end`, NEW.`estimation_length`, NEW.`extra`, NEW.`created_at`, NEW.`updated_at`) IS NOT (OLD.`id`, OLD.`event_id`, OLD.`title`, OLD.`occurred_at`, OLD.`occurred_until`, OLD.`public_at`, OLD.`effective_ms`, OLD.`timezone`, OLD.`precision`, OLD.`uncertainty`, OLD.`session`, OLD.`relation_note`, OLD.`type`, OLD.`expected_direction`, OLD.`group_name`, OLD.`tags`, OLD.`summary`, OLD.`language`, OLD.`status`, OLD.`source_type`, OLD.`source_name`, OLD.`source_url`, OLD.`source_id`, OLD.`time_source`, OLD.`time_note`, OLD.`notes`, OLD.`window_start`, OLD.`window_end`, OLD.`estimation_end`, OLD.`estimation_length`, OLD.`extra`, OLD.`created_at`, OLD.`updated_at`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `event_history` (`id`, `change_id`, `existed`, `event_id`, `title`, `occurred_at`, `occurred_until`, `public_at`, `effective_ms`, `timezone`, `precision`, `uncertainty`, `session`, `relation_note`, `type`, `expected_direction`, `group_name`, `tags`, `summary`, `language`, `status`, `source_type`, `source_name`, `source_url`, `source_id`, `time_source`, `time_note`, `notes`, `window_start`, `window_end`, `estimation_end`, `estimation_length`, `extra`, `created_at`, `updated_at`)
    SELECT OLD.`id`, c.id, 1, OLD.`event_id`, OLD.`title`, OLD.`occurred_at`, OLD.`occurred_until`, OLD.`public_at`, OLD.`effective_ms`, OLD.`timezone`, OLD.`precision`, OLD.`uncertainty`, OLD.`session`, OLD.`relation_note`, OLD.`type`, OLD.`expected_direction`, OLD.`group_name`, OLD.`tags`, OLD.`summary`, OLD.`language`, OLD.`status`, OLD.`source_type`, OLD.`source_name`, OLD.`source_url`, OLD.`source_id`, OLD.`time_source`, OLD.`time_note`, OLD.`notes`, OLD.`window_start`, OLD.`window_end`, OLD.`estimation_end`, OLD.`estimation_length`, OLD.`extra`, OLD.`created_at`, OLD.`updated_at` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `event_history` h WHERE h.`id` = OLD.`id` AND h.change_id = c.id);
  INSERT INTO `event_history` (`id`, `change_id`, `existed`)
    SELECT NEW.`id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `event_history` h WHERE h.`id` = NEW.`id` AND h.change_id = c.id) AND (NEW.`id`) IS NOT (OLD.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `event_removed` AFTER DELETE ON `event`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `event_history` (`id`, `change_id`, `existed`, `event_id`, `title`, `occurred_at`, `occurred_until`, `public_at`, `effective_ms`, `timezone`, `precision`, `uncertainty`, `session`, `relation_note`, `type`, `expected_direction`, `group_name`, `tags`, `summary`, `language`, `status`, `source_type`, `source_name`, `source_url`, `source_id`, `time_source`, `time_note`, `notes`, `window_start`, `window_end`, `estimation_end`, `estimation_length`, `extra`, `created_at`, `updated_at`)
    SELECT OLD.`id`, c.id, 1, OLD.`event_id`, OLD.`title`, OLD.`occurred_at`, OLD.`occurred_until`, OLD.`public_at`, OLD.`effective_ms`, OLD.`timezone`, OLD.`precision`, OLD.`uncertainty`, OLD.`session`, OLD.`relation_note`, OLD.`type`, OLD.`expected_direction`, OLD.`group_name`, OLD.`tags`, OLD.`summary`, OLD.`language`, OLD.`status`, OLD.`source_type`, OLD.`source_name`, OLD.`source_url`, OLD.`source_id`, OLD.`time_source`, OLD.`time_note`, OLD.`notes`, OLD.`window_start`, OLD.`window_end`, OLD.`estimation_end`, OLD.`estimation_length`, OLD.`extra`, OLD.`created_at`, OLD.`updated_at` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `event_history` h WHERE h.`id` = OLD.`id` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `event_history_no_update` BEFORE UPDATE ON `event_history`
BEGIN
  SELECT RAISE(ABORT, 'event_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `event_history_no_delete` BEFORE DELETE ON `event_history`
BEGIN
  SELECT RAISE(ABORT, 'event_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `event_ticker_history` (
	`event` integer NOT NULL,
	`position` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`symbol` text,
	`role` text,
	PRIMARY KEY(`event`, `position`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `event_ticker_added` AFTER INSERT ON `event_ticker`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `event_ticker_history` (`event`, `position`, `change_id`, `existed`)
    SELECT NEW.`event`, NEW.`position`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `event_ticker_history` h WHERE h.`event` = NEW.`event` AND h.`position` = NEW.`position` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `event_ticker_changed` AFTER UPDATE ON `event_ticker`
WHEN (NEW.`event`, NEW.`position`, NEW.`symbol`, NEW.`role`) IS NOT (OLD.`event`, OLD.`position`, OLD.`symbol`, OLD.`role`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `event_ticker_history` (`event`, `position`, `change_id`, `existed`, `symbol`, `role`)
    SELECT OLD.`event`, OLD.`position`, c.id, 1, OLD.`symbol`, OLD.`role` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `event_ticker_history` h WHERE h.`event` = OLD.`event` AND h.`position` = OLD.`position` AND h.change_id = c.id);
  INSERT INTO `event_ticker_history` (`event`, `position`, `change_id`, `existed`)
    SELECT NEW.`event`, NEW.`position`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `event_ticker_history` h WHERE h.`event` = NEW.`event` AND h.`position` = NEW.`position` AND h.change_id = c.id) AND (NEW.`event`, NEW.`position`) IS NOT (OLD.`event`, OLD.`position`);
END;
--> statement-breakpoint
CREATE TRIGGER `event_ticker_removed` AFTER DELETE ON `event_ticker`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `event_ticker_history` (`event`, `position`, `change_id`, `existed`, `symbol`, `role`)
    SELECT OLD.`event`, OLD.`position`, c.id, 1, OLD.`symbol`, OLD.`role` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `event_ticker_history` h WHERE h.`event` = OLD.`event` AND h.`position` = OLD.`position` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `event_ticker_history_no_update` BEFORE UPDATE ON `event_ticker_history`
BEGIN
  SELECT RAISE(ABORT, 'event_ticker_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `event_ticker_history_no_delete` BEFORE DELETE ON `event_ticker_history`
BEGIN
  SELECT RAISE(ABORT, 'event_ticker_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `finding_history` (
	`id` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`check_name` text,
	`severity` text,
	`ticker_id` integer,
	`interval` text,
	`from_day` integer,
	`to_day` integer,
	`observed` text,
	`expected` text,
	`fetch_id` integer,
	`found_at` integer,
	`status` text,
	`note` text,
	`holds_from` integer,
	`holds_to` integer,
	`evidence` text,
	PRIMARY KEY(`id`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `finding_added` AFTER INSERT ON `finding`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `finding_history` (`id`, `change_id`, `existed`)
    SELECT NEW.`id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `finding_history` h WHERE h.`id` = NEW.`id` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `finding_changed` AFTER UPDATE ON `finding`
WHEN (NEW.`id`, NEW.`check_name`, NEW.`severity`, NEW.`ticker_id`, NEW.`interval`, NEW.`from_day`, NEW.`to_day`, NEW.`observed`, NEW.`expected`, NEW.`fetch_id`, NEW.`found_at`, NEW.`status`, NEW.`note`, NEW.`holds_from`, NEW.`holds_to`, NEW.`evidence`) IS NOT (OLD.`id`, OLD.`check_name`, OLD.`severity`, OLD.`ticker_id`, OLD.`interval`, OLD.`from_day`, OLD.`to_day`, OLD.`observed`, OLD.`expected`, OLD.`fetch_id`, OLD.`found_at`, OLD.`status`, OLD.`note`, OLD.`holds_from`, OLD.`holds_to`, OLD.`evidence`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `finding_history` (`id`, `change_id`, `existed`, `check_name`, `severity`, `ticker_id`, `interval`, `from_day`, `to_day`, `observed`, `expected`, `fetch_id`, `found_at`, `status`, `note`, `holds_from`, `holds_to`, `evidence`)
    SELECT OLD.`id`, c.id, 1, OLD.`check_name`, OLD.`severity`, OLD.`ticker_id`, OLD.`interval`, OLD.`from_day`, OLD.`to_day`, OLD.`observed`, OLD.`expected`, OLD.`fetch_id`, OLD.`found_at`, OLD.`status`, OLD.`note`, OLD.`holds_from`, OLD.`holds_to`, OLD.`evidence` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `finding_history` h WHERE h.`id` = OLD.`id` AND h.change_id = c.id);
  INSERT INTO `finding_history` (`id`, `change_id`, `existed`)
    SELECT NEW.`id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `finding_history` h WHERE h.`id` = NEW.`id` AND h.change_id = c.id) AND (NEW.`id`) IS NOT (OLD.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `finding_removed` AFTER DELETE ON `finding`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `finding_history` (`id`, `change_id`, `existed`, `check_name`, `severity`, `ticker_id`, `interval`, `from_day`, `to_day`, `observed`, `expected`, `fetch_id`, `found_at`, `status`, `note`, `holds_from`, `holds_to`, `evidence`)
    SELECT OLD.`id`, c.id, 1, OLD.`check_name`, OLD.`severity`, OLD.`ticker_id`, OLD.`interval`, OLD.`from_day`, OLD.`to_day`, OLD.`observed`, OLD.`expected`, OLD.`fetch_id`, OLD.`found_at`, OLD.`status`, OLD.`note`, OLD.`holds_from`, OLD.`holds_to`, OLD.`evidence` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `finding_history` h WHERE h.`id` = OLD.`id` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `finding_history_no_update` BEFORE UPDATE ON `finding_history`
BEGIN
  SELECT RAISE(ABORT, 'finding_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `finding_history_no_delete` BEFORE DELETE ON `finding_history`
BEGIN
  SELECT RAISE(ABORT, 'finding_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `repair_history` (
	`ticker_id` integer NOT NULL,
	`interval` text NOT NULL,
	`at` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`check_name` text,
	`price_factor` real,
	`volume_factor` real,
	`evidence` text,
	`status` text,
	`proposed_at` integer,
	`decided_at` integer,
	PRIMARY KEY(`ticker_id`, `interval`, `at`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `repair_added` AFTER INSERT ON `repair`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `repair_history` (`ticker_id`, `interval`, `at`, `change_id`, `existed`)
    SELECT NEW.`ticker_id`, NEW.`interval`, NEW.`at`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `repair_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`interval` = NEW.`interval` AND h.`at` = NEW.`at` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `repair_changed` AFTER UPDATE ON `repair`
WHEN (NEW.`ticker_id`, NEW.`interval`, NEW.`at`, NEW.`check_name`, NEW.`price_factor`, NEW.`volume_factor`, NEW.`evidence`, NEW.`status`, NEW.`proposed_at`, NEW.`decided_at`) IS NOT (OLD.`ticker_id`, OLD.`interval`, OLD.`at`, OLD.`check_name`, OLD.`price_factor`, OLD.`volume_factor`, OLD.`evidence`, OLD.`status`, OLD.`proposed_at`, OLD.`decided_at`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `repair_history` (`ticker_id`, `interval`, `at`, `change_id`, `existed`, `check_name`, `price_factor`, `volume_factor`, `evidence`, `status`, `proposed_at`, `decided_at`)
    SELECT OLD.`ticker_id`, OLD.`interval`, OLD.`at`, c.id, 1, OLD.`check_name`, OLD.`price_factor`, OLD.`volume_factor`, OLD.`evidence`, OLD.`status`, OLD.`proposed_at`, OLD.`decided_at` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `repair_history` h WHERE h.`ticker_id` = OLD.`ticker_id` AND h.`interval` = OLD.`interval` AND h.`at` = OLD.`at` AND h.change_id = c.id);
  INSERT INTO `repair_history` (`ticker_id`, `interval`, `at`, `change_id`, `existed`)
    SELECT NEW.`ticker_id`, NEW.`interval`, NEW.`at`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `repair_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`interval` = NEW.`interval` AND h.`at` = NEW.`at` AND h.change_id = c.id) AND (NEW.`ticker_id`, NEW.`interval`, NEW.`at`) IS NOT (OLD.`ticker_id`, OLD.`interval`, OLD.`at`);
END;
--> statement-breakpoint
CREATE TRIGGER `repair_removed` AFTER DELETE ON `repair`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `repair_history` (`ticker_id`, `interval`, `at`, `change_id`, `existed`, `check_name`, `price_factor`, `volume_factor`, `evidence`, `status`, `proposed_at`, `decided_at`)
    SELECT OLD.`ticker_id`, OLD.`interval`, OLD.`at`, c.id, 1, OLD.`check_name`, OLD.`price_factor`, OLD.`volume_factor`, OLD.`evidence`, OLD.`status`, OLD.`proposed_at`, OLD.`decided_at` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `repair_history` h WHERE h.`ticker_id` = OLD.`ticker_id` AND h.`interval` = OLD.`interval` AND h.`at` = OLD.`at` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `repair_history_no_update` BEFORE UPDATE ON `repair_history`
BEGIN
  SELECT RAISE(ABORT, 'repair_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `repair_history_no_delete` BEFORE DELETE ON `repair_history`
BEGIN
  SELECT RAISE(ABORT, 'repair_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `repair_finding_history` (
	`ticker_id` integer NOT NULL,
	`interval` text NOT NULL,
	`at` integer NOT NULL,
	`finding_id` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	PRIMARY KEY(`ticker_id`, `interval`, `at`, `finding_id`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `repair_finding_added` AFTER INSERT ON `repair_finding`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `repair_finding_history` (`ticker_id`, `interval`, `at`, `finding_id`, `change_id`, `existed`)
    SELECT NEW.`ticker_id`, NEW.`interval`, NEW.`at`, NEW.`finding_id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `repair_finding_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`interval` = NEW.`interval` AND h.`at` = NEW.`at` AND h.`finding_id` = NEW.`finding_id` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `repair_finding_changed` AFTER UPDATE ON `repair_finding`
WHEN (NEW.`ticker_id`, NEW.`interval`, NEW.`at`, NEW.`finding_id`) IS NOT (OLD.`ticker_id`, OLD.`interval`, OLD.`at`, OLD.`finding_id`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `repair_finding_history` (`ticker_id`, `interval`, `at`, `finding_id`, `change_id`, `existed`)
    SELECT OLD.`ticker_id`, OLD.`interval`, OLD.`at`, OLD.`finding_id`, c.id, 1 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `repair_finding_history` h WHERE h.`ticker_id` = OLD.`ticker_id` AND h.`interval` = OLD.`interval` AND h.`at` = OLD.`at` AND h.`finding_id` = OLD.`finding_id` AND h.change_id = c.id);
  INSERT INTO `repair_finding_history` (`ticker_id`, `interval`, `at`, `finding_id`, `change_id`, `existed`)
    SELECT NEW.`ticker_id`, NEW.`interval`, NEW.`at`, NEW.`finding_id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `repair_finding_history` h WHERE h.`ticker_id` = NEW.`ticker_id` AND h.`interval` = NEW.`interval` AND h.`at` = NEW.`at` AND h.`finding_id` = NEW.`finding_id` AND h.change_id = c.id) AND (NEW.`ticker_id`, NEW.`interval`, NEW.`at`, NEW.`finding_id`) IS NOT (OLD.`ticker_id`, OLD.`interval`, OLD.`at`, OLD.`finding_id`);
END;
--> statement-breakpoint
CREATE TRIGGER `repair_finding_removed` AFTER DELETE ON `repair_finding`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `repair_finding_history` (`ticker_id`, `interval`, `at`, `finding_id`, `change_id`, `existed`)
    SELECT OLD.`ticker_id`, OLD.`interval`, OLD.`at`, OLD.`finding_id`, c.id, 1 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `repair_finding_history` h WHERE h.`ticker_id` = OLD.`ticker_id` AND h.`interval` = OLD.`interval` AND h.`at` = OLD.`at` AND h.`finding_id` = OLD.`finding_id` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `repair_finding_history_no_update` BEFORE UPDATE ON `repair_finding_history`
BEGIN
  SELECT RAISE(ABORT, 'repair_finding_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `repair_finding_history_no_delete` BEFORE DELETE ON `repair_finding_history`
BEGIN
  SELECT RAISE(ABORT, 'repair_finding_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `factor_set_history` (
	`id` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`name` text,
	`unit` text,
	`source` text,
	`imported_at` integer,
	PRIMARY KEY(`id`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `factor_set_added` AFTER INSERT ON `factor_set`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `factor_set_history` (`id`, `change_id`, `existed`)
    SELECT NEW.`id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `factor_set_history` h WHERE h.`id` = NEW.`id` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `factor_set_changed` AFTER UPDATE ON `factor_set`
WHEN (NEW.`id`, NEW.`name`, NEW.`unit`, NEW.`source`, NEW.`imported_at`) IS NOT (OLD.`id`, OLD.`name`, OLD.`unit`, OLD.`source`, OLD.`imported_at`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `factor_set_history` (`id`, `change_id`, `existed`, `name`, `unit`, `source`, `imported_at`)
    SELECT OLD.`id`, c.id, 1, OLD.`name`, OLD.`unit`, OLD.`source`, OLD.`imported_at` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `factor_set_history` h WHERE h.`id` = OLD.`id` AND h.change_id = c.id);
  INSERT INTO `factor_set_history` (`id`, `change_id`, `existed`)
    SELECT NEW.`id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `factor_set_history` h WHERE h.`id` = NEW.`id` AND h.change_id = c.id) AND (NEW.`id`) IS NOT (OLD.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `factor_set_removed` AFTER DELETE ON `factor_set`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `factor_set_history` (`id`, `change_id`, `existed`, `name`, `unit`, `source`, `imported_at`)
    SELECT OLD.`id`, c.id, 1, OLD.`name`, OLD.`unit`, OLD.`source`, OLD.`imported_at` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `factor_set_history` h WHERE h.`id` = OLD.`id` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `factor_set_history_no_update` BEFORE UPDATE ON `factor_set_history`
BEGIN
  SELECT RAISE(ABORT, 'factor_set_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `factor_set_history_no_delete` BEFORE DELETE ON `factor_set_history`
BEGIN
  SELECT RAISE(ABORT, 'factor_set_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `factor_value_history` (
	`set_id` integer NOT NULL,
	`factor` text NOT NULL,
	`day` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`value` real,
	PRIMARY KEY(`set_id`, `factor`, `day`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `factor_value_added` AFTER INSERT ON `factor_value`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `factor_value_history` (`set_id`, `factor`, `day`, `change_id`, `existed`)
    SELECT NEW.`set_id`, NEW.`factor`, NEW.`day`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `factor_value_history` h WHERE h.`set_id` = NEW.`set_id` AND h.`factor` = NEW.`factor` AND h.`day` = NEW.`day` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `factor_value_changed` AFTER UPDATE ON `factor_value`
WHEN (NEW.`set_id`, NEW.`factor`, NEW.`day`, NEW.`value`) IS NOT (OLD.`set_id`, OLD.`factor`, OLD.`day`, OLD.`value`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `factor_value_history` (`set_id`, `factor`, `day`, `change_id`, `existed`, `value`)
    SELECT OLD.`set_id`, OLD.`factor`, OLD.`day`, c.id, 1, OLD.`value` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `factor_value_history` h WHERE h.`set_id` = OLD.`set_id` AND h.`factor` = OLD.`factor` AND h.`day` = OLD.`day` AND h.change_id = c.id);
  INSERT INTO `factor_value_history` (`set_id`, `factor`, `day`, `change_id`, `existed`)
    SELECT NEW.`set_id`, NEW.`factor`, NEW.`day`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `factor_value_history` h WHERE h.`set_id` = NEW.`set_id` AND h.`factor` = NEW.`factor` AND h.`day` = NEW.`day` AND h.change_id = c.id) AND (NEW.`set_id`, NEW.`factor`, NEW.`day`) IS NOT (OLD.`set_id`, OLD.`factor`, OLD.`day`);
END;
--> statement-breakpoint
CREATE TRIGGER `factor_value_removed` AFTER DELETE ON `factor_value`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `factor_value_history` (`set_id`, `factor`, `day`, `change_id`, `existed`, `value`)
    SELECT OLD.`set_id`, OLD.`factor`, OLD.`day`, c.id, 1, OLD.`value` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `factor_value_history` h WHERE h.`set_id` = OLD.`set_id` AND h.`factor` = OLD.`factor` AND h.`day` = OLD.`day` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `factor_value_history_no_update` BEFORE UPDATE ON `factor_value_history`
BEGIN
  SELECT RAISE(ABORT, 'factor_value_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `factor_value_history_no_delete` BEFORE DELETE ON `factor_value_history`
BEGIN
  SELECT RAISE(ABORT, 'factor_value_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `calendar_span_history` (
	`mic` text NOT NULL,
	`from_day` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`to_day` integer,
	PRIMARY KEY(`mic`, `from_day`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `calendar_span_added` AFTER INSERT ON `calendar_span`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `calendar_span_history` (`mic`, `from_day`, `change_id`, `existed`)
    SELECT NEW.`mic`, NEW.`from_day`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `calendar_span_history` h WHERE h.`mic` = NEW.`mic` AND h.`from_day` = NEW.`from_day` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_span_changed` AFTER UPDATE ON `calendar_span`
WHEN (NEW.`mic`, NEW.`from_day`, NEW.`to_day`) IS NOT (OLD.`mic`, OLD.`from_day`, OLD.`to_day`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `calendar_span_history` (`mic`, `from_day`, `change_id`, `existed`, `to_day`)
    SELECT OLD.`mic`, OLD.`from_day`, c.id, 1, OLD.`to_day` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `calendar_span_history` h WHERE h.`mic` = OLD.`mic` AND h.`from_day` = OLD.`from_day` AND h.change_id = c.id);
  INSERT INTO `calendar_span_history` (`mic`, `from_day`, `change_id`, `existed`)
    SELECT NEW.`mic`, NEW.`from_day`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `calendar_span_history` h WHERE h.`mic` = NEW.`mic` AND h.`from_day` = NEW.`from_day` AND h.change_id = c.id) AND (NEW.`mic`, NEW.`from_day`) IS NOT (OLD.`mic`, OLD.`from_day`);
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_span_removed` AFTER DELETE ON `calendar_span`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `calendar_span_history` (`mic`, `from_day`, `change_id`, `existed`, `to_day`)
    SELECT OLD.`mic`, OLD.`from_day`, c.id, 1, OLD.`to_day` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `calendar_span_history` h WHERE h.`mic` = OLD.`mic` AND h.`from_day` = OLD.`from_day` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_span_history_no_update` BEFORE UPDATE ON `calendar_span_history`
BEGIN
  SELECT RAISE(ABORT, 'calendar_span_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_span_history_no_delete` BEFORE DELETE ON `calendar_span_history`
BEGIN
  SELECT RAISE(ABORT, 'calendar_span_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `calendar_session_history` (
	`mic` text NOT NULL,
	`day` integer NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`opens` integer,
	`closes` integer,
	`break_from` integer,
	`break_to` integer,
	PRIMARY KEY(`mic`, `day`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `calendar_session_added` AFTER INSERT ON `calendar_session`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `calendar_session_history` (`mic`, `day`, `change_id`, `existed`)
    SELECT NEW.`mic`, NEW.`day`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `calendar_session_history` h WHERE h.`mic` = NEW.`mic` AND h.`day` = NEW.`day` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_session_changed` AFTER UPDATE ON `calendar_session`
WHEN (NEW.`mic`, NEW.`day`, NEW.`opens`, NEW.`closes`, NEW.`break_from`, NEW.`break_to`) IS NOT (OLD.`mic`, OLD.`day`, OLD.`opens`, OLD.`closes`, OLD.`break_from`, OLD.`break_to`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `calendar_session_history` (`mic`, `day`, `change_id`, `existed`, `opens`, `closes`, `break_from`, `break_to`)
    SELECT OLD.`mic`, OLD.`day`, c.id, 1, OLD.`opens`, OLD.`closes`, OLD.`break_from`, OLD.`break_to` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `calendar_session_history` h WHERE h.`mic` = OLD.`mic` AND h.`day` = OLD.`day` AND h.change_id = c.id);
  INSERT INTO `calendar_session_history` (`mic`, `day`, `change_id`, `existed`)
    SELECT NEW.`mic`, NEW.`day`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `calendar_session_history` h WHERE h.`mic` = NEW.`mic` AND h.`day` = NEW.`day` AND h.change_id = c.id) AND (NEW.`mic`, NEW.`day`) IS NOT (OLD.`mic`, OLD.`day`);
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_session_removed` AFTER DELETE ON `calendar_session`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `calendar_session_history` (`mic`, `day`, `change_id`, `existed`, `opens`, `closes`, `break_from`, `break_to`)
    SELECT OLD.`mic`, OLD.`day`, c.id, 1, OLD.`opens`, OLD.`closes`, OLD.`break_from`, OLD.`break_to` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `calendar_session_history` h WHERE h.`mic` = OLD.`mic` AND h.`day` = OLD.`day` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_session_history_no_update` BEFORE UPDATE ON `calendar_session_history`
BEGIN
  SELECT RAISE(ABORT, 'calendar_session_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_session_history_no_delete` BEFORE DELETE ON `calendar_session_history`
BEGIN
  SELECT RAISE(ABORT, 'calendar_session_history is only ever added to');
END;
--> statement-breakpoint
INSERT INTO change (at, run_id, fetch_id)
SELECT at, run_id, fetch_id FROM (
  SELECT ended_at AS at, run_id, id AS fetch_id FROM fetch
  WHERE id IN (SELECT replaced_by FROM bar_revision) OR id IN (SELECT first_fetch_id FROM corporate_action)
  UNION SELECT added_at, NULL, NULL FROM ticker
  UNION SELECT since, NULL, NULL FROM ticker_alias
  UNION SELECT created_at, NULL, NULL FROM event
  UNION SELECT found_at, NULL, NULL FROM finding
  UNION SELECT proposed_at, NULL, NULL FROM repair
) ORDER BY at, fetch_id;
--> statement-breakpoint
INSERT INTO ticker_history (id, change_id, existed)
SELECT f.id, c.id, 0 FROM ticker f JOIN change c ON c.at = f.added_at AND c.fetch_id IS NULL;
--> statement-breakpoint
INSERT INTO ticker_alias_history (symbol, change_id, existed)
SELECT f.symbol, c.id, 0 FROM ticker_alias f JOIN change c ON c.at = f.since AND c.fetch_id IS NULL;
--> statement-breakpoint
INSERT INTO event_history (id, change_id, existed)
SELECT f.id, c.id, 0 FROM event f JOIN change c ON c.at = f.created_at AND c.fetch_id IS NULL;
--> statement-breakpoint
INSERT INTO event_ticker_history (event, position, change_id, existed)
SELECT f.event, f.position, c.id, 0 FROM event_ticker f JOIN event e ON e.id = f.event JOIN change c ON c.at = e.created_at AND c.fetch_id IS NULL;
--> statement-breakpoint
INSERT INTO finding_history (id, change_id, existed)
SELECT f.id, c.id, 0 FROM finding f JOIN change c ON c.at = f.found_at AND c.fetch_id IS NULL;
--> statement-breakpoint
INSERT INTO repair_history (ticker_id, interval, at, change_id, existed)
SELECT f.ticker_id, f.interval, f.at, c.id, 0 FROM repair f JOIN change c ON c.at = f.proposed_at AND c.fetch_id IS NULL;
--> statement-breakpoint
INSERT INTO repair_finding_history (ticker_id, interval, at, finding_id, change_id, existed)
SELECT f.ticker_id, f.interval, f.at, f.finding_id, c.id, 0 FROM repair_finding f JOIN repair r ON r.ticker_id = f.ticker_id AND r.interval = f.interval AND r.at = f.at JOIN change c ON c.at = r.proposed_at AND c.fetch_id IS NULL;
--> statement-breakpoint
INSERT INTO corporate_action_history (ticker_id, day, kind, change_id, existed)
SELECT f.ticker_id, f.day, f.kind, c.id, 0 FROM corporate_action f JOIN change c ON c.fetch_id = f.first_fetch_id;
--> statement-breakpoint
INSERT INTO daily_bar_history (ticker_id, day, change_id, existed, open, high, low, close, volume, adj_close, state, first_fetch_id, last_fetch_id)
SELECT r.ticker_id, r.at, c.id, 1, r.open, r.high, r.low, r.close, r.volume, r.adj_close, 1, coalesce(b.first_fetch_id, r.fetch_id), r.fetch_id
FROM bar_revision r JOIN change c ON c.fetch_id = r.replaced_by LEFT JOIN daily_bar b ON b.ticker_id = r.ticker_id AND b.day = r.at
WHERE r.interval = '1d';
--> statement-breakpoint
INSERT INTO intraday_bar_history (ticker_id, minutes, start, change_id, existed, day, phase, open, high, low, close, volume, state, first_fetch_id, last_fetch_id)
SELECT r.ticker_id, r.minutes, r.at, c.id, 1, coalesce(b.day, r.at / 86400), coalesce(b.phase, 1), r.open, r.high, r.low, r.close, r.volume, 1, coalesce(b.first_fetch_id, r.fetch_id), r.fetch_id
FROM (SELECT *, CASE interval WHEN '1h' THEN 60 ELSE cast(rtrim(interval, 'm') AS integer) END AS minutes FROM bar_revision WHERE interval <> '1d') r
JOIN change c ON c.fetch_id = r.replaced_by LEFT JOIN intraday_bar b ON b.ticker_id = r.ticker_id AND b.minutes = r.minutes AND b.start = r.at;
--> statement-breakpoint
DROP TABLE `bar_revision`;
