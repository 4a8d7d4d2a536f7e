CREATE TABLE `action_seals` (
	`no` integer PRIMARY KEY NOT NULL,
	`from_at` integer NOT NULL,
	`up_to_at` integer NOT NULL,
	`rows` integer NOT NULL,
	`rows_hash` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `approvals` (
	`id` text PRIMARY KEY NOT NULL,
	`card_id` text NOT NULL,
	`session_id` text NOT NULL,
	`subject` text NOT NULL,
	`locale` text NOT NULL,
	`action` text NOT NULL,
	`order_id` text NOT NULL,
	`order_number` text NOT NULL,
	`draft` text NOT NULL,
	`why` text NOT NULL,
	`reason` text NOT NULL,
	`policy_hash` text NOT NULL,
	`state` text NOT NULL,
	`requested_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`jti` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `approvals_card_id_unique` ON `approvals` (`card_id`);--> statement-breakpoint
CREATE INDEX `approvals_by_state` ON `approvals` (`state`,`requested_at`);--> statement-breakpoint
CREATE TABLE `call_nonces` (
	`key_id` text NOT NULL,
	`nonce` text NOT NULL,
	`expires_at` integer NOT NULL,
	PRIMARY KEY(`key_id`, `nonce`)
);
--> statement-breakpoint
CREATE INDEX `call_nonces_by_expiry` ON `call_nonces` (`expires_at`);--> statement-breakpoint
CREATE TABLE `codes` (
	`card_id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`order_number` text NOT NULL,
	`code_hash` text NOT NULL,
	`tries_left` integer NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`locked_at` integer
);
--> statement-breakpoint
CREATE INDEX `codes_by_session` ON `codes` (`session_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `codes_by_order` ON `codes` (`order_number`,`created_at`);--> statement-breakpoint
CREATE TABLE `consents` (
	`card_id` text PRIMARY KEY NOT NULL,
	`session_id` text NOT NULL,
	`turn_id` text NOT NULL,
	`subject` text NOT NULL,
	`locale` text NOT NULL,
	`action` text NOT NULL,
	`order_id` text NOT NULL,
	`order_number` text NOT NULL,
	`input` text NOT NULL,
	`draft_hash` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`decided_at` integer
);
--> statement-breakpoint
CREATE INDEX `consents_by_session` ON `consents` (`session_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `actions_log` ADD `tool_version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `actions_log` ADD `authority` text;--> statement-breakpoint
ALTER TABLE `actions_log` ADD `result` text;--> statement-breakpoint
ALTER TABLE `actions_log` ADD `cost_micro_usd` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `actions_log` ADD `write_key` text;--> statement-breakpoint
ALTER TABLE `actions_log` ADD `payer` text;--> statement-breakpoint
ALTER TABLE `actions_log` ADD `amount_minor` integer;--> statement-breakpoint
ALTER TABLE `actions_log` ADD `seq` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `actions_log` ADD `prev_hash` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `actions_log` ADD `hash` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `actions_log_chain` ON `actions_log` (`session_id`,`seq`) WHERE "actions_log"."seq" > 0;--> statement-breakpoint
CREATE INDEX `actions_log_by_key` ON `actions_log` (`write_key`);--> statement-breakpoint
CREATE INDEX `actions_log_by_payer` ON `actions_log` (`payer`,`at`);--> statement-breakpoint
CREATE INDEX `actions_log_by_time` ON `actions_log` (`at`);