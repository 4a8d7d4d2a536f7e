<?php
/**
 * A gateway with a witness.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

/**
 * WooCommerce turns "declined" and "timed out" into one and the same error, and deletes the refund either way. This
 * stands in for the order's gateway during one refund, and remembers which of the two it was.
 */
final class Watched_Gateway extends \WC_Payment_Gateway {

	/** `not_asked`, `paid`, `declined`, or `unclear` when it threw, timed out or never came back. */
	public string $verdict = 'not_asked';

	/** What the gateway said, for staff. */
	public string $said = '';

	private \WC_Payment_Gateway $inner;

	/**
	 * Called just before the gateway is asked; false stops it.
	 *
	 * @var callable(): bool
	 */
	private $may_pay;

	/**
	 * Called with the verdict as soon as the gateway has answered.
	 *
	 * @var callable(string): void
	 */
	private $answered;

	/**
	 * Looks like the gateway it stands for.
	 *
	 * @param \WC_Payment_Gateway    $inner    The order's gateway.
	 * @param callable(): bool       $may_pay  Last look at the claim.
	 * @param callable(string): void $answered Writes the verdict down.
	 */
	public function __construct( \WC_Payment_Gateway $inner, callable $may_pay, callable $answered ) {
		foreach ( get_object_vars( $inner ) as $name => $value ) {
			$this->$name = $value;
		}
		$this->inner    = $inner;
		$this->may_pay  = $may_pay;
		$this->answered = $answered;
	}

	/**
	 * As the gateway says.
	 *
	 * @param string $feature Name of a feature.
	 * @return bool
	 */
	public function supports( $feature ) {
		return $this->inner->supports( $feature );
	}

	/**
	 * As the gateway says.
	 *
	 * @param \WC_Order $order The order.
	 * @return bool
	 */
	public function can_refund_order( $order ) {
		return $this->inner->can_refund_order( $order );
	}

	/**
	 * Asks the gateway, once.
	 *
	 * @param int        $order_id Order.
	 * @param float|null $amount   As WooCommerce formats it.
	 * @param string     $reason   For the gateway.
	 * @return bool|\WP_Error
	 * @throws \RuntimeException When the claim is not ours any more; nothing was asked then.
	 * @throws \Throwable        What the gateway threw.
	 */
	public function process_refund( $order_id, $amount = null, $reason = '' ) {
		if ( ! ( $this->may_pay )() ) {
			throw new \RuntimeException( 'The claim on this refund was lost.' );
		}
		// Unclear until it answers: a gateway that throws may have paid.
		$this->verdict = 'unclear';
		try {
			$result = $this->inner->process_refund( $order_id, $amount, $reason );
		} catch ( \Throwable $error ) {
			$this->said = $error->getMessage();
			throw $error;
		}
		$this->verdict = self::verdict_of( $result );
		$this->said    = is_wp_error( $result ) ? $result->get_error_message() : '';
		( $this->answered )( $this->verdict );
		return $result;
	}

	/**
	 * Other plugins may ask a gateway for methods of its own.
	 *
	 * @param string            $name      Method.
	 * @param array<int, mixed> $arguments Its arguments.
	 * @return mixed
	 */
	public function __call( $name, $arguments ) {
		return $this->inner->$name( ...$arguments );
	}

	/**
	 * What an answer means. An error that tells of the network is no answer at all: the request may have arrived.
	 *
	 * @param mixed $result What the gateway returned.
	 */
	public static function verdict_of( $result ): string {
		if ( ! is_wp_error( $result ) ) {
			return $result ? 'paid' : 'declined';
		}
		$words      = $result->get_error_code() . ' ' . $result->get_error_message();
		$is_network = preg_match( '/http_request_failed|curl error|time[d]?[ _-]?out|connection (was )?(reset|refused|closed|aborted)|could ?n.?t connect|gateway time|bad gateway|service unavailable/i', $words );
		return $is_network ? 'unclear' : 'declined';
	}
}
