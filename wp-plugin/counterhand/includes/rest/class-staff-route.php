<?php
/**
 * Tokens and transcripts for staff.
 *
 * @package Counterhand
 */

namespace Counterhand\Rest;

use Counterhand\Capability;
use Counterhand\Session\Token;
use Counterhand\Settings;
use Counterhand\Signed\Key_Ring;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `POST /counterhand/v1/staff/token` and `GET …/staff/transcripts/{session}`. WordPress's own login, nonce and capability.
 */
final class Staff_Route {

	private Settings $settings;

	/** Token keys. */
	private Key_Ring $ring;

	/**
	 * Nothing is read yet.
	 *
	 * @param Settings $settings The shop's settings.
	 * @param Key_Ring $ring     Token keys.
	 */
	public function __construct( Settings $settings, Key_Ring $ring ) {
		$this->settings = $settings;
		$this->ring     = $ring;
	}

	/**
	 * Within `rest_api_init`.
	 */
	public function register_routes(): void {
		register_rest_route(
			'counterhand/v1',
			'/staff/token',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'token' ),
				'permission_callback' => array( Capability::class, 'allows' ),
			)
		);
		register_rest_route(
			'counterhand/v1',
			'/staff/transcripts/(?P<session>[A-Za-z0-9_-]{16,64})',
			array(
				'methods'             => 'GET',
				'callback'            => array( $this, 'transcript' ),
				'permission_callback' => array( Capability::class, 'allows' ),
			)
		);
	}

	/**
	 * A staff token for the console. It goes into the body of a form, never into a URL.
	 *
	 * @return WP_REST_Response|WP_Error
	 */
	public function token() {
		$token = $this->mint();
		if ( null === $token ) {
			return new WP_Error( 'not_configured', __( 'The edge URL or the token key is not set.', 'counterhand' ), array( 'status' => 503 ) );
		}
		$answer = new WP_REST_Response(
			array(
				'token'  => $token,
				'action' => $this->settings->edge() . '/ops/enter',
			)
		);
		$answer->header( 'Cache-Control', 'no-store, private' );
		return $answer;
	}

	/**
	 * A conversation, fetched from the edge with this colleague's own token.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return WP_REST_Response|WP_Error
	 */
	public function transcript( WP_REST_Request $request ) {
		$token = $this->mint();
		if ( null === $token ) {
			return new WP_Error( 'not_configured', __( 'The edge URL or the token key is not set.', 'counterhand' ), array( 'status' => 503 ) );
		}
		$answer = wp_remote_get(
			$this->settings->edge() . '/ops/sessions/' . rawurlencode( (string) $request['session'] ) . '/transcript',
			array(
				'timeout'     => 8,
				'redirection' => 0,
				'headers'     => array( 'Authorization' => "Bearer $token" ),
			)
		);
		$parsed = is_wp_error( $answer ) ? null : json_decode( wp_remote_retrieve_body( $answer ), true );
		if ( is_wp_error( $answer ) || 200 !== wp_remote_retrieve_response_code( $answer ) || ! is_array( $parsed['messages'] ?? null ) ) {
			return new WP_Error( 'edge_unreachable', __( 'The conversation cannot be fetched right now.', 'counterhand' ), array( 'status' => 502 ) );
		}
		$response = new WP_REST_Response( array( 'messages' => array_map( array( self::class, 'message' ), array_values( array_filter( $parsed['messages'], 'is_array' ) ) ) ) );
		$response->header( 'Cache-Control', 'no-store, private' );
		return $response;
	}

	/**
	 * Only what is shown, as text.
	 *
	 * @param array<string, mixed> $message As the edge sends it.
	 * @return array{role: string, body: string, at: string}
	 */
	public static function message( array $message ): array {
		$text = static fn( $value ) => is_scalar( $value ) ? (string) $value : '';
		$at   = $message['at'] ?? 0;
		return array(
			'role' => sanitize_key( $text( $message['role'] ?? '' ) ),
			'body' => $text( $message['body'] ?? '' ),
			'at'   => is_numeric( $at ) ? wp_date( get_option( 'date_format' ) . ' ' . get_option( 'time_format' ), (int) ( $at / 1000 ) ) : $text( $at ),
		);
	}

	/**
	 * A token for the colleague who asks, or null while nothing is set up.
	 */
	private function mint(): ?string {
		$key  = $this->ring->first();
		$user = wp_get_current_user();
		if ( null === $key || '' === $this->settings->edge() ) {
			return null;
		}
		$claims = array(
			'sub'   => 'wp:' . $user->ID,
			'sid'   => 'staff_' . bin2hex( random_bytes( 12 ) ),
			'name'  => mb_substr( $user->display_name, 0, 100 ),
			'roles' => user_can( $user, 'manage_options' ) ? array( 'staff', 'admin' ) : array( 'staff' ),
		);
		return Token::mint( $claims, $key, time() );
	}
}
