CREATE TABLE `ticket_links` (
	`ticket_id` text PRIMARY KEY NOT NULL,
	`desk` text NOT NULL,
	`external_id` text NOT NULL,
	`url` text NOT NULL,
	`opened_at` integer NOT NULL
);
