<?php
/**
 * Test code only: orders and refunds as posts with one JSON row of data, read anew each time.
 */

abstract class WC_Abstract_Order {

	protected $id   = 0;
	protected $data = array();
	protected $items = array();

	public function __construct( $id = 0 ) {
		$this->id   = (int) $id;
		$this->data = $this->id ? (array) json_decode( (string) get_post_meta( $this->id, '_data', true ), true ) : array();
		foreach ( $this->data['items'] ?? array() as $facts ) {
			$class                       = 'shipping' === $facts['type'] ? 'WC_Order_Item_Shipping' : 'WC_Order_Item_Product';
			$this->items[ $facts['id'] ] = new $class( $facts );
		}
	}

	abstract protected function post_type();

	public function save() {
		$this->data['items'] = array_map( static fn( $item ) => $item->facts(), $this->items );
		$is_new              = 0 === $this->id;
		if ( $is_new ) {
			$this->id = wp_insert_post(
				array(
					'post_type'   => $this->post_type(),
					'post_status' => 'publish',
					'post_parent' => $this->data['parent_id'] ?? 0,
					'post_title'  => 'Order',
				)
			);
		}
		update_post_meta( $this->id, '_data', wp_slash( wp_json_encode( $this->data ) ) );
		return $this->id;
	}

	public function get_id() {
		return $this->id;
	}

	public function get_meta( $name ) {
		return $this->data['meta'][ $name ] ?? '';
	}

	public function update_meta_data( $name, $value ) {
		$this->data['meta'][ $name ] = $value;
	}

	public function get_items( $types = 'line_item' ) {
		return array_filter( $this->items, static fn( $item ) => in_array( $item->get_type(), (array) $types, true ) );
	}

	public function get_item( $id ) {
		return $this->items[ $id ] ?? false;
	}

	public function add_item( $item ) {
		$next = (int) get_option( 'stand_in_item', 0 ) + 1;
		update_option( 'stand_in_item', $next );
		$item->set( 'id', $next );
		$this->items[ $next ] = $item;
	}

	public function get_currency() {
		return $this->data['currency'] ?? get_woocommerce_currency();
	}

	public function get_total() {
		return (string) ( $this->data['total'] ?? 0 );
	}

	public function update_taxes() {}

	public function get( $name, $default = '' ) {
		return $this->data[ $name ] ?? $default;
	}

	public function set( $name, $value ) {
		$this->data[ $name ] = $value;
	}
}

class WC_Order extends WC_Abstract_Order {

	protected function post_type() {
		return 'shop_order';
	}

	public function save() {
		$is_new = 0 === $this->id;
		parent::save();
		do_action( $is_new ? 'woocommerce_new_order' : 'woocommerce_update_order', $this->id, $this );
		return $this->id;
	}

	public function get_order_number() {
		return (string) $this->id;
	}

	public function get_status() {
		return $this->get( 'status', 'pending' );
	}

	public function set_status( $status ) {
		$this->data['status'] = $status;
	}

	public function update_status( $status, $note = '' ) {
		$this->set_status( $status );
		if ( 'completed' === $status && empty( $this->data['completed'] ) ) {
			$this->data['completed'] = time();
		}
		$this->save();
		$this->add_order_note( trim( "$note Order status changed to $status." ) );
		return true;
	}

	public function add_order_note( $text, $for_customer = 0, $by_user = false ) {
		$id = wp_insert_comment(
			array(
				'comment_post_ID'  => $this->id,
				'comment_content'  => $text,
				'comment_type'     => 'order_note',
				'comment_approved' => 1,
			)
		);
		do_action( 'woocommerce_order_note_added', $id, $this );
		return $id;
	}

	public function calculate_totals( $taxes = true ) {
		$sum = 0.0;
		foreach ( $this->items as $item ) {
			$sum += (float) $item->get_total() + (float) $item->get_total_tax();
		}
		$this->data['total']    = round( $sum, wc_get_price_decimals() );
		$this->data['currency'] = get_woocommerce_currency();
	}

	public function set_address( $address, $type ) {
		$this->data[ $type ] = $address + ( $this->data[ $type ] ?? array() );
	}

	public function __call( $name, $arguments ) {
		if ( preg_match( '/\A(get|set)_(shipping|billing)_(\w+)\z/', $name, $found ) && ! in_array( $found[3], array( 'total', 'tax' ), true ) ) {
			if ( 'set' === $found[1] ) {
				$this->data[ $found[2] ][ $found[3] ] = $arguments[0];
				return null;
			}
			return $this->data[ $found[2] ][ $found[3] ] ?? '';
		}
		throw new BadMethodCallException( "The stand-in has no $name." );
	}

	public function get_shipping_total() {
		return (string) array_sum( array_map( static fn( $item ) => (float) $item->get_total(), $this->get_items( 'shipping' ) ) );
	}

	public function get_shipping_tax() {
		return (string) array_sum( array_map( static fn( $item ) => (float) $item->get_total_tax(), $this->get_items( 'shipping' ) ) );
	}

	public function get_customer_id() {
		return (int) $this->get( 'customer', 0 );
	}

	public function get_payment_method() {
		return $this->get( 'gateway' );
	}

	public function set_payment_method( $id ) {
		$this->data['gateway'] = $id;
	}

	public function get_prices_include_tax() {
		return false;
	}

	public function get_date_paid() {
		return $this->date( 'paid' );
	}

	public function get_date_completed() {
		return $this->date( 'completed' );
	}

	public function set_date_paid( $time ) {
		$this->data['paid'] = $time;
	}

	public function set_date_completed( $time ) {
		$this->data['completed'] = $time;
	}

	public function get_edit_order_url() {
		return admin_url( "post.php?post=$this->id&action=edit" );
	}

	public function get_refunds() {
		$posts = get_posts(
			array(
				'post_type'   => 'shop_order_refund',
				'post_parent' => $this->id,
				'numberposts' => -1,
				'post_status' => 'any',
			)
		);
		return array_map( static fn( $post ) => new WC_Order_Refund( $post->ID ), $posts );
	}

	public function get_total_refunded() {
		return array_sum( array_map( static fn( $refund ) => (float) $refund->get_amount(), $this->get_refunds() ) );
	}

	public function get_remaining_refund_amount() {
		return round( (float) $this->get_total() - $this->get_total_refunded(), wc_get_price_decimals() );
	}

	public function get_qty_refunded_for_item( $id ) {
		return array_sum( array_map( static fn( $item ) => $item->get_quantity(), $this->refunded_items( $id ) ) );
	}

	public function get_total_refunded_for_item( $id, $type = 'line_item' ) {
		return -array_sum( array_map( static fn( $item ) => (float) $item->get_total(), $this->refunded_items( $id ) ) );
	}

	public function get_tax_refunded_for_item( $id, $rate, $type = 'line_item' ) {
		return -array_sum( array_map( static fn( $item ) => (float) ( $item->get_taxes()['total'][ $rate ] ?? 0 ), $this->refunded_items( $id ) ) );
	}

	private function refunded_items( $id ) {
		$found = array();
		foreach ( $this->get_refunds() as $refund ) {
			foreach ( $refund->get_items( array( 'line_item', 'shipping' ) ) as $item ) {
				if ( $item->refunded_item() === (int) $id ) {
					$found[] = $item;
				}
			}
		}
		return $found;
	}

	private function date( $name ) {
		return empty( $this->data[ $name ] ) ? null : new DateTime( '@' . $this->data[ $name ] );
	}
}

/** An order, a refund, or false: refunds and products share the id space. */
function wc_get_order( $id = false ) {
	$id = $id instanceof WP_Post ? $id->ID : $id;
	if ( $id instanceof WC_Abstract_Order ) {
		return $id;
	}
	// As another process left it.
	wp_cache_delete( (int) $id, 'posts' );
	wp_cache_delete( (int) $id, 'post_meta' );
	switch ( get_post_type( (int) $id ) ) {
		case 'shop_order':
			return new WC_Order( $id );
		case 'shop_order_refund':
			return new WC_Order_Refund( $id );
		default:
			return false;
	}
}

function wc_create_order( $args = array() ) {
	$order = new WC_Order();
	$order->set( 'customer', (int) ( $args['customer_id'] ?? 0 ) );
	$order->save();
	return $order;
}

function wc_get_order_notes( $args ) {
	$notes = get_comments(
		array(
			'post_id' => $args['order_id'],
			'type'    => 'order_note',
			'status'  => 'all',
		)
	);
	return array_map( static fn( $note ) => (object) array( 'content' => $note->comment_content ), $notes );
}
