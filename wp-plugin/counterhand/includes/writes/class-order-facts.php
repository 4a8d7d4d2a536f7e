<?php
/**
 * What the rules need to know of an order.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

use Counterhand\Shop;

/**
 * Plain data read once, so that the decisions are pure. Amounts are minor units in the shop's decimals, taxes included.
 */
final class Order_Facts {

	/**
	 * Reads an order.
	 *
	 * @param \WC_Order $order         The order, read under its lock.
	 * @param int       $in_doubt      Minor units of our refunds whose outcome nobody knows.
	 * @return array<string, mixed>
	 */
	public static function of( \WC_Order $order, int $in_doubt ): array {
		$digits    = Shop::decimals();
		$paid      = $order->get_date_paid();
		$completed = $order->get_date_completed();
		$shipping  = (float) $order->get_shipping_total() + (float) $order->get_shipping_tax();
		return array(
			'status'            => $order->get_status(),
			'currency'          => $order->get_currency(),
			'customer_id'       => (string) $order->get_customer_id(),
			'country'           => (string) ( $order->get_shipping_country() ? $order->get_shipping_country() : $order->get_billing_country() ),
			'digits'            => $digits,
			'total'             => Money::of_woocommerce( $order->get_total(), $digits ),
			'refunded'          => Money::of_woocommerce( $order->get_total_refunded(), $digits ),
			'in_doubt'          => $in_doubt,
			'paid_at'           => $paid ? $paid->getTimestamp() : null,
			'completed_at'      => $completed ? $completed->getTimestamp() : null,
			'is_shipped'        => Shop::is_shipped( $order ),
			'gateway_refunds'   => self::can_gateway_refund( $order ),
			'lines'             => self::lines( $order, $digits ),
			'shipping'          => Money::of_woocommerce( $shipping, $digits ),
			'shipping_refunded' => self::shipping_refunded( $order, $digits ),
		);
	}

	/**
	 * Bought and refunded, per line.
	 *
	 * @param \WC_Order $order  The order.
	 * @param int       $digits Decimals to count in.
	 * @return array<string, array{quantity: int, total: int, quantity_refunded: int, refunded: int}>
	 */
	private static function lines( \WC_Order $order, int $digits ): array {
		$lines = array();
		foreach ( $order->get_items( 'line_item' ) as $id => $item ) {
			$refunded = 0.0;
			foreach ( array_keys( $item->get_taxes()['total'] ) as $rate ) {
				$refunded += (float) $order->get_tax_refunded_for_item( $id, $rate );
			}
			$refunded             += (float) $order->get_total_refunded_for_item( $id );
			$lines[ (string) $id ] = array(
				'quantity'          => (int) $item->get_quantity(),
				'total'             => Money::of_woocommerce( (float) $item->get_total() + (float) $item->get_total_tax(), $digits ),
				// WooCommerce counts refunded quantities downwards from zero.
				'quantity_refunded' => abs( (int) $order->get_qty_refunded_for_item( $id ) ),
				'refunded'          => Money::of_woocommerce( $refunded, $digits ),
			);
		}
		return $lines;
	}

	/**
	 * What was refunded of shipping, tax included.
	 *
	 * @param \WC_Order $order  The order.
	 * @param int       $digits Decimals to count in.
	 */
	private static function shipping_refunded( \WC_Order $order, int $digits ): int {
		$refunded = 0.0;
		foreach ( $order->get_items( 'shipping' ) as $id => $item ) {
			$refunded += (float) $order->get_total_refunded_for_item( $id, 'shipping' );
			foreach ( array_keys( $item->get_taxes()['total'] ) as $rate ) {
				$refunded += (float) $order->get_tax_refunded_for_item( $id, $rate, 'shipping' );
			}
		}
		return Money::of_woocommerce( $refunded, $digits );
	}

	/**
	 * Whether the order's payment method gives money back by itself.
	 *
	 * @param \WC_Order $order The order.
	 */
	private static function can_gateway_refund( \WC_Order $order ): bool {
		$gateways = \WC_Payment_Gateways::instance()->payment_gateways();
		$gateway  = $gateways[ $order->get_payment_method() ] ?? null;
		return $gateway instanceof \WC_Payment_Gateway && $gateway->can_refund_order( $order );
	}
}
