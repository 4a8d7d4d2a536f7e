<?php
/**
 * What is swept once a day.
 *
 * @package Counterhand
 */

namespace Counterhand;

/**
 * Keys of writes are kept for 400 days: a repeat after that is older than any refund window we allow.
 */
final class Housekeeping {

	const HOOK            = 'counterhand_sweep';
	const WRITE_KEEP_DAYS = 400;

	/**
	 * WP-Cron is enough here: nothing depends on the hour.
	 */
	public function keep_scheduled(): void {
		Installer::ensure();
		if ( ! wp_next_scheduled( self::HOOK ) ) {
			wp_schedule_event( time() + HOUR_IN_SECONDS, 'daily', self::HOOK );
		}
	}

	/**
	 * Forgets nonces past their window and writes past their use. Unsettled writes stay until somebody settles them.
	 */
	public function sweep(): void {
		global $wpdb;
		if ( ! Installer::ensure() ) {
			return;
		}
		$writes = Installer::table( 'writes' );
		( new Signed\Nonces() )->forget_before( time() - Signed\Scheme::NONCE_KEEP_SECONDS );
		// phpcs:disable WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- our own table by its own name.
		$wpdb->query(
			$wpdb->prepare(
				"DELETE FROM $writes WHERE state IN ('done', 'refused') AND created_at < %d",
				time() - self::WRITE_KEEP_DAYS * DAY_IN_SECONDS
			)
		);
		// phpcs:enable
		$this->ask_about_doubts();
	}

	/**
	 * Refunds in doubt, where the gateway's plugin can look them up. The rest waits for a person.
	 */
	private function ask_about_doubts(): void {
		$store  = new Writes\Write_Store();
		$runner = new Writes\Write_Runner( $store, new Writes\Order_Lock() );
		foreach ( has_filter( 'counterhand_refund_evidence' ) ? $store->in_doubt( 100 ) : array() as $row ) {
			$runner->look_up( (string) $row['write_key'], false );
		}
	}
}
