<?php
/**
 * What we ask of WooCommerce, in one place.
 *
 * @package Counterhand
 */

namespace Counterhand;

/**
 * Small questions about the shop. Every one has an answer when WooCommerce is not there.
 */
final class Shop {

	/**
	 * Tells WooCommerce that we work with its order tables and its checkout block.
	 */
	public static function declare_features(): void {
		if ( ! class_exists( \Automattic\WooCommerce\Utilities\FeaturesUtil::class ) ) {
			return;
		}
		foreach ( array( 'custom_order_tables', 'cart_checkout_blocks', 'product_block_editor' ) as $feature ) {
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( $feature, COUNTERHAND_FILE, true );
		}
	}

	/**
	 * Whether WooCommerce is active and loaded.
	 */
	public static function is_open(): bool {
		return function_exists( 'wc_get_order' ) && function_exists( 'wc_create_refund' );
	}

	/**
	 * The shop's name in signatures and approvals: home URL without a trailing slash.
	 */
	public static function url(): string {
		return untrailingslashit( home_url() );
	}

	/**
	 * ISO 4217 code of the shop's own currency.
	 */
	public static function currency(): string {
		return function_exists( 'get_woocommerce_currency' ) ? (string) get_woocommerce_currency() : 'USD';
	}

	/**
	 * How many decimals the shop keeps prices in.
	 */
	public static function decimals(): int {
		return function_exists( 'wc_get_price_decimals' ) ? (int) wc_get_price_decimals() : 2;
	}

	/**
	 * WooCommerce's version, or null when it is not there.
	 */
	public static function woocommerce_version(): ?string {
		return defined( 'WC_VERSION' ) ? (string) WC_VERSION : null;
	}

	/**
	 * The order with this id and this number, or null: refunds and products share the id space, and what the shopper
	 * calls the order has to fit.
	 *
	 * @param string $id     Decimal id.
	 * @param string $number What the shopper calls it, without `#`.
	 */
	public static function find_order( string $id, string $number ): ?\WC_Order {
		$order = self::is_open() ? wc_get_order( (int) $id ) : null;
		if ( ! $order instanceof \WC_Order || (string) $order->get_id() !== $id ) {
			return null;
		}
		return ltrim( (string) $order->get_order_number(), '#' ) === $number ? $order : null;
	}

	/**
	 * Whether anything says that the parcel has left: a tracking number, or a fulfilment that is done.
	 *
	 * @param \WC_Order $order The order.
	 */
	public static function is_shipped( \WC_Order $order ): bool {
		$tracked = ! empty( $order->get_meta( '_wc_shipment_tracking_items' ) );
		/**
		 * Lets a shipping extension say that an order has left. Closed when unsure: answer true.
		 *
		 * @param bool      $tracked Whether the order has a tracking number.
		 * @param \WC_Order $order   The order.
		 */
		return (bool) apply_filters( 'counterhand_order_is_shipped', $tracked, $order );
	}
}
