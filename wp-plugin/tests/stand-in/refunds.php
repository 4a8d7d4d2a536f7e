<?php
/**
 * Test code only: refunds, with WooCommerce's order of events: save, then ask the gateway, then delete on an error.
 */

final class WC_Order_Refund extends WC_Abstract_Order {

	protected function post_type() {
		return 'shop_order_refund';
	}

	public function get_parent_id() {
		return (int) $this->get( 'parent_id', 0 );
	}

	public function get_amount() {
		return (string) $this->get( 'amount', 0 );
	}

	public function get_reason() {
		return (string) $this->get( 'reason' );
	}

	public function get_refunded_payment() {
		return (bool) $this->get( 'refunded_payment', false );
	}

	public function set_refunded_payment( $is_paid ) {
		$this->data['refunded_payment'] = (bool) $is_paid;
	}

	public function delete( $force = false ) {
		wp_delete_post( $this->id, true );
		do_action( 'woocommerce_refund_deleted', $this->id, $this->get_parent_id() );
		return true;
	}
}

function wc_refund_payment( $order, $amount, $reason = '' ) {
	try {
		$gateway = WC_Payment_Gateways::instance()->payment_gateways()[ $order->get_payment_method() ] ?? false;
		if ( ! $gateway || ! $gateway->supports( 'refunds' ) ) {
			throw new Exception( 'The payment gateway for this order does not support automatic refunds.' );
		}
		$result = $gateway->process_refund( $order->get_id(), $amount, $reason );
		if ( ! $result ) {
			throw new Exception( 'An error occurred while attempting to create the refund using the payment gateway API.' );
		}
		if ( is_wp_error( $result ) ) {
			throw new Exception( $result->get_error_message() );
		}
		return true;
	} catch ( Exception $error ) {
		return new WP_Error( 'error', $error->getMessage() );
	}
}

function wc_create_refund( $args = array() ) {
	$args += array(
		'line_items'     => array(),
		'reason'         => '',
		'refund_payment' => false,
	);
	$refund = new WC_Order_Refund();
	try {
		$order = wc_get_order( $args['order_id'] );
		if ( $args['amount'] < 0 || $args['amount'] > $order->get_remaining_refund_amount() ) {
			throw new Exception( 'Invalid refund amount.' );
		}
		foreach ( array( 'amount' => $args['amount'], 'reason' => $args['reason'], 'parent_id' => $order->get_id(), 'currency' => $order->get_currency() ) as $name => $value ) {
			$refund->set( $name, $value );
		}
		foreach ( $args['line_items'] as $id => $part ) {
			$item = $order->get_item( $id );
			$copy = clone $item;
			$copy->set( '_refunded_item', $id );
			$copy->set( 'quantity', -$part['qty'] );
			$copy->set( 'total', -$part['refund_total'] );
			$copy->set( 'taxes', array( 'total' => array_map( static fn( $tax ) => -$tax, $part['refund_tax'] ) ) );
			$refund->add_item( $copy );
		}
		do_action( 'woocommerce_create_refund', $refund, $args );
		$refund->save();
		if ( $args['refund_payment'] ) {
			$result = wc_refund_payment( $order, $refund->get_amount(), $refund->get_reason() );
			if ( is_wp_error( $result ) ) {
				$refund->delete();
				return $result;
			}
			$refund->set_refunded_payment( true );
			$refund->save();
		}
		if ( $order->get_remaining_refund_amount() <= 0 ) {
			$order->update_status( 'refunded' );
		}
		do_action( 'woocommerce_order_refunded', $order->get_id(), $refund->get_id() );
		return $refund;
	} catch ( Exception $error ) {
		if ( $refund->get_id() ) {
			$refund->delete( true );
		}
		return new WP_Error( 'error', $error->getMessage() );
	}
}
