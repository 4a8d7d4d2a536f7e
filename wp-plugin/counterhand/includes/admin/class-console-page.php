<?php
/**
 * WooCommerce → Counterhand console.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

use Counterhand\Capability;
use Counterhand\Settings;
use Counterhand\Shop;

/**
 * Opens the staff console signed in. The token is fetched when the button is pressed and travels in the body of a form.
 */
final class Console_Page {

	const SLUG = 'counterhand-console';

	private Settings $settings;

	/**
	 * Nothing is read yet.
	 *
	 * @param Settings $settings The shop's settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Hooks only.
	 */
	public function register(): void {
		add_action( 'admin_menu', array( $this, 'add_page' ), 61 );
		add_action( 'admin_enqueue_scripts', array( $this, 'enqueue' ) );
	}

	/**
	 * Below WooCommerce only: it is about orders and customers.
	 */
	public function add_page(): void {
		if ( Shop::is_open() ) {
			add_submenu_page( 'woocommerce', __( 'Support console', 'counterhand' ), __( 'Support console', 'counterhand' ), Capability::STAFF, self::SLUG, array( $this, 'show' ) );
		}
	}

	/**
	 * Only on our own page.
	 *
	 * @param string $page Hook suffix of the page.
	 */
	public function enqueue( $page ): void {
		if ( false !== strpos( (string) $page, '_page_' . self::SLUG ) ) {
			wp_enqueue_script( 'counterhand-console', plugins_url( 'assets/console.js', COUNTERHAND_FILE ), array( 'wp-api-fetch', 'wp-i18n' ), COUNTERHAND_VERSION, true );
		}
	}

	/**
	 * The page.
	 */
	public function show(): void {
		if ( ! current_user_can( Capability::STAFF ) ) {
			return;
		}
		echo '<div class="wrap"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
		if ( '' === $this->settings->edge() ) {
			printf( '<p>%s <a href="%s">%s</a></p></div>', esc_html__( 'The edge URL is not set.', 'counterhand' ), esc_url( Settings_Page::url() ), esc_html__( 'Settings', 'counterhand' ) );
			return;
		}
		printf( '<p>%s</p>', esc_html__( 'Open conversations, approvals and refunds in doubt. The console opens in a new tab and knows you for 15 minutes.', 'counterhand' ) );
		printf( '<p><button type="button" class="button button-primary" id="counterhand-console">%s</button></p><p id="counterhand-console-says" role="status"></p></div>', esc_html__( 'Open the console', 'counterhand' ) );
	}
}
