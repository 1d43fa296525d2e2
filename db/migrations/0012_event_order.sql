DROP INDEX `event_effective`;--> statement-breakpoint
CREATE INDEX `event_effective` ON `event` (`effective_ms`,`event_id`);