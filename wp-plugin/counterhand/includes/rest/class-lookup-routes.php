<?php
/**
 * What became of a write.
 *
 * @package Counterhand
 */

namespace Counterhand\Rest;

use Counterhand\Shop;
use Counterhand\Signed\Guard;
use Counterhand\Writes\Ask;
use Counterhand\Writes\Write_Reply;
use Counterhand\Writes\Write_Runner;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET /counterhand/v1/writes/{key}` and `POST …/settle`. Signed by the edge.
 */
final class Lookup_Routes {

	private Guard $guard;

	private Write_Runner $runner;

	/**
	 * Nothing is read yet.
	 *
	 * @param Guard        $guard  Verifies the signature.
	 * @param Write_Runner $runner Knows the writes.
	 */
	public function __construct( Guard $guard, Write_Runner $runner ) {
		$this->guard  = $guard;
		$this->runner = $runner;
	}

	/**
	 * Within `rest_api_init`.
	 */
	public function register_routes(): void {
		$key = '(?P<key>[a-z]{2,10}_[0-9a-f]{64})';
		register_rest_route(
			'counterhand/v1',
			"/writes/$key",
			array(
				'methods'             => 'GET',
				'callback'            => array( $this, 'look_up' ),
				'permission_callback' => array( $this->guard, 'allows' ),
			)
		);
		register_rest_route(
			'counterhand/v1',
			"/writes/$key/settle",
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'settle' ),
				'permission_callback' => array( $this->guard, 'allows' ),
			)
		);
	}

	/**
	 * What became of the key.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function look_up( WP_REST_Request $request ): WP_REST_Response {
		return $this->reply( $request, false );
	}

	/**
	 * The same, and void from now on if it was never seen.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function settle( WP_REST_Request $request ): WP_REST_Response {
		return $this->reply( $request, true );
	}

	/**
	 * WooCommerce is not there: nothing was done, and it may be asked again.
	 */
	public static function closed(): WP_REST_Response {
		return new WP_REST_Response(
			array(
				'code'    => 'woocommerce_inactive',
				'message' => __( 'WooCommerce is not active. Nothing was done.', 'counterhand' ),
			),
			503
		);
	}

	/**
	 * Both routes.
	 *
	 * @param WP_REST_Request $request The request.
	 * @param bool            $is_last See Write_Runner.
	 */
	private function reply( WP_REST_Request $request, bool $is_last ): WP_REST_Response {
		$key = (string) $request->get_url_params()['key'];
		// Routes match without regard to case; keys do not.
		if ( ! preg_match( Ask::KEY_PATTERN, $key ) ) {
			return new WP_REST_Response( Write_Reply::refused( null, 'bad_request' )[1], 422 );
		}
		if ( ! Shop::is_open() ) {
			return self::closed();
		}
		list( $status, $body ) = $this->runner->look_up( $key, $is_last );
		return new WP_REST_Response( $body, $status );
	}
}
