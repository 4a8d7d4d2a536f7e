<?php
/**
 * How many new conversations one address may open.
 *
 * @package Counterhand
 */

namespace Counterhand\Session;

/**
 * A fixed window of a minute. Renewing a token is not counted: only a session id made anew is. Two requests at the
 * same instant may count as one; the edge has limits of its own behind this.
 */
final class New_Session_Limit {

	/**
	 * True while the address is under its limit. Open when unsure: a transient that cannot be written limits nobody.
	 *
	 * @param int $most New sessions a minute; 0 for no limit.
	 * @param int $now  Seconds since the epoch.
	 */
	public static function allows( int $most, int $now ): bool {
		if ( $most <= 0 ) {
			return true;
		}
		// Only the peer's own address: forwarded-for headers are anybody's to write.
		$address = isset( $_SERVER['REMOTE_ADDR'] ) ? sanitize_text_field( wp_unslash( $_SERVER['REMOTE_ADDR'] ) ) : '';
		/**
		 * For shops behind a proxy that leaves its own address in REMOTE_ADDR.
		 *
		 * @param string $address Address to count by.
		 */
		$address = (string) apply_filters( 'counterhand_client_address', $address );
		$name    = 'counterhand_rate_' . substr( hash_hmac( 'sha256', $address . '|' . intdiv( $now, 60 ), wp_salt( 'nonce' ) ), 0, 24 );
		$seen    = (int) get_transient( $name );
		if ( $seen >= $most ) {
			return false;
		}
		set_transient( $name, $seen + 1, 2 * MINUTE_IN_SECONDS );
		return true;
	}
}
