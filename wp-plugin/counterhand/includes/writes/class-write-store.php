<?php
/**
 * The table of writes.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

use Counterhand\Installer;

/**
 * One row per key. The unique indexes do the deciding: of two requests at once the database lets one in.
 *
 * State: `in_progress` → `done` | `refused` | `in_doubt`. Stage, while in progress: `claimed` → `paying` → `paid` |
 * `declined` for refunds, `claimed` → `acting` for the others. Every step is a compare-and-swap, so a process that lost its claim finds out before it asks the gateway.
 */
final class Write_Store {

	/** A database that refuses this often in a row cannot be written. */
	const CLAIM_TRIES = 3;

	/**
	 * The row of a key, or null.
	 *
	 * @param string $key Write key.
	 * @return array<string, string|null>|null
	 */
	public function find( string $key ): ?array {
		return $this->row( 'write_key = %s', $key );
	}

	/**
	 * The write that holds an order, or null.
	 *
	 * @param int $order_id Order.
	 * @return array<string, string|null>|null
	 */
	public function live_on( int $order_id ): ?array {
		return $this->row( 'live_order = %d', $order_id );
	}

	/**
	 * Claims a key, burns an approval and takes the order's row lock, in one insert.
	 *
	 * @param array<string, mixed> $row Columns.
	 * @return string `claimed`, `key_taken`, `approval_used`, `order_busy`, or `failed` when the database cannot write.
	 */
	public function claim( array $row ): string {
		// Whoever was in the way may be through before we can look: then the insert is tried again.
		for ( $try = 0; $try < self::CLAIM_TRIES; $try++ ) {
			if ( $this->insert( $row ) ) {
				return 'claimed';
			}
			if ( null !== $this->find( $row['write_key'] ) ) {
				return 'key_taken';
			}
			if ( null !== $row['approval_jti'] && null !== $this->row( 'approval_jti = %s', $row['approval_jti'] ) ) {
				return 'approval_used';
			}
			if ( null !== $row['live_order'] && null !== $this->live_on( (int) $row['live_order'] ) ) {
				return 'order_busy';
			}
		}
		return 'failed';
	}

	/**
	 * One insert; false when an index or the database refused it.
	 *
	 * @param array<string, mixed> $row Columns.
	 */
	private function insert( array $row ): bool {
		global $wpdb;
		$was_showing = $wpdb->suppress_errors( true );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- our own table; a cached answer would pay twice.
		$is_in = false !== $wpdb->insert( Installer::table( 'writes' ), $row );
		$wpdb->suppress_errors( $was_showing );
		return $is_in;
	}

	/**
	 * Moves a write in progress from one stage to the next. False when it is not at that stage any more.
	 *
	 * @param string $key  Write key.
	 * @param string $from Stage it has to be at.
	 * @param string $to   Next stage.
	 */
	public function advance( string $key, string $from, string $to ): bool {
		return 1 === $this->change( 'SET stage = %s, changed_at = %d WHERE write_key = %s AND state = %s AND stage = %s', array( $to, time(), $key, 'in_progress', $from ) );
	}

	/**
	 * Remembers which refund a write is making.
	 *
	 * @param string $key       Write key.
	 * @param int    $refund_id Refund.
	 */
	public function note_refund( string $key, int $refund_id ): void {
		$this->change( 'SET refund_id = %d WHERE write_key = %s', array( $refund_id, $key ) );
	}

	/**
	 * Settles a write and lets its order go. False when somebody else has settled it.
	 *
	 * @param string      $key    Write key.
	 * @param string      $state  `done`, `refused` or `in_doubt`.
	 * @param string      $reason Refusal, or ''.
	 * @param string      $detail For staff, or ''.
	 * @param string      $status The order's status after.
	 * @param string|null $stage  Only from this stage; null for any.
	 */
	public function finish( string $key, string $state, string $reason = '', string $detail = '', string $status = '', ?string $stage = null ): bool {
		$sql  = 'SET state = %s, reason = %s, detail = %s, order_status = %s, live_order = NULL, changed_at = %d WHERE write_key = %s AND state IN (%s, %s)';
		$args = array( $state, $reason, mb_substr( $detail, 0, 500 ), $status, time(), $key, 'in_progress', 'in_doubt' );
		if ( null !== $stage ) {
			$sql   .= ' AND stage = %s';
			$args[] = $stage;
		}
		return 1 === $this->change( $sql, $args );
	}

	/**
	 * Forgets a claim that did nothing, so that its refusal leaves nothing behind.
	 *
	 * @param string $key Write key.
	 */
	public function forget( string $key ): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- our own table.
		$wpdb->delete(
			Installer::table( 'writes' ),
			array(
				'write_key' => $key,
				'state'     => 'in_progress',
				'stage'     => 'claimed',
			)
		);
	}

	/**
	 * Lets one process settle a doubt. One that died at it makes way after five minutes.
	 *
	 * @param string $key Write key.
	 * @param int    $now Seconds since the epoch.
	 */
	public function take_doubt( string $key, int $now ): bool {
		return 1 === $this->change( 'SET stage = %s, changed_at = %d WHERE write_key = %s AND state = %s AND (stage <> %s OR changed_at < %d)', array( 'settling', $now, $key, 'in_doubt', 'settling', $now - 5 * MINUTE_IN_SECONDS ) );
	}

	/**
	 * The doubt stays.
	 *
	 * @param string $key Write key.
	 */
	public function leave_doubt( string $key ): void {
		$this->change( 'SET stage = %s WHERE write_key = %s AND state = %s', array( 'paying', $key, 'in_doubt' ) );
	}

	/**
	 * Refunds in doubt, longest first.
	 *
	 * @param int $limit At most this many.
	 * @return array<int, array<string, string|null>>
	 */
	public function in_doubt( int $limit ): array {
		global $wpdb;
		$table = Installer::table( 'writes' );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- our own table by its own name.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT * FROM $table WHERE state = 'in_doubt' ORDER BY id LIMIT %d", $limit ), ARRAY_A );
		return is_array( $rows ) ? $rows : array();
	}

	/**
	 * What our refunds in doubt may have taken from an order, beyond what its refunds show.
	 *
	 * @param int $order_id Order.
	 * @param int $digits   Decimals to count in.
	 */
	public function in_doubt_minor( int $order_id, int $digits ): int {
		$sum = 0;
		foreach ( $this->of_order( $order_id ) as $row ) {
			if ( 'refund' === $row['action'] && 'in_doubt' === $row['state'] && null === $row['refund_id'] ) {
				$sum += Money::rescale( (int) $row['amount_minor'], (int) $row['minor_digits'], $digits ) ?? 0;
			}
		}
		return $sum;
	}

	/**
	 * What the agent did to an order, newest first.
	 *
	 * @param int $order_id Order.
	 * @return array<int, array<string, string|null>>
	 */
	public function of_order( int $order_id ): array {
		global $wpdb;
		$table = Installer::table( 'writes' );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- our own table by its own name.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT * FROM $table WHERE order_id = %d ORDER BY id DESC LIMIT 200", $order_id ), ARRAY_A );
		return is_array( $rows ) ? $rows : array();
	}

	/**
	 * One row.
	 *
	 * @param string     $where Condition with one placeholder; never from outside.
	 * @param string|int $value For the placeholder.
	 * @return array<string, string|null>|null
	 */
	private function row( string $where, $value ): ?array {
		global $wpdb;
		$table = Installer::table( 'writes' );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared, WordPress.DB.PreparedSQLPlaceholders.UnfinishedPrepare -- our own table; $where is a literal of this class.
		$row = $wpdb->get_row( $wpdb->prepare( "SELECT * FROM $table WHERE $where", $value ), ARRAY_A );
		return is_array( $row ) ? $row : null;
	}

	/**
	 * One update; how many rows it changed.
	 *
	 * @param string                 $sql  What follows the table's name; a literal of this class.
	 * @param array<int, string|int> $args For its placeholders.
	 */
	private function change( string $sql, array $args ): int {
		global $wpdb;
		$table = Installer::table( 'writes' );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared, WordPress.DB.PreparedSQL.NotPrepared, WordPress.DB.PreparedSQLPlaceholders.UnfinishedPrepare -- our own table; $sql is a literal of this class.
		return (int) $wpdb->query( $wpdb->prepare( "UPDATE $table $sql", $args ) );
	}
}
