<?php
/**
 * Our three tables, and the times to make and to leave them.
 *
 * @package Counterhand
 */

namespace Counterhand;

/**
 * Tables are made on activation, and again when the schema's number rises or a network gets a new site.
 */
final class Installer {

	const SCHEMA        = 1;
	const SCHEMA_OPTION = 'counterhand_schema';

	/**
	 * Full name of one of our tables.
	 *
	 * @param string $name `writes`, `nonces` or `events`.
	 */
	public static function table( string $name ): string {
		global $wpdb;
		return $wpdb->prefix . 'counterhand_' . $name;
	}

	/**
	 * On activation. Other sites of a network make their tables when they first need them.
	 */
	public static function activate(): void {
		self::ensure();
	}

	/**
	 * Leaves the data, takes the timers.
	 */
	public static function deactivate(): void {
		foreach ( array( Events\Delivery::HOOK, Housekeeping::HOOK ) as $hook ) {
			wp_clear_scheduled_hook( $hook );
			if ( function_exists( 'as_unschedule_all_actions' ) ) {
				as_unschedule_all_actions( $hook );
			}
		}
	}

	/**
	 * Makes the tables unless this schema is known to be there. The option is autoloaded: asking costs no query.
	 * True when they are there. A database that is full or read-only is asked again next time.
	 */
	public static function ensure(): bool {
		if ( self::SCHEMA === (int) get_option( self::SCHEMA_OPTION ) ) {
			return true;
		}
		global $wpdb;
		require_once ABSPATH . 'wp-admin/includes/upgrade.php';
		$was_showing = $wpdb->suppress_errors( true );
		dbDelta( self::statements() );
		$is_there = self::has_tables();
		$wpdb->suppress_errors( $was_showing );
		if ( $is_there ) {
			update_option( self::SCHEMA_OPTION, self::SCHEMA, true );
		}
		return $is_there;
	}

	/**
	 * Asks the database itself, not the option.
	 */
	public static function has_tables(): bool {
		global $wpdb;
		foreach ( array( 'writes', 'nonces', 'events' ) as $name ) {
			$table = self::table( $name );
			// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- our own table; a cached answer would be about another day.
			if ( $table !== $wpdb->get_var( $wpdb->prepare( 'SHOW TABLES LIKE %s', $wpdb->esc_like( $table ) ) ) ) {
				return false;
			}
		}
		return true;
	}

	/**
	 * `writes.live_order` is the order's row lock: unique, and null as soon as the write is settled. `approval_jti` is
	 * unique so that one insert claims the key and burns the token. Times are seconds since the epoch.
	 *
	 * @return string[]
	 */
	private static function statements(): array {
		global $wpdb;
		$charset = $wpdb->get_charset_collate();
		$writes  = self::table( 'writes' );
		$nonces  = self::table( 'nonces' );
		$events  = self::table( 'events' );
		return array(
			"CREATE TABLE $writes (
id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
write_key varchar(80) NOT NULL,
action varchar(12) NOT NULL,
order_id bigint(20) unsigned NOT NULL,
live_order bigint(20) unsigned NULL,
args_hash char(64) NOT NULL,
approval_jti varchar(64) NULL,
state varchar(12) NOT NULL,
stage varchar(12) NOT NULL,
reason varchar(32) NOT NULL DEFAULT '',
detail varchar(500) NOT NULL DEFAULT '',
refund_id bigint(20) unsigned NULL,
amount_minor bigint(20) unsigned NULL,
minor_digits tinyint(3) unsigned NULL,
currency varchar(3) NOT NULL DEFAULT '',
order_status varchar(40) NOT NULL DEFAULT '',
session varchar(64) NOT NULL DEFAULT '',
authority varchar(12) NOT NULL DEFAULT '',
approver varchar(200) NOT NULL DEFAULT '',
policy_hash varchar(64) NOT NULL DEFAULT '',
created_at bigint(20) unsigned NOT NULL,
changed_at bigint(20) unsigned NOT NULL,
PRIMARY KEY  (id),
UNIQUE KEY write_key (write_key),
UNIQUE KEY live_order (live_order),
UNIQUE KEY approval_jti (approval_jti),
KEY order_id (order_id)
) $charset;",
			"CREATE TABLE $nonces (
id bigint(20) unsigned NOT NULL AUTO_INCREMENT,
nonce_hash char(64) NOT NULL,
burned_at bigint(20) unsigned NOT NULL,
PRIMARY KEY  (id),
UNIQUE KEY nonce_hash (nonce_hash),
KEY burned_at (burned_at)
) $charset;",
			"CREATE TABLE $events (
seq bigint(20) unsigned NOT NULL AUTO_INCREMENT,
kind varchar(20) NOT NULL,
object_id bigint(20) unsigned NOT NULL,
url text NULL,
number varchar(64) NULL,
created_at bigint(20) unsigned NOT NULL,
PRIMARY KEY  (seq)
) $charset;",
		);
	}
}
