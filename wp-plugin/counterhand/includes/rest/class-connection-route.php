<?php
/**
 * The "Test connection" button.
 *
 * @package Counterhand
 */

namespace Counterhand\Rest;

use Counterhand\Admin\Connection_Test;
use Counterhand\Capability;
use WP_REST_Response;

/**
 * `POST /counterhand/v1/admin/test-connection`. WordPress's own login, nonce and capability.
 */
final class Connection_Route {

	private Connection_Test $test;

	/**
	 * Nothing is asked yet.
	 *
	 * @param Connection_Test $test The steps.
	 */
	public function __construct( Connection_Test $test ) {
		$this->test = $test;
	}

	/**
	 * Within `rest_api_init`.
	 */
	public function register_routes(): void {
		register_rest_route(
			'counterhand/v1',
			'/admin/test-connection',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'answer' ),
				'permission_callback' => array( Capability::class, 'allows' ),
			)
		);
	}

	/**
	 * Every step with its outcome.
	 */
	public function answer(): WP_REST_Response {
		return new WP_REST_Response( array( 'steps' => $this->test->run() ) );
	}
}
