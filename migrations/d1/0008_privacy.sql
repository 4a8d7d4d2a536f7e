CREATE TABLE `erasures` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`ask` text NOT NULL,
	`asked_at` integer NOT NULL,
	`removed` text NOT NULL,
	`receipt` text,
	`finished_at` integer
);
--> statement-breakpoint
CREATE INDEX `erasures_by_state` ON `erasures` (`state`,`asked_at`);--> statement-breakpoint
CREATE TABLE `tombstones` (
	`key` text PRIMARY KEY NOT NULL,
	`erased_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `tombstones_by_time` ON `tombstones` (`erased_at`);--> statement-breakpoint
ALTER TABLE `users` ADD `email_hash` text;--> statement-breakpoint
CREATE INDEX `users_by_email` ON `users` (`email_hash`);--> statement-breakpoint
CREATE INDEX `users_by_last_seen` ON `users` (`last_seen_at`);