CREATE TABLE `event_witness` (
	`event_id` text NOT NULL,
	`kind` text NOT NULL,
	`at` text NOT NULL,
	`place` text DEFAULT '' NOT NULL,
	`note` text,
	`told_at` integer NOT NULL,
	PRIMARY KEY(`event_id`, `kind`, `at`, `place`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `relation` (
	`name` text NOT NULL,
	`symbol` text NOT NULL,
	`role` text NOT NULL,
	`from_date` text DEFAULT '' NOT NULL,
	`to_date` text DEFAULT '' NOT NULL,
	`reason` text,
	`source` text,
	`removed` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`name`, `symbol`, `role`, `from_date`),
	CONSTRAINT "relation_name" CHECK(length(name) between 1 and 100),
	CONSTRAINT "relation_removed" CHECK(removed in (0, 1)),
	CONSTRAINT "relation_order" CHECK(from_date = '' or to_date = '' or from_date <= to_date)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `story_decision` (
	`one` text NOT NULL,
	`other` text NOT NULL,
	`decision` text NOT NULL,
	`decided_at` integer NOT NULL,
	PRIMARY KEY(`one`, `other`),
	CONSTRAINT "story_decision_order" CHECK(one < other),
	CONSTRAINT "story_decision_kind" CHECK(decision in ('same', 'different'))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `relation_history` (
	`name` text NOT NULL,
	`symbol` text NOT NULL,
	`role` text NOT NULL,
	`from_date` text NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`to_date` text,
	`reason` text,
	`source` text,
	`removed` integer,
	PRIMARY KEY(`name`, `symbol`, `role`, `from_date`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `relation_added` AFTER INSERT ON `relation`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `relation_history` (`name`, `symbol`, `role`, `from_date`, `change_id`, `existed`)
    SELECT NEW.`name`, NEW.`symbol`, NEW.`role`, NEW.`from_date`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `relation_history` h WHERE h.`name` = NEW.`name` AND h.`symbol` = NEW.`symbol` AND h.`role` = NEW.`role` AND h.`from_date` = NEW.`from_date` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `relation_changed` AFTER UPDATE ON `relation`
WHEN (NEW.`name`, NEW.`symbol`, NEW.`role`, NEW.`from_date`, NEW.`to_date`, NEW.`reason`, NEW.`source`, NEW.`removed`) IS NOT (OLD.`name`, OLD.`symbol`, OLD.`role`, OLD.`from_date`, OLD.`to_date`, OLD.`reason`, OLD.`source`, OLD.`removed`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `relation_history` (`name`, `symbol`, `role`, `from_date`, `change_id`, `existed`, `to_date`, `reason`, `source`, `removed`)
    SELECT OLD.`name`, OLD.`symbol`, OLD.`role`, OLD.`from_date`, c.id, 1, OLD.`to_date`, OLD.`reason`, OLD.`source`, OLD.`removed` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `relation_history` h WHERE h.`name` = OLD.`name` AND h.`symbol` = OLD.`symbol` AND h.`role` = OLD.`role` AND h.`from_date` = OLD.`from_date` AND h.change_id = c.id);
  INSERT INTO `relation_history` (`name`, `symbol`, `role`, `from_date`, `change_id`, `existed`)
    SELECT NEW.`name`, NEW.`symbol`, NEW.`role`, NEW.`from_date`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `relation_history` h WHERE h.`name` = NEW.`name` AND h.`symbol` = NEW.`symbol` AND h.`role` = NEW.`role` AND h.`from_date` = NEW.`from_date` AND h.change_id = c.id) AND (NEW.`name`, NEW.`symbol`, NEW.`role`, NEW.`from_date`) IS NOT (OLD.`name`, OLD.`symbol`, OLD.`role`, OLD.`from_date`);
END;
--> statement-breakpoint
CREATE TRIGGER `relation_removed` AFTER DELETE ON `relation`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `relation_history` (`name`, `symbol`, `role`, `from_date`, `change_id`, `existed`, `to_date`, `reason`, `source`, `removed`)
    SELECT OLD.`name`, OLD.`symbol`, OLD.`role`, OLD.`from_date`, c.id, 1, OLD.`to_date`, OLD.`reason`, OLD.`source`, OLD.`removed` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `relation_history` h WHERE h.`name` = OLD.`name` AND h.`symbol` = OLD.`symbol` AND h.`role` = OLD.`role` AND h.`from_date` = OLD.`from_date` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `relation_history_no_update` BEFORE UPDATE ON `relation_history`
BEGIN
  SELECT RAISE(ABORT, 'relation_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `relation_history_no_delete` BEFORE DELETE ON `relation_history`
BEGIN
  SELECT RAISE(ABORT, 'relation_history is only ever added to');
END;
--> statement-breakpoint
CREATE TABLE `story_decision_history` (
	`one` text NOT NULL,
	`other` text NOT NULL,
	`change_id` integer NOT NULL,
	`existed` integer NOT NULL,
	`decision` text,
	`decided_at` integer,
	PRIMARY KEY(`one`, `other`, `change_id`),
	CHECK(existed in (0, 1))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `story_decision_added` AFTER INSERT ON `story_decision`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `story_decision_history` (`one`, `other`, `change_id`, `existed`)
    SELECT NEW.`one`, NEW.`other`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `story_decision_history` h WHERE h.`one` = NEW.`one` AND h.`other` = NEW.`other` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `story_decision_changed` AFTER UPDATE ON `story_decision`
WHEN (NEW.`one`, NEW.`other`, NEW.`decision`, NEW.`decided_at`) IS NOT (OLD.`one`, OLD.`other`, OLD.`decision`, OLD.`decided_at`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `story_decision_history` (`one`, `other`, `change_id`, `existed`, `decision`, `decided_at`)
    SELECT OLD.`one`, OLD.`other`, c.id, 1, OLD.`decision`, OLD.`decided_at` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `story_decision_history` h WHERE h.`one` = OLD.`one` AND h.`other` = OLD.`other` AND h.change_id = c.id);
  INSERT INTO `story_decision_history` (`one`, `other`, `change_id`, `existed`)
    SELECT NEW.`one`, NEW.`other`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `story_decision_history` h WHERE h.`one` = NEW.`one` AND h.`other` = NEW.`other` AND h.change_id = c.id) AND (NEW.`one`, NEW.`other`) IS NOT (OLD.`one`, OLD.`other`);
END;
--> statement-breakpoint
CREATE TRIGGER `story_decision_removed` AFTER DELETE ON `story_decision`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `story_decision_history` (`one`, `other`, `change_id`, `existed`, `decision`, `decided_at`)
    SELECT OLD.`one`, OLD.`other`, c.id, 1, OLD.`decision`, OLD.`decided_at` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `story_decision_history` h WHERE h.`one` = OLD.`one` AND h.`other` = OLD.`other` AND h.change_id = c.id);
END;
--> statement-breakpoint
CREATE TRIGGER `story_decision_history_no_update` BEFORE UPDATE ON `story_decision_history`
BEGIN
  SELECT RAISE(ABORT, 'story_decision_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `story_decision_history_no_delete` BEFORE DELETE ON `story_decision_history`
BEGIN
  SELECT RAISE(ABORT, 'story_decision_history is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `event_witness_no_update` BEFORE UPDATE ON `event_witness`
BEGIN
  SELECT RAISE(ABORT, 'event_witness is only ever added to');
END;
--> statement-breakpoint
CREATE TRIGGER `event_witness_no_delete` BEFORE DELETE ON `event_witness`
BEGIN
  SELECT RAISE(ABORT, 'event_witness is only ever added to');
END;
