<?php
/**
 * Test code only: see rig-gateway.php.
 */

final class Rig_Gateway extends WC_Payment_Gateway {

	public function __construct() {
		$this->id       = 'rigcard';
		$this->title    = 'Card (test)';
		$this->enabled  = 'yes';
		$this->supports = array( 'products', 'refunds' );
	}

	public function process_refund( $order_id, $amount = null, $reason = '' ) {
		$behaviour = (array) get_option( 'rig_gateway', array() ) + array(
			'mode'    => 'ok',
			'seconds' => 0,
		);
		if ( $behaviour['seconds'] > 0 ) {
			usleep( (int) ( $behaviour['seconds'] * 1000000 ) );
		}
		$mode = is_array( $behaviour['mode'] ) ? $behaviour['mode'][ wp_rand( 0, count( $behaviour['mode'] ) - 1 ) ] : $behaviour['mode'];
		file_put_contents( rig_ledger_file() . '.modes', "$mode\n", FILE_APPEND | LOCK_EX );
		switch ( $mode ) {
			case 'decline':
				return new WP_Error( 'card_declined', 'The card issuer said no.' );
			case 'false':
				return false;
			case 'throw':
				throw new Exception( 'The gateway hung up.' );
			case 'type_error':
				return $this->no_such_method();
			case 'timeout':
				return new WP_Error( 'http_request_failed', 'cURL error 28: Operation timed out' );
			case 'paid_then_timeout':
				$this->pay( $order_id, $amount );
				return new WP_Error( 'http_request_failed', 'cURL error 28: Operation timed out' );
			case 'die_before':
				self::end();
				break;
			case 'die_after':
				$this->pay( $order_id, $amount );
				self::end();
				break;
		}
		$this->pay( $order_id, $amount );
		return true;
	}

	private function pay( $order_id, $amount ): void {
		file_put_contents( rig_ledger_file(), wp_json_encode( array( 'order' => (string) $order_id, 'amount' => round( (float) $amount, 4 ) ) ) . "\n", FILE_APPEND | LOCK_EX );
	}

	/** As a killed process: no shutdown function runs. */
	private static function end(): void {
		if ( function_exists( 'posix_kill' ) ) {
			posix_kill( getmypid(), 9 );
			sleep( 5 );
		}
		remove_all_actions( 'shutdown' );
		exit( 137 );
	}
}

/** Gives no money back by itself. */
final class Rig_Cash extends WC_Payment_Gateway {

	public function __construct() {
		$this->id       = 'rigcash';
		$this->title    = 'Cash (test)';
		$this->enabled  = 'yes';
		$this->supports = array( 'products' );
	}
}
