<?php
/**
 * How the plugin is.
 *
 * @package Counterhand
 */

namespace Counterhand\Rest;

use Counterhand\Events\Outbox;
use Counterhand\Settings;
use Counterhand\Shop;
use Counterhand\Signed\Guard;
use WP_REST_Response;

/**
 * `GET /counterhand/v1/health`. Signed by the edge.
 */
final class Health_Route {

	/** Version of the contract both sides speak. */
	const CONTRACT = 1;

	private Guard $guard;

	private Settings $settings;

	/**
	 * Nothing is read yet.
	 *
	 * @param Guard    $guard    Verifies the signature.
	 * @param Settings $settings The shop's settings.
	 */
	public function __construct( Guard $guard, Settings $settings ) {
		$this->guard    = $guard;
		$this->settings = $settings;
	}

	/**
	 * Within `rest_api_init`.
	 */
	public function register_routes(): void {
		register_rest_route(
			'counterhand/v1',
			'/health',
			array(
				'methods'             => 'GET',
				'callback'            => array( $this, 'answer' ),
				'permission_callback' => array( $this->guard, 'allows' ),
			)
		);
	}

	/**
	 * The contract's HealthReply.
	 */
	public function answer(): WP_REST_Response {
		$rules = $this->settings->refund_rules();
		return new WP_REST_Response(
			array(
				'contract'       => self::CONTRACT,
				'plugin_version' => COUNTERHAND_VERSION,
				'time'           => time(),
				'shop_url'       => Shop::url(),
				'currency'       => Shop::currency(),
				'decimals'       => Shop::decimals(),
				'woocommerce'    => Shop::woocommerce_version(),
				'writes_enabled' => $rules['writes_enabled'] && Shop::is_open(),
				'refunds'        => array(
					'enabled'          => $rules['enabled'] && Shop::is_open(),
					'window_days'      => $rules['window_days'],
					'soft_limit_minor' => $rules['soft_limit_minor'],
					'ceiling_minor'    => $rules['ceiling_minor'],
				),
				'last_event_seq' => ( new Outbox() )->last_seq(),
				'retention_days' => (int) $this->settings->get( 'retention_days' ),
			)
		);
	}
}
