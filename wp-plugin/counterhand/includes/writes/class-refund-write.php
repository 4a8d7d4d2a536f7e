<?php
/**
 * Gives money back, once.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

use Counterhand\Mask;
use Counterhand\Settings;
use Counterhand\Shop;

/**
 * `wc_create_refund` with the gateway watched. The refund carries its key in meta from its first save, which is before
 * the gateway is asked, so that a crash anywhere leaves enough to tell what happened.
 */
final class Refund_Write implements Write {

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
		return 'refund';
	}

	public function parse( $raw ): ?array {
		return Ask::refund( $raw );
	}

	public function arguments( array $ask ): array {
		return array(
			'amount_minor'   => $ask['amount_minor'],
			'currency'       => $ask['currency'],
			'minor_digits'   => $ask['minor_digits'],
			'lines'          => $ask['lines'],
			'shipping_minor' => $ask['shipping_minor'],
			'address_hash'   => null,
		);
	}

	public function refusal( \WC_Order $order, array $ask, bool $is_approved ): string {
		$facts = Order_Facts::of( $order, $this->store->in_doubt_minor( $order->get_id(), Shop::decimals() ) );
		return Decide::refund( $facts, $ask, $this->settings->refund_rules(), time(), $is_approved );
	}

	public function perform( \WC_Order $order, array $ask ): void {
		$key  = $ask['key'];
		$till = new Till( $order, $this->till_events( $key ) );
		$mark = static function ( $refund ) use ( $key, $order ) {
			if ( $refund->get_parent_id() === $order->get_id() ) {
				$refund->update_meta_data( Till::MARKER, $key );
			}
		};
		add_action( 'woocommerce_create_refund', $mark );
		try {
			$result = $till->refund( $this->refund_arguments( $order, $ask ) );
		} finally {
			remove_action( 'woocommerce_create_refund', $mark );
		}
		$this->settle_after( $order, $ask, $till, $result );
	}

	public function settle( ?\WC_Order $order, array $row ): void {
		$key    = (string) $row['write_key'];
		$refund = null === $order ? null : Till::find_marked( $order, $key );
		switch ( $row['stage'] ) {
			case 'claimed':
				// The gateway was not asked. Void first: the old process, if it lives, must find its claim gone.
				if ( $this->store->finish( $key, 'refused', 'voided', 'the process ended before the gateway was asked', '', 'claimed' ) && null !== $refund ) {
					$refund->delete( true );
				}
				return;
			case 'declined':
				if ( null !== $refund ) {
					$refund->delete( true );
				}
				$this->store->finish( $key, 'refused', 'gateway_declined' );
				return;
			case 'paid':
				$this->settle_paid( $order, $refund, $row );
				return;
			default:
				if ( null !== $refund && $refund->get_refunded_payment() ) {
					$this->settle_paid( $order, $refund, $row );
					return;
				}
				$this->doubt( $order, $key, 'the process ended while the gateway was asked', $refund );
		}
	}

	// phpcs:enable

	/**
	 * What the till tells us while it works.
	 *
	 * @param string $key Write key.
	 * @return array{may_pay: callable(): bool, answered: callable(string): void}
	 */
	private function till_events( string $key ): array {
		return array(
			'may_pay'  => fn() => $this->store->advance( $key, 'claimed', 'paying' ),
			'answered' => function ( string $verdict ) use ( $key ) {
				if ( 'unclear' !== $verdict ) {
					$this->store->advance( $key, 'paying', $verdict );
				}
			},
		);
	}

	/**
	 * For `wc_create_refund`. Every amount is written by us from minor units.
	 *
	 * @param \WC_Order            $order The order.
	 * @param array<string, mixed> $ask   See Ask.
	 * @return array<string, mixed>
	 */
	private function refund_arguments( \WC_Order $order, array $ask ): array {
		$digits = Shop::decimals();
		$amount = (int) Money::rescale( $ask['amount_minor'], $ask['minor_digits'], $digits );
		return array(
			'order_id'       => $order->get_id(),
			'amount'         => Money::to_decimal( $amount, $digits ),
			'reason'         => ( new Mask( $this->settings ) )->clean( $ask['reason'] ),
			'line_items'     => Refund_Lines::of( $order, $ask, $digits ),
			'refund_payment' => true,
			'restock_items'  => false,
		);
	}

	/**
	 * The gateway has answered, or was never asked.
	 *
	 * @param \WC_Order                        $order  The order.
	 * @param array<string, mixed>             $ask    See Ask.
	 * @param Till                             $till   What it saw.
	 * @param \WC_Order_Refund|\WP_Error|mixed $result What WooCommerce made of it.
	 */
	private function settle_after( \WC_Order $order, array $ask, Till $till, $result ): void {
		$key  = $ask['key'];
		$said = is_wp_error( $result ) ? $result->get_error_message() : '';
		switch ( $till->verdict() ) {
			case 'paid':
				$refund = $result instanceof \WC_Order_Refund ? $result : Till::find_marked( $order, $key );
				$this->settle_paid( $order, $refund, (array) $this->store->find( $key ) );
				return;
			case 'declined':
				$this->store->finish( $key, 'refused', 'gateway_declined', $said, $order->get_status() );
				return;
			case 'not_asked':
				// WooCommerce or another plugin said no before any money moved, or our claim was taken over.
				$this->store->forget( $key );
				return;
			default:
				$this->doubt( $order, $key, '' === $till->said() ? $said : $till->said(), Till::find_marked( $order, $key ) );
		}
	}

	/**
	 * The money has moved. Where WooCommerce kept no refund of it, we write one down without asking the gateway again.
	 *
	 * @param \WC_Order|null             $order  The order.
	 * @param \WC_Order_Refund|null      $refund Its refund.
	 * @param array<string, string|null> $row    The write.
	 */
	private function settle_paid( ?\WC_Order $order, $refund, array $row ): void {
		$key = (string) $row['write_key'];
		if ( null === $refund && null !== $order ) {
			$refund = Till::write_down( $order, Money::to_decimal( (int) Money::rescale( (int) $row['amount_minor'], (int) $row['minor_digits'], Shop::decimals() ), Shop::decimals() ), $key );
		}
		if ( null === $refund ) {
			$this->doubt( $order, $key, 'the gateway paid, and WooCommerce could not write the refund down', null );
			return;
		}
		if ( ! $refund->get_refunded_payment() ) {
			$refund->set_refunded_payment( true );
			$refund->save();
		}
		$this->store->note_refund( $key, $refund->get_id() );
		$fresh = wc_get_order( (int) $row['order_id'] );
		$this->store->finish( $key, 'done', '', '', $fresh instanceof \WC_Order ? $fresh->get_status() : '' );
	}

	/**
	 * Nobody knows whether money moved: a person has to look.
	 *
	 * @param \WC_Order|null        $order  The order.
	 * @param string                $key    Write key.
	 * @param string                $detail For staff.
	 * @param \WC_Order_Refund|null $refund The refund WooCommerce kept, if it did.
	 */
	private function doubt( ?\WC_Order $order, string $key, string $detail, $refund ): void {
		if ( null !== $refund ) {
			$this->store->note_refund( $key, $refund->get_id() );
		}
		$is_ours = $this->store->finish( $key, 'in_doubt', '', $detail, null === $order ? '' : $order->get_status() );
		if ( $is_ours && null !== $order ) {
			$order->add_order_note( __( 'Counterhand asked the payment gateway for a refund and got no clear answer. Look at the gateway before you refund again, then settle it in the Counterhand box of this order.', 'counterhand' ) );
		}
	}
}
