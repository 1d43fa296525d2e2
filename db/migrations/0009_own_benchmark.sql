ALTER TABLE `ticker` ADD `benchmark` text;
--> statement-breakpoint
ALTER TABLE `ticker_history` ADD `benchmark` text;
--> statement-breakpoint
DROP TRIGGER `ticker_added`;
--> statement-breakpoint
DROP TRIGGER `ticker_changed`;
--> statement-breakpoint
DROP TRIGGER `ticker_removed`;
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
WHEN (NEW.`id`, NEW.`symbol`, NEW.`name`, NEW.`exchange`, NEW.`kind`, NEW.`currency`, NEW.`zone`, NEW.`first_trade_day`, NEW.`added_at`, NEW.`benchmark`) IS NOT (OLD.`id`, OLD.`symbol`, OLD.`name`, OLD.`exchange`, OLD.`kind`, OLD.`currency`, OLD.`zone`, OLD.`first_trade_day`, OLD.`added_at`, OLD.`benchmark`)
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `ticker_history` (`id`, `change_id`, `existed`, `symbol`, `name`, `exchange`, `kind`, `currency`, `zone`, `first_trade_day`, `added_at`, `benchmark`)
    SELECT OLD.`id`, c.id, 1, OLD.`symbol`, OLD.`name`, OLD.`exchange`, OLD.`kind`, OLD.`currency`, OLD.`zone`, OLD.`first_trade_day`, OLD.`added_at`, OLD.`benchmark` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_history` h WHERE h.`id` = OLD.`id` AND h.change_id = c.id);
  INSERT INTO `ticker_history` (`id`, `change_id`, `existed`)
    SELECT NEW.`id`, c.id, 0 FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_history` h WHERE h.`id` = NEW.`id` AND h.change_id = c.id) AND (NEW.`id`) IS NOT (OLD.`id`);
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_removed` AFTER DELETE ON `ticker`
BEGIN
  INSERT INTO change (at) SELECT unixepoch() * 1000 WHERE NOT EXISTS (SELECT 1 FROM open_change);
  INSERT INTO `ticker_history` (`id`, `change_id`, `existed`, `symbol`, `name`, `exchange`, `kind`, `currency`, `zone`, `first_trade_day`, `added_at`, `benchmark`)
    SELECT OLD.`id`, c.id, 1, OLD.`symbol`, OLD.`name`, OLD.`exchange`, OLD.`kind`, OLD.`currency`, OLD.`zone`, OLD.`first_trade_day`, OLD.`added_at`, OLD.`benchmark` FROM (SELECT coalesce((SELECT id FROM open_change), (SELECT max(id) FROM change)) AS id) c
    WHERE NOT EXISTS (SELECT 1 FROM `ticker_history` h WHERE h.`id` = OLD.`id` AND h.change_id = c.id);
END;
