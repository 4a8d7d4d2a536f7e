<?php
/**
 * Test code only: webhooks, kept in an option. The ping is theirs; deliveries are not imitated.
 */

final class WC_Webhook {

	private $facts = array( 'id' => 0 );

	public function __construct( $facts = array() ) {
		$this->facts = $facts + $this->facts;
	}

	public function __call( $name, $arguments ) {
		list( $verb, $field ) = explode( '_', $name, 2 );
		if ( 'set' === $verb ) {
			$this->facts[ $field ] = $arguments[0];
			return null;
		}
		return $this->facts[ $field ] ?? '';
	}

	public function get_secret( $context = 'view' ) {
		return apply_filters( 'woocommerce_webhook_secret', $this->facts['secret'] ?? '', $this->facts['id'] );
	}

	public function generate_signature( $payload ) {
		$algorithm = apply_filters( 'woocommerce_webhook_hash_algorithm', 'sha256', $payload, $this->facts['id'] );
		return base64_encode( hash_hmac( $algorithm, $payload, wp_specialchars_decode( $this->get_secret(), ENT_QUOTES ), true ) );
	}

	public function save() {
		$this->facts['secret'] = $this->get_secret( 'edit' );
		$all = (array) get_option( 'stand_in_webhooks', array() );
		if ( ! $this->facts['id'] ) {
			$this->facts['id'] = count( $all ) + 1;
		}
		$all[ $this->facts['id'] ] = $this->facts;
		update_option( 'stand_in_webhooks', $all );
		return $this->facts['id'];
	}
}

function wc_get_webhook( $id ) {
	$all = (array) get_option( 'stand_in_webhooks', array() );
	return isset( $all[ $id ] ) ? new WC_Webhook( $all[ $id ] ) : null;
}
