CREATE TABLE "action_seals" (
	"no" bigint PRIMARY KEY NOT NULL,
	"from_at" bigint NOT NULL,
	"up_to_at" bigint NOT NULL,
	"rows" bigint NOT NULL,
	"rows_hash" text NOT NULL,
	"prev_hash" text NOT NULL,
	"hash" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "actions_log" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"turn_id" text NOT NULL,
	"tool" text NOT NULL,
	"actor" text NOT NULL,
	"effect" text NOT NULL,
	"input" text NOT NULL,
	"status" text NOT NULL,
	"reason" text,
	"duration_ms" bigint NOT NULL,
	"at" bigint NOT NULL,
	"tool_version" bigint DEFAULT 1 NOT NULL,
	"authority" text,
	"result" text,
	"cost_micro_usd" bigint DEFAULT 0 NOT NULL,
	"write_key" text,
	"payer" text,
	"amount_minor" bigint,
	"seq" bigint DEFAULT 0 NOT NULL,
	"prev_hash" text DEFAULT '' NOT NULL,
	"hash" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"id" text PRIMARY KEY NOT NULL,
	"card_id" text NOT NULL,
	"session_id" text NOT NULL,
	"subject" text NOT NULL,
	"locale" text NOT NULL,
	"action" text NOT NULL,
	"order_id" text NOT NULL,
	"order_number" text NOT NULL,
	"draft" text NOT NULL,
	"why" text NOT NULL,
	"reason" text NOT NULL,
	"policy_hash" text NOT NULL,
	"state" text NOT NULL,
	"requested_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint,
	"jti" text NOT NULL,
	CONSTRAINT "approvals_card_id_unique" UNIQUE("card_id")
);
--> statement-breakpoint
CREATE TABLE "call_nonces" (
	"key_id" text NOT NULL,
	"nonce" text NOT NULL,
	"expires_at" bigint NOT NULL,
	CONSTRAINT "call_nonces_key_id_nonce_pk" PRIMARY KEY("key_id","nonce")
);
--> statement-breakpoint
CREATE TABLE "codes" (
	"card_id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"order_number" text NOT NULL,
	"code_hash" text NOT NULL,
	"tries_left" bigint NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"locked_at" bigint
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"card_id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"turn_id" text NOT NULL,
	"subject" text NOT NULL,
	"locale" text NOT NULL,
	"action" text NOT NULL,
	"order_id" text NOT NULL,
	"order_number" text NOT NULL,
	"input" text NOT NULL,
	"draft_hash" text NOT NULL,
	"state" text NOT NULL,
	"created_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"decided_at" bigint
);
--> statement-breakpoint
CREATE TABLE "dead_letters" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	"session_id" text,
	"state" text NOT NULL,
	"times" bigint NOT NULL,
	"parked_at" bigint NOT NULL,
	"redriven_at" bigint
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"ask" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"removed" text NOT NULL,
	"receipt" text,
	"finished_at" bigint
);
--> statement-breakpoint
CREATE TABLE "eval_runs" (
	"id" text PRIMARY KEY NOT NULL,
	"brain_version" text NOT NULL,
	"suite" text NOT NULL,
	"started_at" bigint NOT NULL,
	"ended_at" bigint,
	"passed" bigint NOT NULL,
	"failed" bigint NOT NULL,
	"report" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"turn_id" text NOT NULL,
	"role" text NOT NULL,
	"body" text NOT NULL,
	"sources" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "metrics_hourly" (
	"hour" bigint NOT NULL,
	"metric" text NOT NULL,
	"brain_version" text NOT NULL,
	"provider" text NOT NULL,
	"intent" text NOT NULL,
	"detail" text NOT NULL,
	"count" bigint NOT NULL,
	"sum" bigint NOT NULL,
	"max" bigint NOT NULL,
	"steps" text NOT NULL,
	CONSTRAINT "metrics_hourly_hour_metric_brain_version_provider_intent_detail_pk" PRIMARY KEY("hour","metric","brain_version","provider","intent","detail")
);
--> statement-breakpoint
CREATE TABLE "ratings" (
	"session_id" text PRIMARY KEY NOT NULL,
	"score" bigint NOT NULL,
	"words" text NOT NULL,
	"intent" text,
	"brain_version" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session_orders" (
	"order_number" text NOT NULL,
	"session_id" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "session_orders_order_number_session_id_pk" PRIMARY KEY("order_number","session_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" text PRIMARY KEY NOT NULL,
	"subject" text NOT NULL,
	"locale" text NOT NULL,
	"started_at" bigint NOT NULL,
	"last_turn_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket_links" (
	"ticket_id" text PRIMARY KEY NOT NULL,
	"desk" text NOT NULL,
	"external_id" text NOT NULL,
	"url" text NOT NULL,
	"opened_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" text PRIMARY KEY NOT NULL,
	"session_id" text NOT NULL,
	"turn_id" text NOT NULL,
	"reason" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"opened_at" bigint NOT NULL,
	"closed_at" bigint
);
--> statement-breakpoint
CREATE TABLE "tombstones" (
	"key" text PRIMARY KEY NOT NULL,
	"erased_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "turns" (
	"session_id" text NOT NULL,
	"turn_id" text NOT NULL,
	"turn_no" bigint NOT NULL,
	"at" bigint NOT NULL,
	"intent" text,
	"outcome" text NOT NULL,
	"brain_version" text NOT NULL,
	"provider" text NOT NULL,
	"latency_ms" bigint NOT NULL,
	"first_token_ms" bigint,
	"input_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"cost_micro_usd" bigint NOT NULL,
	"handoff_reason" text,
	"hops" text DEFAULT '[]' NOT NULL,
	CONSTRAINT "turns_session_id_turn_id_pk" PRIMARY KEY("session_id","turn_id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"subject" text PRIMARY KEY NOT NULL,
	"email" text,
	"email_hash" text,
	"locale" text NOT NULL,
	"first_seen_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE INDEX "actions_log_by_session" ON "actions_log" USING btree ("session_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "actions_log_chain" ON "actions_log" USING btree ("session_id","seq") WHERE "actions_log"."seq" > 0;--> statement-breakpoint
CREATE INDEX "actions_log_by_key" ON "actions_log" USING btree ("write_key");--> statement-breakpoint
CREATE INDEX "actions_log_by_payer" ON "actions_log" USING btree ("payer","at");--> statement-breakpoint
CREATE INDEX "actions_log_by_time" ON "actions_log" USING btree ("at");--> statement-breakpoint
CREATE INDEX "approvals_by_state" ON "approvals" USING btree ("state","requested_at");--> statement-breakpoint
CREATE INDEX "call_nonces_by_expiry" ON "call_nonces" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "codes_by_session" ON "codes" USING btree ("session_id","created_at");--> statement-breakpoint
CREATE INDEX "codes_by_order" ON "codes" USING btree ("order_number","created_at");--> statement-breakpoint
CREATE INDEX "consents_by_session" ON "consents" USING btree ("session_id","created_at");--> statement-breakpoint
CREATE INDEX "dead_letters_by_state" ON "dead_letters" USING btree ("state","parked_at");--> statement-breakpoint
CREATE INDEX "dead_letters_by_session" ON "dead_letters" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "erasures_by_state" ON "erasures" USING btree ("state","asked_at");--> statement-breakpoint
CREATE INDEX "messages_by_session" ON "messages" USING btree ("session_id","at");--> statement-breakpoint
CREATE INDEX "metrics_hourly_by_metric" ON "metrics_hourly" USING btree ("metric","hour");--> statement-breakpoint
CREATE INDEX "sessions_by_subject" ON "sessions" USING btree ("subject");--> statement-breakpoint
CREATE INDEX "sessions_by_last_turn" ON "sessions" USING btree ("last_turn_at");--> statement-breakpoint
CREATE INDEX "tickets_by_state" ON "tickets" USING btree ("state","opened_at");--> statement-breakpoint
CREATE INDEX "tickets_by_session" ON "tickets" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "tombstones_by_time" ON "tombstones" USING btree ("erased_at");--> statement-breakpoint
CREATE INDEX "turns_by_time" ON "turns" USING btree ("at");--> statement-breakpoint
CREATE INDEX "users_by_email" ON "users" USING btree ("email_hash");--> statement-breakpoint
CREATE INDEX "users_by_last_seen" ON "users" USING btree ("last_seen_at");