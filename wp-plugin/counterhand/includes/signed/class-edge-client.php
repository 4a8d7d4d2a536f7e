<?php
/**
 * Our calls to the edge.
 *
 * @package Counterhand
 */

namespace Counterhand\Signed;

use WP_Error;

/**
 * Signs a call, and believes only a signed answer.
 */
final class Edge_Client {

	private string $edge;

	private Key_Ring $ring;

	/**
	 * Nothing is sent yet.
	 *
	 * @param string   $edge Origin of the Worker.
	 * @param Key_Ring $ring Keys to sign with.
	 */
	public function __construct( string $edge, Key_Ring $ring ) {
		$this->edge = untrailingslashit( $edge );
		$this->ring = $ring;
	}

	/**
	 * Posts a body and returns the parsed answer of a 200.
	 *
	 * Error codes: `not_configured`, `unreachable`, `refused` (data: status and the edge's code), `bad_answer`
	 * (unsigned, wrongly signed or not JSON). All of them are safe to try again.
	 *
	 * @param string               $path    Path at the edge, such as `/webhooks/ping`.
	 * @param array<string, mixed> $body    What to say.
	 * @param int                  $seconds Time-out.
	 * @return array<string, mixed>|WP_Error
	 */
	public function post( string $path, array $body, int $seconds = 8 ) {
		$key = $this->ring->first();
		if ( '' === $this->edge || null === $key ) {
			return new WP_Error( 'not_configured', __( 'The edge URL or the signing key is not set.', 'counterhand' ) );
		}
		$call   = array(
			'method' => 'POST',
			'path'   => $path,
			// An empty array is an empty object to the other side.
			'body'   => (string) wp_json_encode( array() === $body ? (object) array() : $body, JSON_UNESCAPED_SLASHES ),
			'time'   => (string) time(),
			'nonce'  => bin2hex( random_bytes( 16 ) ),
		);
		$answer = wp_remote_post(
			$this->edge . $path,
			array(
				'timeout'     => $seconds,
				'redirection' => 0,
				'headers'     => array(
					'Content-Type'            => 'application/json',
					'X-Counterhand-Key'       => $key['id'],
					'X-Counterhand-Time'      => $call['time'],
					'X-Counterhand-Nonce'     => $call['nonce'],
					'X-Counterhand-Signature' => Scheme::sign_request( $call, $key ),
				),
				'body'        => $call['body'],
			)
		);
		if ( is_wp_error( $answer ) ) {
			return new WP_Error( 'unreachable', $answer->get_error_message() );
		}
		return $this->believe( $answer, $call['nonce'] );
	}

	/**
	 * The parsed body of a signed 200, or why not.
	 *
	 * @param array<string, mixed> $answer What WordPress's HTTP client returned.
	 * @param string               $nonce  Of the question.
	 * @return array<string, mixed>|WP_Error
	 */
	private function believe( array $answer, string $nonce ) {
		$status = (int) wp_remote_retrieve_response_code( $answer );
		$body   = (string) wp_remote_retrieve_body( $answer );
		$parsed = json_decode( $body, true );
		if ( 200 !== $status ) {
			$code = is_array( $parsed ) && is_string( $parsed['code'] ?? null ) ? sanitize_key( $parsed['code'] ) : '';
			/* translators: %d: HTTP status code. */
			$says = sprintf( __( 'The edge answered %d.', 'counterhand' ), $status );
			return new WP_Error(
				'refused',
				$says,
				array(
					'status' => $status,
					'code'   => $code,
				)
			);
		}
		$key  = $this->ring->find( (string) wp_remote_retrieve_header( $answer, 'X-Counterhand-Key' ) );
		$time = (string) wp_remote_retrieve_header( $answer, 'X-Counterhand-Time' );
		if ( null !== $key && preg_match( Scheme::TIME_PATTERN, $time ) && abs( time() - (int) $time ) <= Scheme::WINDOW_SECONDS && is_array( $parsed ) ) {
			$signed   = array(
				'status' => $status,
				'body'   => $body,
				'time'   => $time,
				'nonce'  => $nonce,
			);
			$expected = Scheme::sign_response( $signed, $key );
			if ( hash_equals( $expected, (string) wp_remote_retrieve_header( $answer, 'X-Counterhand-Signature' ) ) ) {
				return $parsed;
			}
		}
		return new WP_Error( 'bad_answer', __( 'The answer was not signed with our key. Something else is answering at this address, or its clock is off.', 'counterhand' ) );
	}
}
