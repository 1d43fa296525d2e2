CREATE TABLE `bar_level` (
	`ticker_id` integer NOT NULL,
	`minutes` integer NOT NULL,
	`step` integer NOT NULL,
	`period` integer NOT NULL,
	`rows` blob NOT NULL,
	PRIMARY KEY(`ticker_id`, `minutes`, `step`, `period`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `touched` (
	`what` text NOT NULL,
	`ticker_id` integer NOT NULL,
	`times` integer NOT NULL,
	PRIMARY KEY(`what`, `ticker_id`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TRIGGER `daily_bar_touch_added` AFTER INSERT ON `daily_bar`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', NEW.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `daily_bar_touch_changed` AFTER UPDATE ON `daily_bar`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', NEW.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', OLD.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `daily_bar_touch_removed` AFTER DELETE ON `daily_bar`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', OLD.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `corporate_action_touch_added` AFTER INSERT ON `corporate_action`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', NEW.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `corporate_action_touch_changed` AFTER UPDATE ON `corporate_action`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', NEW.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', OLD.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `corporate_action_touch_removed` AFTER DELETE ON `corporate_action`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', OLD.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `repair_touch_added` AFTER INSERT ON `repair`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', NEW.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `repair_touch_changed` AFTER UPDATE ON `repair`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', NEW.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', OLD.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `repair_touch_removed` AFTER DELETE ON `repair`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', OLD.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `repair_finding_touch_added` AFTER INSERT ON `repair_finding`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', NEW.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `repair_finding_touch_changed` AFTER UPDATE ON `repair_finding`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', NEW.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', OLD.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `repair_finding_touch_removed` AFTER DELETE ON `repair_finding`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', OLD.ticker_id, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `finding_touch_added` AFTER INSERT ON `finding`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', coalesce(NEW.ticker_id, 0), 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `finding_touch_changed` AFTER UPDATE ON `finding`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', coalesce(NEW.ticker_id, 0), 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', coalesce(OLD.ticker_id, 0), 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `finding_touch_removed` AFTER DELETE ON `finding`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('prices', coalesce(OLD.ticker_id, 0), 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `event_touch_added` AFTER INSERT ON `event`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `event_touch_changed` AFTER UPDATE ON `event`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `event_touch_removed` AFTER DELETE ON `event`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `event_ticker_touch_added` AFTER INSERT ON `event_ticker`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `event_ticker_touch_changed` AFTER UPDATE ON `event_ticker`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `event_ticker_touch_removed` AFTER DELETE ON `event_ticker`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_touch_added` AFTER INSERT ON `ticker`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_touch_changed` AFTER UPDATE ON `ticker`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_touch_removed` AFTER DELETE ON `ticker`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_alias_touch_added` AFTER INSERT ON `ticker_alias`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_alias_touch_changed` AFTER UPDATE ON `ticker_alias`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `ticker_alias_touch_removed` AFTER DELETE ON `ticker_alias`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_span_touch_added` AFTER INSERT ON `calendar_span`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_span_touch_changed` AFTER UPDATE ON `calendar_span`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_span_touch_removed` AFTER DELETE ON `calendar_span`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_session_touch_added` AFTER INSERT ON `calendar_session`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_session_touch_changed` AFTER UPDATE ON `calendar_session`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `calendar_session_touch_removed` AFTER DELETE ON `calendar_session`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('places', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `factor_set_touch_added` AFTER INSERT ON `factor_set`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('factors', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `factor_set_touch_changed` AFTER UPDATE ON `factor_set`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('factors', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `factor_set_touch_removed` AFTER DELETE ON `factor_set`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('factors', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `factor_value_touch_added` AFTER INSERT ON `factor_value`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('factors', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `factor_value_touch_changed` AFTER UPDATE ON `factor_value`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('factors', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `factor_value_touch_removed` AFTER DELETE ON `factor_value`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('factors', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `event_witness_touch_added` AFTER INSERT ON `event_witness`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `event_witness_touch_changed` AFTER UPDATE ON `event_witness`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `event_witness_touch_removed` AFTER DELETE ON `event_witness`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `relation_touch_added` AFTER INSERT ON `relation`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `relation_touch_changed` AFTER UPDATE ON `relation`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `relation_touch_removed` AFTER DELETE ON `relation`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `story_decision_touch_added` AFTER INSERT ON `story_decision`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `story_decision_touch_changed` AFTER UPDATE ON `story_decision`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
--> statement-breakpoint
CREATE TRIGGER `story_decision_touch_removed` AFTER DELETE ON `story_decision`
BEGIN
  INSERT INTO touched (what, ticker_id, times) VALUES ('events', 0, 1) ON CONFLICT (what, ticker_id) DO UPDATE SET times = times + 1;
END;
