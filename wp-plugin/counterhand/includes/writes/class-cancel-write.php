<?php
/**
 * Cancels an order.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

use Counterhand\Mask;
use Counterhand\Settings;
use Counterhand\Shop;

/**
 * Status and marker go in with one save. Money is not given back here: that is a refund, with its own key.
 */
final class Cancel_Write implements Write {

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
		return 'cancel';
	}

	public function parse( $raw ): ?array {
		return Ask::cancel( $raw );
	}

	public function arguments( array $ask ): array {
		return array(
			'amount_minor'   => 0,
			'lines'          => array(),
			'shipping_minor' => 0,
			'address_hash'   => null,
		);
	}

	public function refusal( \WC_Order $order, array $ask, bool $is_approved ): string {
		$facts = Order_Facts::of( $order, $this->store->in_doubt_minor( $order->get_id(), Shop::decimals() ) );
		return Decide::cancel( $facts, $ask, $this->settings->refund_rules() );
	}

	public function perform( \WC_Order $order, array $ask ): void {
		if ( ! $this->store->advance( $ask['key'], 'claimed', 'acting' ) ) {
			return;
		}
		$order->update_meta_data( Till::MARKER, $ask['key'] );
		$reason = ( new Mask( $this->settings ) )->clean( $ask['reason'] );
		/* translators: %s: the customer's reason. */
		$note = sprintf( __( 'Cancelled by the customer through Counterhand. Reason given: %s', 'counterhand' ), '' === $reason ? '–' : $reason );
		// False is a save that failed; an exception of somebody's hook after it leaves the order cancelled all the same.
		$order->update_status( 'cancelled', $note );
		$this->settle( wc_get_order( $order->get_id() ), array( 'write_key' => $ask['key'] ) );
	}

	public function settle( ?\WC_Order $order, array $row ): void {
		$key     = (string) $row['write_key'];
		$is_done = null !== $order && 'cancelled' === $order->get_status() && $order->get_meta( Till::MARKER ) === $key;
		$this->store->finish( $key, $is_done ? 'done' : 'refused', $is_done ? '' : 'voided', '', null === $order ? '' : $order->get_status() );
	}

	// phpcs:enable
}
