<?php
/**
 * What the edge enforces, for the settings page.
 *
 * @package Counterhand
 */

namespace Counterhand\Rest;

use Counterhand\Admin\Edge_Limits;
use Counterhand\Capability;
use Counterhand\Settings;
use Counterhand\Shop;
use Counterhand\Signed\Edge_Client;
use Counterhand\Signed\Key_Ring;
use WP_REST_Response;

/**
 * `GET /counterhand/v1/admin/edge-limits`. WordPress's own login, nonce and capability. Asked by the page once it is
 * shown, so that an edge that is slow or away holds nothing up.
 */
final class Edge_Limits_Route {

	private Settings $settings;

	/**
	 * Nothing is asked yet.
	 *
	 * @param Settings $settings The shop's settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Within `rest_api_init`.
	 */
	public function register_routes(): void {
		register_rest_route(
			'counterhand/v1',
			'/admin/edge-limits',
			array(
				'methods'             => 'GET',
				'callback'            => array( $this, 'answer' ),
				'permission_callback' => array( Capability::class, 'allows' ),
			)
		);
	}

	/**
	 * `{says: {field: sentence}}`; nothing is said while the edge does not answer.
	 */
	public function answer(): WP_REST_Response {
		$ping = ( new Edge_Client( $this->settings->edge(), Key_Ring::of( 'CALL' ) ) )->post( '/webhooks/ping', array(), 6 );
		$own  = array(
			'currency' => Shop::currency(),
			'decimals' => Shop::decimals(),
			'days'     => (int) $this->settings->get( 'refund_window_days' ),
			'soft'     => (string) $this->settings->get( 'refund_soft_limit' ),
			'ceiling'  => (string) $this->settings->get( 'refund_ceiling' ),
		);
		$says = is_wp_error( $ping ) ? array() : Edge_Limits::beside( $ping['limits'] ?? null, $own );
		return new WP_REST_Response( array( 'says' => (object) $says ) );
	}
}
