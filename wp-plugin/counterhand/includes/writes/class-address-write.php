<?php
/**
 * Sends a parcel elsewhere.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

use Counterhand\Settings;
use Counterhand\Shop;

/**
 * Address and marker go in with one save. Phone and billing address stay as they are.
 */
final class Address_Write implements Write {

	/** In the order of the contract's canonical address. */
	const FIELDS = array( 'first_name', 'last_name', 'company', 'address_1', 'address_2', 'city', 'state', 'postcode', 'country' );

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
		return 'address';
	}

	public function parse( $raw ): ?array {
		$ask = Ask::address( $raw );
		if ( null === $ask || ( function_exists( 'WC' ) && ! isset( WC()->countries->get_countries()[ $ask['shipping']['country'] ] ) ) ) {
			return null;
		}
		return $ask;
	}

	public function arguments( array $ask ): array {
		return array(
			'amount_minor'   => 0,
			'lines'          => array(),
			'shipping_minor' => 0,
			'address_hash'   => self::hash( $ask['shipping'] ),
		);
	}

	public function refusal( \WC_Order $order, array $ask, bool $is_approved ): string {
		return Decide::address( Order_Facts::of( $order, 0 ), $ask, $this->settings->refund_rules(), $is_approved );
	}

	public function perform( \WC_Order $order, array $ask ): void {
		if ( ! $this->store->advance( $ask['key'], 'claimed', 'acting' ) ) {
			return;
		}
		foreach ( self::FIELDS as $name ) {
			$order->{"set_shipping_$name"}( sanitize_text_field( $ask['shipping'][ $name ] ) );
		}
		$order->update_meta_data( Till::MARKER, $ask['key'] );
		$order->save();
		$order->add_order_note( __( 'Shipping address changed by the customer through Counterhand.', 'counterhand' ) );
		$this->settle( wc_get_order( $order->get_id() ), array( 'write_key' => $ask['key'] ) );
	}

	public function settle( ?\WC_Order $order, array $row ): void {
		$key     = (string) $row['write_key'];
		$is_done = null !== $order && $order->get_meta( Till::MARKER ) === $key;
		$this->store->finish( $key, $is_done ? 'done' : 'refused', $is_done ? '' : 'voided', '', null === $order ? '' : $order->get_status() );
	}

	// phpcs:enable

	/**
	 * SHA-256 of the canonical address.
	 *
	 * @param array<string, string> $address As sent.
	 */
	private static function hash( array $address ): string {
		return hash( 'sha256', implode( "\n", array_map( static fn( $name ) => $address[ $name ], self::FIELDS ) ) );
	}
}
