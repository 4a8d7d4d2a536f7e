<?php
/**
 * Where the money is.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

/**
 * Runs one refund through WooCommerce with the order's gateway watched.
 */
final class Till {

	/** Meta of a refund: the key of the write that made it. */
	const MARKER = '_counterhand_key';

	private \WC_Order $order;

	/**
	 * See Watched_Gateway.
	 *
	 * @var array{may_pay: callable(): bool, answered: callable(string): void}
	 */
	private array $events;

	private ?Watched_Gateway $watched = null;

	/**
	 * Nothing happens yet.
	 *
	 * @param \WC_Order                                                          $order  The order.
	 * @param array{may_pay: callable(): bool, answered: callable(string): void} $events See Watched_Gateway.
	 */
	public function __construct( \WC_Order $order, array $events ) {
		$this->order  = $order;
		$this->events = $events;
	}

	/**
	 * `wc_create_refund`, which catches exceptions but not errors; here both become a WP_Error.
	 *
	 * @param array<string, mixed> $arguments For `wc_create_refund`.
	 * @return \WC_Order_Refund|\WP_Error
	 */
	public function refund( array $arguments ) {
		$registry = \WC_Payment_Gateways::instance();
		$place    = null;
		foreach ( $registry->payment_gateways as $index => $gateway ) {
			if ( $gateway instanceof \WC_Payment_Gateway && $gateway->id === $this->order->get_payment_method() ) {
				$place = $index;
			}
		}
		if ( null === $place ) {
			return new \WP_Error( 'gateway_missing', 'The payment method of this order is not installed.' );
		}
		$inner                                = $registry->payment_gateways[ $place ];
		$this->watched                        = new Watched_Gateway( $inner, $this->events['may_pay'], $this->events['answered'] );
		$registry->payment_gateways[ $place ] = $this->watched;
		try {
			return wc_create_refund( $arguments );
		} catch ( \Throwable $error ) {
			return new \WP_Error( 'threw', $error->getMessage() );
		} finally {
			$registry->payment_gateways[ $place ] = $inner;
		}
	}

	/**
	 * What the gateway said: see Watched_Gateway.
	 */
	public function verdict(): string {
		return null === $this->watched ? 'not_asked' : $this->watched->verdict;
	}

	/**
	 * In its own words, for staff.
	 */
	public function said(): string {
		return null === $this->watched ? '' : $this->watched->said;
	}

	/**
	 * The refund that carries a key, or null.
	 *
	 * @param \WC_Order $order The order.
	 * @param string    $key   Write key.
	 */
	public static function find_marked( \WC_Order $order, string $key ): ?\WC_Order_Refund {
		foreach ( $order->get_refunds() as $refund ) {
			if ( $refund->get_meta( self::MARKER ) === $key ) {
				return $refund;
			}
		}
		return null;
	}

	/**
	 * A refund of money that has already moved. The gateway is not asked.
	 *
	 * @param \WC_Order $order  The order.
	 * @param string    $amount Decimal, written by us.
	 * @param string    $key    Write key.
	 */
	public static function write_down( \WC_Order $order, string $amount, string $key ): ?\WC_Order_Refund {
		$mark = static function ( $refund ) use ( $key ) {
			$refund->update_meta_data( self::MARKER, $key );
			$refund->set_refunded_payment( true );
		};
		add_action( 'woocommerce_create_refund', $mark );
		try {
			$refund = wc_create_refund(
				array(
					'order_id'       => $order->get_id(),
					'amount'         => $amount,
					'reason'         => __( 'Written down by Counterhand: the gateway had paid it.', 'counterhand' ),
					'refund_payment' => false,
				)
			);
		} catch ( \Throwable $error ) {
			$refund = null;
		} finally {
			remove_action( 'woocommerce_create_refund', $mark );
		}
		return $refund instanceof \WC_Order_Refund ? $refund : null;
	}
}
