<?php
/**
 * Writes a private note.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

use Counterhand\Mask;
use Counterhand\Settings;

/**
 * Staff see it, the customer does not.
 */
final class Note_Write implements Write {

	private Write_Store $store;

	private Settings $settings;

	/**
	 * Nothing is read yet.
	 *
	 * @param Write_Store $store    The table of writes.
	 * @param Settings    $settings The shop's settings.
	 */
	public function __construct( Write_Store $store, Settings $settings ) {
		$this->store    = $store;
		$this->settings = $settings;
	}

	// phpcs:disable Squiz.Commenting.FunctionComment.Missing -- documented in the interface.

	public function action(): string {
		return 'note';
	}

	public function parse( $raw ): ?array {
		return Ask::note( $raw );
	}

	public function arguments( array $ask ): array {
		return array( 'text' => $ask['text'] );
	}

	public function refusal( \WC_Order $order, array $ask, bool $is_approved ): string {
		return '';
	}

	public function perform( \WC_Order $order, array $ask ): void {
		$note_id = $order->add_order_note( ( new Mask( $this->settings ) )->clean( $ask['text'], true ) );
		if ( $note_id ) {
			add_comment_meta( $note_id, Till::MARKER, $ask['key'], true );
		}
		$this->store->finish( $ask['key'], $note_id ? 'done' : 'refused', $note_id ? '' : 'voided', '', $order->get_status() );
	}

	/**
	 * A crash between note and marker may leave a note that we call void: a second one harms nobody.
	 *
	 * @param \WC_Order|null             $order The order, if it is still there.
	 * @param array<string, string|null> $row   The write.
	 */
	public function settle( ?\WC_Order $order, array $row ): void {
		$key   = (string) $row['write_key'];
		$notes = get_comments(
			array(
				'post_id'    => (int) $row['order_id'],
				'type'       => 'order_note',
				// phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_key -- bounded by the order.
				'meta_key'   => Till::MARKER,
				// phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_value -- bounded by the order.
				'meta_value' => $key,
				'count'      => true,
			)
		);
		$this->store->finish( $key, $notes ? 'done' : 'refused', $notes ? '' : 'voided', '', null === $order ? '' : $order->get_status() );
	}

	// phpcs:enable
}
