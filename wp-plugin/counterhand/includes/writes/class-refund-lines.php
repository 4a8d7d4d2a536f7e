<?php
/**
 * Lines of a refund as WooCommerce wants them.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

/**
 * An amount with its tax becomes a total and a tax per rate, in proportion to what each still has, exactly.
 */
final class Refund_Lines {

	/**
	 * For `line_items` of `wc_create_refund`.
	 *
	 * @param \WC_Order            $order  The order.
	 * @param array<string, mixed> $ask    See Ask.
	 * @param int                  $digits The shop's decimals.
	 * @return array<int, array<string, mixed>>
	 */
	public static function of( \WC_Order $order, array $ask, int $digits ): array {
		$items = array();
		foreach ( $ask['lines'] as $line ) {
			$id     = (int) $line['line_id'];
			$amount = (int) Money::rescale( $line['amount_minor'], $ask['minor_digits'], $digits );
			$item   = $order->get_item( $id );
			if ( $item ) {
				$items[ $id ] = self::parts( $order, $item, $amount, $digits ) + array( 'qty' => $line['quantity'] );
			}
		}
		$shipping = (int) Money::rescale( $ask['shipping_minor'], $ask['minor_digits'], $digits );
		return $shipping > 0 ? $items + self::shipping( $order, $shipping, $digits ) : $items;
	}

	/**
	 * Shipping over the order's shipping items.
	 *
	 * @param \WC_Order $order  The order.
	 * @param int       $amount Minor units.
	 * @param int       $digits The shop's decimals.
	 * @return array<int, array<string, mixed>>
	 */
	private static function shipping( \WC_Order $order, int $amount, int $digits ): array {
		$weights = array();
		foreach ( $order->get_items( 'shipping' ) as $id => $item ) {
			$weights[ $id ] = array_sum( self::remaining( $order, $item, $digits ) );
		}
		$items = array();
		foreach ( array() === $weights ? array() : Money::split( $amount, $weights ) as $id => $part ) {
			$items[ (int) $id ] = self::parts( $order, $order->get_item( (int) $id ), $part, $digits ) + array( 'qty' => 0 );
		}
		return $items;
	}

	/**
	 * Total and taxes of one item's part.
	 *
	 * @param \WC_Order      $order  The order.
	 * @param \WC_Order_Item $item   Line or shipping.
	 * @param int            $amount Minor units, tax included.
	 * @param int            $digits The shop's decimals.
	 * @return array{refund_total: string, refund_tax: array<int, string>}
	 */
	private static function parts( \WC_Order $order, $item, int $amount, int $digits ): array {
		$parts = Money::split( $amount, self::remaining( $order, $item, $digits ) );
		$total = $parts['total'];
		unset( $parts['total'] );
		return array(
			'refund_total' => Money::to_decimal( $total, $digits ),
			'refund_tax'   => array_map( static fn( $part ) => Money::to_decimal( $part, $digits ), $parts ),
		);
	}

	/**
	 * What an item still has: `total`, and each tax by its rate.
	 *
	 * @param \WC_Order      $order  The order.
	 * @param \WC_Order_Item $item   Line or shipping.
	 * @param int            $digits The shop's decimals.
	 * @return array<int|string, int>
	 */
	private static function remaining( \WC_Order $order, $item, int $digits ): array {
		$id        = $item->get_id();
		$type      = $item->get_type();
		$remaining = array( 'total' => max( 0, Money::of_woocommerce( (float) $item->get_total() - (float) $order->get_total_refunded_for_item( $id, $type ), $digits ) ) );
		foreach ( $item->get_taxes()['total'] as $rate => $tax ) {
			$remaining[ $rate ] = max( 0, Money::of_woocommerce( (float) $tax - (float) $order->get_tax_refunded_for_item( $id, $rate, $type ), $digits ) );
		}
		return $remaining;
	}
}
