<?php
/**
 * What happened in this shop, numbered.
 *
 * @package Counterhand
 */

namespace Counterhand\Events;

use Counterhand\Installer;

/**
 * A row per event. The number rises by one and is never reused: the newest row always stays, because some databases
 * count on from the highest row they still have.
 */
final class Outbox {

	const BATCH = 100;

	/**
	 * What this request has written already: kind and id.
	 *
	 * @var array<string, int>
	 */
	private array $written = array();

	/**
	 * Writes an event. Something that changes often in one request is written at its first change and once more at the
	 * end: the first survives a crash, the last comes after every change.
	 *
	 * @param string      $kind   `order.updated`, `content.updated` or `content.gone`.
	 * @param int         $id     Order or post.
	 * @param string|null $url    Page, for content.
	 * @param string|null $number What the shopper calls the order.
	 */
	public function add( string $kind, int $id, ?string $url, ?string $number ): void {
		$name = "$kind $id $url";
		if ( isset( $this->written[ $name ] ) ) {
			if ( 1 === $this->written[ $name ]++ ) {
				add_action(
					'shutdown',
					function () use ( $kind, $id, $url, $number ) {
						$this->insert( $kind, $id, $url, $number );
					}
				);
			}
			return;
		}
		$this->written[ $name ] = 1;
		$this->insert( $kind, $id, $url, $number );
	}

	/**
	 * Events after a number, oldest first, in the contract's shape.
	 *
	 * @param int $seq   Number.
	 * @param int $limit At most.
	 * @return array<int, array<string, mixed>>
	 */
	public function after( int $seq, int $limit = self::BATCH ): array {
		global $wpdb;
		$table = Installer::table( 'events' );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- our own table by its own name.
		$rows = $wpdb->get_results( $wpdb->prepare( "SELECT * FROM $table WHERE seq > %d ORDER BY seq LIMIT %d", $seq, $limit ), ARRAY_A );
		return array_map(
			static fn( $row ) => array(
				'seq'    => (int) $row['seq'],
				'kind'   => $row['kind'],
				'id'     => (string) $row['object_id'],
				'url'    => $row['url'],
				'number' => $row['number'],
				'at'     => gmdate( 'Y-m-d\TH:i:s\Z', (int) $row['created_at'] ),
			),
			is_array( $rows ) ? $rows : array()
		);
	}

	/**
	 * The newest number, 0 before the first event.
	 */
	public function last_seq(): int {
		global $wpdb;
		$table = Installer::table( 'events' );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- our own table by its own name.
		return (int) $wpdb->get_var( "SELECT MAX(seq) FROM $table" );
	}

	/**
	 * Forgets what the edge has, once it is old. The newest row stays.
	 *
	 * @param int $up_to  Number the edge has everything up to.
	 * @param int $before Seconds since the epoch.
	 */
	public function forget( int $up_to, int $before ): void {
		global $wpdb;
		$table = Installer::table( 'events' );
		$last  = $this->last_seq();
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- our own table by its own name.
		$wpdb->query( $wpdb->prepare( "DELETE FROM $table WHERE seq <= %d AND seq < %d AND created_at < %d", $up_to, $last, $before ) );
	}

	/**
	 * One row, and a timer to deliver it. A database that is full loses the event; the edge reconciles orders by their
	 * date of change.
	 *
	 * @param string      $kind   Kind.
	 * @param int         $id     Order or post.
	 * @param string|null $url    Page.
	 * @param string|null $number Order number.
	 */
	private function insert( string $kind, int $id, ?string $url, ?string $number ): void {
		global $wpdb;
		if ( ! Installer::ensure() ) {
			return;
		}
		$was_showing = $wpdb->suppress_errors( true );
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- our own table.
		$is_in = $wpdb->insert(
			Installer::table( 'events' ),
			array(
				'kind'       => $kind,
				'object_id'  => $id,
				'url'        => null === $url ? null : mb_substr( $url, 0, 2000 ),
				'number'     => null === $number ? null : mb_substr( $number, 0, 64 ),
				'created_at' => time(),
			)
		);
		$wpdb->suppress_errors( $was_showing );
		if ( $is_in ) {
			Delivery::wake();
		}
	}
}
