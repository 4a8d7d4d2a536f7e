<?php
/**
 * Lets the edge in, and signs what it hears.
 *
 * @package Counterhand
 */

namespace Counterhand\Signed;

use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * Permission callback of every signed route. No WordPress user is involved, and none would help.
 */
final class Guard {

	/** Keys the edge signs with. */
	private Key_Ring $ring;

	private Nonces $nonces;

	/** The request that was last checked, its verdict, and the key it came with. */
	private ?WP_REST_Request $checked = null;

	/**
	 * True, or the reason why not.
	 *
	 * @var bool|WP_Error
	 */
	private $verdict = false;

	/**
	 * Key of the last good request.
	 *
	 * @var array{id: string, secret: string}|null
	 */
	private ?array $key = null;

	/**
	 * Nothing is read yet.
	 *
	 * @param Key_Ring $ring   Keys the edge signs with.
	 * @param Nonces   $nonces Where used nonces are kept.
	 */
	public function __construct( Key_Ring $ring, Nonces $nonces ) {
		$this->ring   = $ring;
		$this->nonces = $nonces;
	}

	/**
	 * Hooks only. Called within `rest_api_init`.
	 */
	public function register(): void {
		add_filter( 'rest_request_before_callbacks', array( $this, 'defer_parse_errors' ), 10, 2 );
		add_filter( 'rest_pre_serve_request', array( $this, 'serve_signed' ), 20, 4 );
	}

	/**
	 * Permission callback. WordPress asks it twice per request (once more for the `Allow` header), and a nonce burns
	 * once, so the verdict is kept for the request it was made for.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return bool|WP_Error
	 */
	public function allows( WP_REST_Request $request ) {
		if ( $this->checked !== $request ) {
			$this->checked = $request;
			$reason        = $this->refusal( $request );
			$this->verdict = '' === $reason ? true : new WP_Error( $reason, __( 'This call is not signed as agreed.', 'counterhand' ), array( 'status' => 'store_unavailable' === $reason ? 503 : 401 ) );
		}
		return $this->verdict;
	}

	/**
	 * A body that is not JSON is refused by the route, after the signature: a stranger learns nothing from broken bytes.
	 *
	 * @param mixed $response Null, or the error WordPress found in the request.
	 * @param mixed $handler  The route's handler.
	 * @return mixed
	 */
	public function defer_parse_errors( $response, $handler ) {
		if ( ! $this->guards( $handler ) || ! is_wp_error( $response ) ) {
			return $response;
		}
		return 'rest_invalid_json' === $response->get_error_code() ? null : $response;
	}

	/**
	 * Sends the very bytes that are signed. Other routes are left to WordPress.
	 *
	 * @param bool             $served  Whether somebody has answered already.
	 * @param WP_REST_Response $result  The answer.
	 * @param WP_REST_Request  $request The request.
	 * @param \WP_REST_Server  $server  Sends headers.
	 */
	public function serve_signed( $served, $result, $request, $server ): bool {
		if ( $served || $this->checked !== $request || true !== $this->verdict || null === $this->key ) {
			return (bool) $served;
		}
		$body = (string) wp_json_encode( $result->get_data(), JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
		$time = (string) time();
		$server->send_header( 'Cache-Control', 'no-store' );
		$server->send_header( 'X-Counterhand-Key', $this->key['id'] );
		$server->send_header( 'X-Counterhand-Time', $time );
		$server->send_header(
			'X-Counterhand-Signature',
			Scheme::sign_response(
				array(
					'status' => $result->get_status(),
					'body'   => $body,
					'time'   => $time,
					'nonce'  => (string) $request->get_header( 'X-Counterhand-Nonce' ),
				),
				$this->key
			)
		);
		// phpcs:ignore WordPress.Security.EscapeOutput.OutputNotEscaped -- JSON under a JSON content type; escaping would break the signature.
		echo $body;
		return true;
	}

	/**
	 * Whether this handler is one of ours.
	 *
	 * @param mixed $handler As registered.
	 */
	private function guards( $handler ): bool {
		return is_array( $handler ) && isset( $handler['permission_callback'] ) && array( $this, 'allows' ) === $handler['permission_callback'];
	}

	/**
	 * Why not, or ''.
	 *
	 * @param WP_REST_Request $request The request.
	 */
	private function refusal( WP_REST_Request $request ): string {
		$headers = array(
			'key'       => (string) $request->get_header( 'X-Counterhand-Key' ),
			'time'      => (string) $request->get_header( 'X-Counterhand-Time' ),
			'nonce'     => (string) $request->get_header( 'X-Counterhand-Nonce' ),
			'signature' => (string) $request->get_header( 'X-Counterhand-Signature' ),
		);
		$call    = array(
			'method' => $request->get_method(),
			'path'   => $request->get_route(),
			'body'   => (string) $request->get_body(),
		);
		$reason  = Scheme::refusal( $call, $headers, $this->ring, time() );
		if ( '' !== $reason ) {
			return $reason;
		}
		$burned = $this->nonces->burn( $headers['key'], $headers['nonce'], time() );
		if ( true !== $burned ) {
			return null === $burned ? 'store_unavailable' : 'replayed';
		}
		$this->key = $this->ring->find( $headers['key'] );
		return '';
	}
}
