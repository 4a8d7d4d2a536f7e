<?php
/**
 * Hears what happens to orders.
 *
 * @package Counterhand
 */

namespace Counterhand\Events;

/**
 * An event says only which order: the edge reads the rest itself.
 */
final class Order_Listener {

	private Outbox $outbox;

	/**
	 * Nothing is read yet.
	 *
	 * @param Outbox $outbox Where events go.
	 */
	public function __construct( Outbox $outbox ) {
		$this->outbox = $outbox;
	}

	/**
	 * An order was made or saved.
	 *
	 * @param mixed $order_id Order.
	 */
	public function order_changed( $order_id ): void {
		$order = is_numeric( $order_id ) ? wc_get_order( (int) $order_id ) : null;
		// Drafts of the checkout block are saved at every keystroke and are nobody's order yet.
		if ( $order instanceof \WC_Order && ! in_array( $order->get_status(), array( 'checkout-draft', 'auto-draft' ), true ) ) {
			$this->outbox->add( 'order.updated', $order->get_id(), null, (string) $order->get_order_number() );
		}
	}

	/**
	 * A refund was taken back.
	 *
	 * @param mixed $refund_id Refund.
	 * @param mixed $order_id  Its order.
	 */
	public function refund_deleted( $refund_id, $order_id = 0 ): void {
		$this->order_changed( $order_id );
	}

	/**
	 * A note was written. WooCommerce's own webhook is silent about these.
	 *
	 * @param mixed $note_id Note.
	 * @param mixed $order   Its order.
	 */
	public function note_added( $note_id, $order = null ): void {
		if ( $order instanceof \WC_Order ) {
			$this->order_changed( $order->get_id() );
		}
	}
}
