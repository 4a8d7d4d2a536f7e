<?php
/**
 * Nonces that were used.
 *
 * @package Counterhand
 */

namespace Counterhand\Signed;

use Counterhand\Installer;

/**
 * One unique insert burns a nonce, so two requests at once cannot both be first.
 */
final class Nonces {

	/**
	 * True when the nonce was new. Closed when unsure: a table that cannot be written burns nothing and allows nothing.
	 *
	 * @param string $key_id Which key it came with.
	 * @param string $nonce  As sent.
	 * @param int    $now    Seconds since the epoch.
	 * @return bool|null Null when the table could not be written.
	 */
	public function burn( string $key_id, string $nonce, int $now ): ?bool {
		global $wpdb;
		$hash        = hash( 'sha256', "$key_id\n$nonce" );
		$table       = Installer::table( 'nonces' );
		$was_showing = $wpdb->suppress_errors( true );
		// phpcs:disable WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- our own table by its own name; a cache would be a hole.
		$burned = $wpdb->insert(
			$table,
			array(
				'nonce_hash' => $hash,
				'burned_at'  => $now,
			)
		);
		$known  = false === $burned ? $wpdb->get_var( $wpdb->prepare( "SELECT id FROM $table WHERE nonce_hash = %s", $hash ) ) : null;
		// phpcs:enable
		$wpdb->suppress_errors( $was_showing );
		if ( false !== $burned ) {
			return true;
		}
		return null === $known ? null : false;
	}

	/**
	 * Drops what no signature could bring back.
	 *
	 * @param int $time Seconds since the epoch.
	 */
	public function forget_before( int $time ): void {
		global $wpdb;
		$table = Installer::table( 'nonces' );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- our own table by its own name.
		$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE burned_at < %d", $time ) );
	}
}
