CREATE TABLE `session_orders` (
	`order_number` text NOT NULL,
	`session_id` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`order_number`, `session_id`)
);
