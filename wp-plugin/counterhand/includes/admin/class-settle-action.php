<?php
/**
 * A colleague says what the gateway's own books say.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

use Counterhand\Writes\Doubt;
use Counterhand\Writes\Write_Store;

/**
 * Settles a refund in doubt. Capability and nonce; once settled, it stays.
 */
final class Settle_Action {

	const ACTION = 'counterhand_settle';

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
	 * Hooks only.
	 */
	public function register(): void {
		add_action( 'admin_post_' . self::ACTION, array( $this, 'settle' ) );
	}

	/**
	 * Address of the button.
	 *
	 * @param string $key     Write key.
	 * @param string $verdict `paid` or `not_paid`.
	 */
	public static function url( string $key, string $verdict ): string {
		$url = add_query_arg(
			array(
				'action'  => self::ACTION,
				'key'     => $key,
				'verdict' => $verdict,
			),
			admin_url( 'admin-post.php' )
		);
		return wp_nonce_url( $url, self::ACTION . $key . $verdict );
	}

	/**
	 * One click.
	 */
	public function settle(): void {
		$key     = isset( $_GET['key'] ) ? sanitize_key( wp_unslash( $_GET['key'] ) ) : '';
		$verdict = isset( $_GET['verdict'] ) ? sanitize_key( wp_unslash( $_GET['verdict'] ) ) : '';
		check_admin_referer( self::ACTION . $key . $verdict );
		if ( ! current_user_can( 'manage_woocommerce' ) ) {
			wp_die( esc_html__( 'You may not do this.', 'counterhand' ), '', array( 'response' => 403 ) );
		}
		$row   = $this->store->find( $key );
		$order = null === $row ? null : wc_get_order( (int) $row['order_id'] );
		if ( null === $row || 'in_doubt' !== $row['state'] || ! in_array( $verdict, array( 'paid', 'not_paid' ), true ) || ! $order instanceof \WC_Order ) {
			wp_die(
				esc_html__( 'This refund is not in doubt any more.', 'counterhand' ),
				'',
				array(
					'response'  => 409,
					'back_link' => true,
				)
			);
		}
		if ( ! ( new Doubt( $this->store ) )->settle( $order, $row, $verdict, $this->by() ) ) {
			wp_die(
				esc_html__( 'This could not be settled: a colleague is at it, or the order has less left than that.', 'counterhand' ),
				'',
				array(
					'response'  => 409,
					'back_link' => true,
				)
			);
		}
		wp_safe_redirect( $order->get_edit_order_url() );
		exit;
	}

	/**
	 * Who said so.
	 */
	private function by(): string {
		/* translators: %s: name of a colleague. */
		return sprintf( __( 'settled by %s', 'counterhand' ), wp_get_current_user()->display_name );
	}
}
