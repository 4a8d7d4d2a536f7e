CREATE TABLE `dead_letters` (
	`id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`body` text NOT NULL,
	`session_id` text,
	`state` text NOT NULL,
	`times` integer NOT NULL,
	`parked_at` integer NOT NULL,
	`redriven_at` integer
);
--> statement-breakpoint
CREATE INDEX `dead_letters_by_state` ON `dead_letters` (`state`,`parked_at`);--> statement-breakpoint
CREATE INDEX `dead_letters_by_session` ON `dead_letters` (`session_id`);