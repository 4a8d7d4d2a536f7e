<?php
/**
 * Events the edge missed.
 *
 * @package Counterhand
 */

namespace Counterhand\Rest;

use Counterhand\Events\Outbox;
use Counterhand\Signed\Guard;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `GET /counterhand/v1/events/after/{seq}`. Signed by the edge.
 */
final class Events_Route {

	private Guard $guard;

	private Outbox $outbox;

	/**
	 * Nothing is read yet.
	 *
	 * @param Guard  $guard  Verifies the signature.
	 * @param Outbox $outbox What happened.
	 */
	public function __construct( Guard $guard, Outbox $outbox ) {
		$this->guard  = $guard;
		$this->outbox = $outbox;
	}

	/**
	 * Within `rest_api_init`.
	 */
	public function register_routes(): void {
		register_rest_route(
			'counterhand/v1',
			'/events/after/(?P<seq>\d{1,15})',
			array(
				'methods'             => 'GET',
				'callback'            => array( $this, 'answer' ),
				'permission_callback' => array( $this->guard, 'allows' ),
			)
		);
	}

	/**
	 * At most 100 events, oldest first.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	public function answer( WP_REST_Request $request ): WP_REST_Response {
		return new WP_REST_Response(
			array(
				'v'      => 1,
				'events' => $this->outbox->after( (int) $request->get_url_params()['seq'] ),
			)
		);
	}
}
