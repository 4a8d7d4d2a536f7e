CREATE TABLE `metrics_hourly` (
	`hour` integer NOT NULL,
	`metric` text NOT NULL,
	`brain_version` text NOT NULL,
	`provider` text NOT NULL,
	`intent` text NOT NULL,
	`detail` text NOT NULL,
	`count` integer NOT NULL,
	`sum` integer NOT NULL,
	`max` integer NOT NULL,
	`steps` text NOT NULL,
	PRIMARY KEY(`hour`, `metric`, `brain_version`, `provider`, `intent`, `detail`)
);
--> statement-breakpoint
CREATE INDEX `metrics_hourly_by_metric` ON `metrics_hourly` (`metric`,`hour`);--> statement-breakpoint
ALTER TABLE `turns` ADD `handoff_reason` text;--> statement-breakpoint
ALTER TABLE `turns` ADD `hops` text DEFAULT '[]' NOT NULL;