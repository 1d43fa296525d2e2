CREATE TABLE `calendar_session` (
	`mic` text NOT NULL,
	`day` integer NOT NULL,
	`opens` integer NOT NULL,
	`closes` integer NOT NULL,
	`break_from` integer,
	`break_to` integer,
	PRIMARY KEY(`mic`, `day`),
	CONSTRAINT "calendar_session_order" CHECK(opens < closes and ((break_from is null and break_to is null) or (opens < break_from and break_from < break_to and break_to < closes)))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `calendar_span` (
	`mic` text NOT NULL,
	`from_day` integer NOT NULL,
	`to_day` integer NOT NULL,
	PRIMARY KEY(`mic`, `from_day`),
	CONSTRAINT "calendar_span_order" CHECK(from_day <= to_day)
) STRICT, WITHOUT ROWID;
