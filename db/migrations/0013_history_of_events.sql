CREATE INDEX `event_history_event_id` ON `event_history` (`event_id`) WHERE `event_id` IS NOT NULL;
