<?php
/** Test code only: payment gateways. */

class WC_Payment_Gateway {

	public $id;
	public $title    = '';
	public $enabled  = 'no';
	public $supports = array( 'products' );

	public function supports( $feature ) {
		return in_array( $feature, $this->supports, true );
	}

	public function can_refund_order( $order ) {
		return $order && $this->supports( 'refunds' );
	}

	public function process_refund( $order_id, $amount = null, $reason = '' ) {
		return false;
	}
}

final class WC_Payment_Gateways {

	public $payment_gateways = array();

	private static $instance;

	public static function instance() {
		self::$instance = self::$instance ?? new self();
		return self::$instance;
	}

	public function __construct() {
		foreach ( apply_filters( 'woocommerce_payment_gateways', array() ) as $class ) {
			$this->payment_gateways[] = new $class();
		}
	}

	public function payment_gateways() {
		$named = array();
		foreach ( $this->payment_gateways as $gateway ) {
			$named[ $gateway->id ] = $gateway;
		}
		return $named;
	}
}
