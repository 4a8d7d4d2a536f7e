CREATE TABLE `messages` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`turn_id` text NOT NULL,
	`role` text NOT NULL,
	`body` text NOT NULL,
	`sources` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `messages_by_session` ON `messages` (`session_id`,`at`);--> statement-breakpoint
CREATE TABLE `ratings` (
	`session_id` text PRIMARY KEY NOT NULL,
	`score` integer NOT NULL,
	`words` text NOT NULL,
	`intent` text,
	`brain_version` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`locale` text NOT NULL,
	`started_at` integer NOT NULL,
	`last_turn_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sessions_by_subject` ON `sessions` (`subject`);--> statement-breakpoint
CREATE INDEX `sessions_by_last_turn` ON `sessions` (`last_turn_at`);--> statement-breakpoint
CREATE TABLE `turns` (
	`session_id` text NOT NULL,
	`turn_id` text NOT NULL,
	`turn_no` integer NOT NULL,
	`at` integer NOT NULL,
	`intent` text,
	`outcome` text NOT NULL,
	`brain_version` text NOT NULL,
	`provider` text NOT NULL,
	`latency_ms` integer NOT NULL,
	`first_token_ms` integer,
	`input_tokens` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	`cost_micro_usd` integer NOT NULL,
	PRIMARY KEY(`session_id`, `turn_id`)
);
--> statement-breakpoint
CREATE INDEX `turns_by_time` ON `turns` (`at`);--> statement-breakpoint
CREATE TABLE `users` (
	`subject` text PRIMARY KEY NOT NULL,
	`email` text,
	`locale` text NOT NULL,
	`first_seen_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `actions_log` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`turn_id` text NOT NULL,
	`tool` text NOT NULL,
	`actor` text NOT NULL,
	`effect` text NOT NULL,
	`input` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`duration_ms` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `actions_log_by_session` ON `actions_log` (`session_id`,`at`);--> statement-breakpoint
CREATE TABLE `eval_runs` (
	`id` text PRIMARY KEY NOT NULL,
	`brain_version` text NOT NULL,
	`suite` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`passed` integer NOT NULL,
	`failed` integer NOT NULL,
	`report` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tickets` (
	`id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`turn_id` text NOT NULL,
	`reason` text NOT NULL,
	`subject` text NOT NULL,
	`body` text NOT NULL,
	`state` text NOT NULL,
	`opened_at` integer NOT NULL,
	`closed_at` integer
);
--> statement-breakpoint
CREATE INDEX `tickets_by_state` ON `tickets` (`state`,`opened_at`);--> statement-breakpoint
CREATE INDEX `tickets_by_session` ON `tickets` (`session_id`);