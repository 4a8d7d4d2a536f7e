<?php
/**
 * The four writes the edge may ask for.
 *
 * @package Counterhand
 */

namespace Counterhand\Rest;

use Counterhand\Shop;
use Counterhand\Signed\Guard;
use Counterhand\Writes\Write_Runner;
use Counterhand\Writes\Write_Store;
use Counterhand\Writes\Writes;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `POST /counterhand/v1/orders/{id}/{refund|cancel|address|note}`. Signed by the edge; no WordPress user is involved.
 */
final class Write_Routes {

	private Guard $guard;

	private Write_Runner $runner;

	/**
	 * Nothing is read yet.
	 *
	 * @param Guard        $guard  Verifies the signature.
	 * @param Write_Runner $runner Runs a write once.
	 */
	public function __construct( Guard $guard, Write_Runner $runner ) {
		$this->guard  = $guard;
		$this->runner = $runner;
	}

	/**
	 * Within `rest_api_init`.
	 */
	public function register_routes(): void {
		register_rest_route(
			'counterhand/v1',
			'/orders/(?P<id>[1-9]\d{0,18})/(?P<action>refund|cancel|address|note)',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'write' ),
				'permission_callback' => array( $this->guard, 'allows' ),
			)
		);
	}

	/**
	 * One write.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function write( WP_REST_Request $request ): WP_REST_Response {
		if ( ! Shop::is_open() ) {
			return Lookup_Routes::closed();
		}
		// Only what is signed is read: the path from the route, the ask from the raw body.
		$url                   = $request->get_url_params();
		$raw                   = json_decode( (string) $request->get_body(), true, 8 );
		list( $status, $body ) = $this->runner->run( Writes::named( strtolower( (string) $url['action'] ), new Write_Store() ), (string) $url['id'], $raw );
		return new WP_REST_Response( $body, $status );
	}
}
