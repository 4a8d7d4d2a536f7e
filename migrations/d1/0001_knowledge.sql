CREATE TABLE `kb_chunks` (
	`id` integer PRIMARY KEY NOT NULL,
	`page_url` text NOT NULL,
	`key` text NOT NULL,
	`ordinal` integer NOT NULL,
	`headings` text NOT NULL,
	`fragment` text NOT NULL,
	`body` text NOT NULL,
	`terms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `kb_chunks_by_page` ON `kb_chunks` (`page_url`,`key`);--> statement-breakpoint
CREATE INDEX `kb_chunks_by_key` ON `kb_chunks` (`key`);--> statement-breakpoint
CREATE TABLE `kb_frontier` (
	`run_id` text NOT NULL,
	`url` text NOT NULL,
	`state` text NOT NULL,
	`why` text,
	`depth` integer NOT NULL,
	`listed_at` text,
	`attempts` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`run_id`, `url`)
);
--> statement-breakpoint
CREATE INDEX `kb_frontier_by_state` ON `kb_frontier` (`run_id`,`state`);--> statement-breakpoint
CREATE TABLE `kb_gaps` (
	`key` text PRIMARY KEY NOT NULL,
	`question` text NOT NULL,
	`times` integer NOT NULL,
	`answerable_percent` integer NOT NULL,
	`first_at` integer NOT NULL,
	`last_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `kb_gaps_by_times` ON `kb_gaps` (`times`);--> statement-breakpoint
CREATE TABLE `kb_hosts` (
	`host` text PRIMARY KEY NOT NULL,
	`robots` text NOT NULL,
	`robots_read_at` integer NOT NULL,
	`next_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `kb_pages` (
	`url` text PRIMARY KEY NOT NULL,
	`source_url` text NOT NULL,
	`title` text NOT NULL,
	`kind` text NOT NULL,
	`language` text NOT NULL,
	`updated_at` text,
	`etag` text,
	`last_modified` text,
	`listed_at` text,
	`content_hash` text NOT NULL,
	`fetched_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `kb_pages_by_source` ON `kb_pages` (`source_url`);--> statement-breakpoint
CREATE TABLE `kb_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`ask` text NOT NULL,
	`started_at` integer NOT NULL,
	`finished_at` integer,
	`note` text
);
--> statement-breakpoint
CREATE INDEX `kb_runs_by_start` ON `kb_runs` (`started_at`);--> statement-breakpoint
CREATE TABLE `kb_state` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `kb_synonyms` (
	`id` integer PRIMARY KEY NOT NULL,
	`words` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `kb_terms` (
	`id` integer PRIMARY KEY NOT NULL,
	`term` text NOT NULL,
	`chunks` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `kb_terms_by_term` ON `kb_terms` (`term`);--> statement-breakpoint
CREATE INDEX `kb_terms_by_chunks` ON `kb_terms` (`chunks`);--> statement-breakpoint
CREATE TABLE `kb_vectors` (
	`space` text NOT NULL,
	`key` text NOT NULL,
	PRIMARY KEY(`space`, `key`)
);
