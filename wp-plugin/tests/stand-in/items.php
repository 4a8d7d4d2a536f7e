<?php
/** Test code only: items of an order, kept as plain arrays in the order's own data. */

abstract class WC_Order_Item {

	protected $facts = array(
		'id'             => 0,
		'name'           => '',
		'quantity'       => 1,
		'total'          => 0,
		'taxes'          => array( 'total' => array() ),
		'_refunded_item' => 0,
	);

	public function __construct( $from = null ) {
		if ( $from instanceof self ) {
			$this->facts = $from->facts;
		} elseif ( is_array( $from ) ) {
			$this->facts = $from + $this->facts;
		}
	}

	public function set_props( $props ) {
		$this->facts = array_intersect_key( $props, $this->facts ) + $this->facts;
	}

	public function facts() {
		return array( 'type' => $this->get_type() ) + $this->facts;
	}

	public function set( $name, $value ) {
		$this->facts[ $name ] = $value;
	}

	abstract public function get_type();

	public function get_id() {
		return (int) $this->facts['id'];
	}

	public function get_quantity() {
		return (int) $this->facts['quantity'];
	}

	public function get_total() {
		return (string) $this->facts['total'];
	}

	public function get_taxes() {
		return $this->facts['taxes'];
	}

	public function get_total_tax() {
		return (string) array_sum( $this->facts['taxes']['total'] );
	}

	public function refunded_item() {
		return (int) $this->facts['_refunded_item'];
	}
}

final class WC_Order_Item_Product extends WC_Order_Item {

	public function get_type() {
		return 'line_item';
	}
}

final class WC_Order_Item_Shipping extends WC_Order_Item {

	public function get_type() {
		return 'shipping';
	}
}
