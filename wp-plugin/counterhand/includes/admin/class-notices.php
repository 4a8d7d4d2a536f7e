<?php
/**
 * What is wrong, said in wp-admin.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

use Counterhand\Capability;
use Counterhand\Installer;
use Counterhand\Settings;
use Counterhand\Shop;
use Counterhand\Signed\Key_Ring;

/**
 * On the screens where it can be mended: the dashboard, the list of plugins and our own page.
 */
final class Notices {

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
		add_action( 'admin_notices', array( $this, 'show' ) );
	}

	/**
	 * At most one sentence per trouble.
	 */
	public function show(): void {
		$screen = function_exists( 'get_current_screen' ) ? get_current_screen() : null;
		$where  = null === $screen ? '' : $screen->id;
		if ( ! current_user_can( Capability::needed() ) || ( ! in_array( $where, array( 'dashboard', 'plugins' ), true ) && false === strpos( $where, '_page_counterhand' ) ) ) {
			return;
		}
		foreach ( $this->troubles() as $trouble ) {
			wp_admin_notice( '<strong>Counterhand:</strong> ' . esc_html( $trouble ), array( 'type' => 'warning' ) );
		}
	}

	/**
	 * In the order they should be mended.
	 *
	 * @return string[]
	 */
	public function troubles(): array {
		$troubles = array();
		if ( ! Installer::ensure() || ! Installer::has_tables() ) {
			$troubles[] = __( 'its tables cannot be made. The database is full, read-only, or its user may not create tables. Until then every signed call is refused, and nothing is changed.', 'counterhand' );
		}
		if ( ! Shop::is_open() ) {
			$troubles[] = __( 'WooCommerce is not active. The chat still answers questions; orders, refunds and order events are off.', 'counterhand' );
		} elseif ( ! function_exists( 'as_enqueue_async_action' ) ) {
			$troubles[] = __( 'Action Scheduler is missing. Changes are delivered by WP-Cron instead, which may take longer.', 'counterhand' );
		}
		if ( '' === $this->settings->edge() ) {
			$troubles[] = __( 'the edge URL is not set, so nothing is shown to visitors yet.', 'counterhand' );
		} elseif ( null === Key_Ring::of( 'TOKEN' )->first() || null === Key_Ring::of( 'CALL' )->first() ) {
			$troubles[] = __( 'a key is missing in wp-config.php. The settings page shows which, and offers the line to paste.', 'counterhand' );
		}
		return $troubles;
	}
}
