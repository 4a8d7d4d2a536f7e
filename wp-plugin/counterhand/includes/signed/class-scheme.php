<?php
/**
 * The signed-call scheme, version 1.
 *
 * @package Counterhand
 */

namespace Counterhand\Signed;

/**
 * Pure functions. Both directions use them: the edge's calls to us, ours to the edge, and the answers to each.
 */
final class Scheme {

	const WINDOW_SECONDS = 300;
	/** Twice the window: a request signed with a fast clock is still remembered when its time comes. */
	const NONCE_KEEP_SECONDS = 600;

	const KEY_PATTERN       = '/\A[A-Za-z0-9._-]{1,64}\z/';
	const TIME_PATTERN      = '/\A\d{1,12}\z/';
	const NONCE_PATTERN     = '/\A[A-Za-z0-9_-]{16,64}\z/';
	const SIGNATURE_PATTERN = '/\Av1=[0-9a-f]{64}\z/';

	/**
	 * Signature of a request.
	 *
	 * @param array{method: string, path: string, body: string, time: string, nonce: string} $call What is signed.
	 * @param array{id: string, secret: string}                                              $key  With which key.
	 */
	public static function sign_request( array $call, array $key ): string {
		$lines = array(
			'counterhand-request-v1',
			strtoupper( $call['method'] ),
			$call['path'],
			hash( 'sha256', $call['body'] ),
			$call['time'],
			$call['nonce'],
			$key['id'],
		);
		return 'v1=' . hash_hmac( 'sha256', implode( "\n", $lines ), $key['secret'] );
	}

	/**
	 * Signature of an answer to the request that carried `nonce`.
	 *
	 * @param array{status: int, body: string, time: string, nonce: string} $answer What is signed.
	 * @param array{id: string, secret: string}                             $key    With which key.
	 */
	public static function sign_response( array $answer, array $key ): string {
		$lines = array(
			'counterhand-response-v1',
			(string) $answer['status'],
			hash( 'sha256', $answer['body'] ),
			$answer['time'],
			$answer['nonce'],
			$key['id'],
		);
		return 'v1=' . hash_hmac( 'sha256', implode( "\n", $lines ), $key['secret'] );
	}

	/**
	 * Why a call is not believed, or '' when its signature holds. The nonce is the caller's to burn, and only after ''.
	 *
	 * @param array{method: string, path: string, body: string}                  $call    The request as it came.
	 * @param array{key: string, time: string, nonce: string, signature: string} $headers Its four headers, '' where missing.
	 * @param Key_Ring                                                           $ring    Keys we hold.
	 * @param int                                                                $now     Seconds since the epoch.
	 */
	public static function refusal( array $call, array $headers, Key_Ring $ring, int $now ): string {
		if ( in_array( '', $headers, true ) ) {
			return 'unsigned';
		}
		$is_well_formed = preg_match( self::KEY_PATTERN, $headers['key'] )
			&& preg_match( self::TIME_PATTERN, $headers['time'] )
			&& preg_match( self::NONCE_PATTERN, $headers['nonce'] )
			&& preg_match( self::SIGNATURE_PATTERN, $headers['signature'] );
		if ( ! $is_well_formed ) {
			return 'malformed';
		}
		$key = $ring->find( $headers['key'] );
		if ( null === $key ) {
			return 'unknown_key';
		}
		if ( abs( $now - (int) $headers['time'] ) > self::WINDOW_SECONDS ) {
			return 'stale';
		}
		$expected = self::sign_request(
			$call + array(
				'time'  => $headers['time'],
				'nonce' => $headers['nonce'],
			),
			$key
		);
		return hash_equals( $expected, $headers['signature'] ) ? '' : 'bad_signature';
	}
}
