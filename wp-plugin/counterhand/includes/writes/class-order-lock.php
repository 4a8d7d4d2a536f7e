<?php
/**
 * One write per order at a time.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

/**
 * `GET_LOCK` where the database keeps it: it ends with the connection, so whoever gets it knows that the last holder
 * is dead. Databases and proxies without it leave the row lock (`writes.live_order`) and a lease to tell.
 */
final class Order_Lock {

	/** Where nothing tells us that a process died, we believe it after this long. */
	const LEASE_SECONDS = 300;

	/**
	 * Takes the lock.
	 *
	 * @param int $order_id     Order.
	 * @param int $wait_seconds How long to wait for another holder.
	 * @return string `held`, `busy`, or `none` where the database keeps no such locks.
	 */
	public function take( int $order_id, int $wait_seconds ): string {
		global $wpdb;
		$was_showing = $wpdb->suppress_errors( true );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- a lock is not data.
		$answer = $wpdb->get_var( $wpdb->prepare( 'SELECT GET_LOCK(%s, %d)', $this->name( $order_id ), $wait_seconds ) );
		$wpdb->suppress_errors( $was_showing );
		if ( '1' === (string) $answer ) {
			return 'held';
		}
		// Anything but 0 or 1 is a database that only pretends: SQLite's layer answers "1=1".
		return '0' === (string) $answer ? 'busy' : 'none';
	}

	/**
	 * Lets it go.
	 *
	 * @param int $order_id Order.
	 */
	public function release( int $order_id ): void {
		global $wpdb;
		$was_showing = $wpdb->suppress_errors( true );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- a lock is not data.
		$wpdb->get_var( $wpdb->prepare( 'SELECT RELEASE_LOCK(%s)', $this->name( $order_id ) ) );
		$wpdb->suppress_errors( $was_showing );
	}

	/**
	 * Whether the process behind a write in progress is gone for sure.
	 *
	 * @param string                     $lock What `take` said just now.
	 * @param array<string, string|null> $row  The write.
	 * @param int                        $now  Seconds since the epoch.
	 */
	public function is_dead( string $lock, array $row, int $now ): bool {
		if ( 'none' !== $lock ) {
			return 'held' === $lock;
		}
		/**
		 * How long a silent write is believed to be running where the database keeps no locks.
		 *
		 * @param int $seconds Seconds.
		 */
		$lease = (int) apply_filters( 'counterhand_lease_seconds', self::LEASE_SECONDS );
		return (int) $row['changed_at'] + $lease <= $now;
	}

	/**
	 * Locks belong to the whole server, so the name carries database and prefix.
	 *
	 * @param int $order_id Order.
	 */
	private function name( int $order_id ): string {
		global $wpdb;
		return 'ch_' . md5( DB_NAME . '|' . $wpdb->prefix . '|' . $order_id );
	}
}
