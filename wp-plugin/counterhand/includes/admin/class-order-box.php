<?php
/**
 * What the agent did to an order, on the order's own screen.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

use Counterhand\Settings;
use Counterhand\Writes\Money;
use Counterhand\Writes\Write_Store;

/**
 * Actions and refunds from our own table; the conversation is fetched from the edge when it is asked for.
 */
final class Order_Box {

	private Settings $settings;

	private Write_Store $store;

	/**
	 * Nothing is read yet.
	 *
	 * @param Settings    $settings The shop's settings.
	 * @param Write_Store $store    The table of writes.
	 */
	public function __construct( Settings $settings, Write_Store $store ) {
		$this->settings = $settings;
		$this->store    = $store;
	}

	/**
	 * Hooks only.
	 */
	public function register(): void {
		add_action( 'add_meta_boxes', array( $this, 'add_box' ) );
	}

	/**
	 * On WooCommerce's own order screen and on the old one.
	 */
	public function add_box(): void {
		$screens = array( 'shop_order' );
		if ( function_exists( 'wc_get_page_screen_id' ) ) {
			$screens[] = wc_get_page_screen_id( 'shop-order' );
		}
		foreach ( array_unique( $screens ) as $screen ) {
			add_meta_box( 'counterhand-order', __( 'Counterhand', 'counterhand' ), array( $this, 'show' ), $screen, 'normal', 'default' );
		}
	}

	/**
	 * The box.
	 *
	 * @param \WP_Post|\WC_Order|mixed $subject What the screen is about.
	 */
	public function show( $subject ): void {
		$order = $subject instanceof \WC_Order ? $subject : wc_get_order( $subject instanceof \WP_Post ? $subject->ID : 0 );
		if ( ! $order instanceof \WC_Order || ! current_user_can( 'manage_woocommerce' ) ) {
			return;
		}
		$rows = $this->store->of_order( $order->get_id() );
		if ( array() === $rows ) {
			echo '<p>' . esc_html__( 'The agent has not touched this order.', 'counterhand' ) . '</p>';
			return;
		}
		echo '<table class="widefat striped"><thead><tr>';
		foreach ( array( __( 'When', 'counterhand' ), __( 'What', 'counterhand' ), __( 'Outcome', 'counterhand' ), __( 'On whose word', 'counterhand' ), __( 'Conversation', 'counterhand' ) ) as $title ) {
			printf( '<th scope="col">%s</th>', esc_html( $title ) );
		}
		echo '</tr></thead><tbody>';
		foreach ( $rows as $row ) {
			$this->row( $row );
		}
		echo '</tbody></table><div id="counterhand-transcript" role="region" aria-live="polite"></div>';
		wp_enqueue_script( 'counterhand-order', plugins_url( 'assets/order.js', COUNTERHAND_FILE ), array( 'wp-api-fetch', 'wp-i18n' ), COUNTERHAND_VERSION, true );
	}

	/**
	 * One write.
	 *
	 * @param array<string, string|null> $row The write.
	 */
	private function row( array $row ): void {
		$what = array(
			'refund'  => __( 'Refund', 'counterhand' ),
			'cancel'  => __( 'Cancellation', 'counterhand' ),
			'address' => __( 'New shipping address', 'counterhand' ),
			'note'    => __( 'Note', 'counterhand' ),
		);
		$name = $what[ $row['action'] ] ?? (string) $row['action'];
		if ( 'refund' === $row['action'] ) {
			$name .= ' ' . Money::to_decimal( (int) $row['amount_minor'], (int) $row['minor_digits'] ) . ' ' . $row['currency'];
		}
		$word = 'approval' === $row['authority']
			/* translators: %s: name of a colleague. */
			? sprintf( __( 'approved by %s', 'counterhand' ), (string) $row['approver'] )
			: __( 'confirmed by the customer', 'counterhand' );
		printf( '<tr><td>%s</td><td>%s</td><td>', esc_html( (string) wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), (int) $row['created_at'] ) ), esc_html( $name ) );
		$this->outcome( $row );
		printf( '</td><td>%s</td><td>', esc_html( 'note' === $row['action'] ? '–' : $word ) );
		if ( '' !== $this->settings->edge() && preg_match( '/\A[A-Za-z0-9_-]{16,64}\z/', (string) $row['session'] ) ) {
			printf( '<button type="button" class="button-link counterhand-transcript" data-session="%s">%s</button>', esc_attr( (string) $row['session'] ), esc_html__( 'Show', 'counterhand' ) );
		}
		echo '</td></tr>';
	}

	/**
	 * What came of it; a refund in doubt is settled here.
	 *
	 * @param array<string, string|null> $row The write.
	 */
	private function outcome( array $row ): void {
		$words = array(
			'done'        => __( 'done', 'counterhand' ),
			'refused'     => __( 'did not happen', 'counterhand' ),
			'in_progress' => __( 'running', 'counterhand' ),
			'in_doubt'    => __( 'in doubt: look at the payment gateway', 'counterhand' ),
		);
		echo esc_html( $words[ $row['state'] ] ?? (string) $row['state'] );
		if ( '' !== (string) $row['reason'] ) {
			printf( ' <code>%s</code>', esc_html( (string) $row['reason'] ) );
		}
		if ( '' !== (string) $row['detail'] ) {
			printf( '<br><small>%s</small>', esc_html( (string) $row['detail'] ) );
		}
		if ( 'in_doubt' !== $row['state'] ) {
			return;
		}
		foreach ( array(
			'paid'     => __( 'It was paid', 'counterhand' ),
			'not_paid' => __( 'It was not paid', 'counterhand' ),
		) as $verdict => $label ) {
			printf( ' <a class="button button-small" href="%s">%s</a>', esc_url( Settle_Action::url( (string) $row['write_key'], $verdict ) ), esc_html( $label ) );
		}
	}
}
