<?php
/**
 * A refund that nobody knows the end of.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

/**
 * Ends a doubt by what somebody knows: a person who looked at the gateway, or the gateway's own plugin.
 *
 * The filter `counterhand_refund_evidence` lets a gateway's plugin look into its books: it is given null, the order, and
 * `{key, amount, currency, asked_at}`, and answers `paid`, `not_paid`, or null when it cannot know either.
 */
final class Doubt {

	/** A gateway that shows nothing yet may still be at it. Seconds since it was asked. */
	const BELIEVE_NOT_PAID_AFTER = 600;

	private Write_Store $store;

	/**
	 * Nothing is read yet.
	 *
	 * @param Write_Store $store The table of writes.
	 */
	public function __construct( Write_Store $store ) {
		$this->store = $store;
	}

	/**
	 * Asks the gateway's plugin, if it answers such questions, and settles by what it says.
	 *
	 * @param \WC_Order                  $order The order.
	 * @param array<string, string|null> $row   A write in doubt.
	 */
	public function ask( \WC_Order $order, array $row ): void {
		if ( ! has_filter( 'counterhand_refund_evidence' ) ) {
			return;
		}
		$facts = array(
			'key'      => (string) $row['write_key'],
			'amount'   => Money::to_decimal( (int) $row['amount_minor'], (int) $row['minor_digits'] ),
			'currency' => (string) $row['currency'],
			'asked_at' => (int) $row['created_at'],
		);
		try {
			$verdict = apply_filters( 'counterhand_refund_evidence', null, $order, $facts );
		} catch ( \Throwable $error ) {
			// Somebody else's code: it does not know, and a person looks.
			return;
		}
		$wait = (int) apply_filters( 'counterhand_believe_not_paid_after', self::BELIEVE_NOT_PAID_AFTER );
		if ( 'paid' === $verdict || ( 'not_paid' === $verdict && time() - $facts['asked_at'] >= $wait ) ) {
			$this->settle( $order, $row, $verdict, __( 'settled by the payment gateway’s own record', 'counterhand' ) );
		}
	}

	/**
	 * Settles it. False when somebody else is at it, or when the order has less left than was paid.
	 *
	 * @param \WC_Order                  $order   The order.
	 * @param array<string, string|null> $row     A write in doubt.
	 * @param string                     $verdict `paid` or `not_paid`.
	 * @param string                     $by      For staff.
	 */
	public function settle( \WC_Order $order, array $row, string $verdict, string $by ): bool {
		$key = (string) $row['write_key'];
		if ( ! $this->store->take_doubt( $key, time() ) ) {
			return false;
		}
		$refund = Till::find_marked( $order, $key );
		if ( 'paid' !== $verdict ) {
			if ( null !== $refund ) {
				$refund->delete( true );
			}
			return $this->store->finish( $key, 'refused', 'gateway_declined', $by, $order->get_status() );
		}
		// Without asking the gateway again.
		$refund = $refund ?? Till::write_down( $order, Money::to_decimal( (int) $row['amount_minor'], (int) $row['minor_digits'] ), $key );
		if ( null === $refund ) {
			$this->store->leave_doubt( $key );
			return false;
		}
		$refund->set_refunded_payment( true );
		$refund->save();
		$this->store->note_refund( $key, $refund->get_id() );
		$fresh = wc_get_order( $order->get_id() );
		return $this->store->finish( $key, 'done', '', $by, $fresh instanceof \WC_Order ? $fresh->get_status() : '' );
	}
}
