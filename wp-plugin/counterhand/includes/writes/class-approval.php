<?php
/**
 * A person's word, as a token.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

use Counterhand\Signed\Key_Ring;

/**
 * Verifies approval tokens: compact JWS, HS256, signed with a key of its own. Pure but for the keys it is given.
 */
final class Approval {

	/** Clocks of the two sides may differ by this much. */
	const LEEWAY_SECONDS = 60;

	/**
	 * The token's claims when it is genuine, in time and for exactly this ask; null otherwise. Burning its `jti` is the
	 * claim's work.
	 *
	 * @param string               $token    As sent.
	 * @param array<string, mixed> $expected Claims that have to be equal: shop, action, order_id, amount_minor, lines,
	 *                                       shipping_minor, address_hash, policy_hash; currency where the ask has one.
	 * @param Key_Ring             $ring     Approval keys.
	 * @param int                  $now      Seconds since the epoch.
	 * @return array<string, mixed>|null
	 */
	public static function claims( string $token, array $expected, Key_Ring $ring, int $now ): ?array {
		$parts = explode( '.', $token );
		if ( 3 !== count( $parts ) ) {
			return null;
		}
		$header = json_decode( self::decode( $parts[0] ), true );
		$key    = is_array( $header ) && is_string( $header['kid'] ?? null ) ? $ring->find( $header['kid'] ) : null;
		if ( null === $key || 'HS256' !== ( $header['alg'] ?? '' ) || 'approval+jwt' !== ( $header['typ'] ?? '' ) ) {
			return null;
		}
		$signature = hash_hmac( 'sha256', "$parts[0].$parts[1]", $key['secret'], true );
		if ( ! hash_equals( $signature, self::decode( $parts[2] ) ) ) {
			return null;
		}
		$claims = self::shape( json_decode( self::decode( $parts[1] ), true ) );
		if ( null === $claims || $claims['exp'] <= $now || $claims['iat'] > $now + self::LEEWAY_SECONDS ) {
			return null;
		}
		$claims['lines'] = Ask::in_order( $claims['lines'] );
		foreach ( $expected as $name => $value ) {
			if ( $claims[ $name ] !== $value ) {
				return null;
			}
		}
		return $claims;
	}

	/**
	 * Strict, as the contract has it.
	 *
	 * @param mixed $raw Parsed JSON.
	 * @return array<string, mixed>|null
	 */
	private static function shape( $raw ): ?array {
		$is_text  = static fn( $value ) => is_string( $value );
		$is_whole = static fn( $value ) => is_int( $value ) && $value >= 0;
		return Ask::shape(
			$raw,
			array(
				'iss'            => static fn( $value ) => 'counterhand-ops' === $value,
				'aud'            => static fn( $value ) => 'counterhand-plugin' === $value,
				'jti'            => static fn( $value ) => is_string( $value ) && preg_match( '/\A[A-Za-z0-9_-]{16,64}\z/', $value ),
				'iat'            => $is_whole,
				'exp'            => $is_whole,
				'shop'           => $is_text,
				'action'         => $is_text,
				'order_id'       => $is_text,
				'amount_minor'   => $is_whole,
				'currency'       => $is_text,
				'lines'          => static fn( $value ) => Ask::are_lines( $value ),
				'shipping_minor' => $is_whole,
				'address_hash'   => static fn( $value ) => null === $value || is_string( $value ),
				'policy_hash'    => $is_text,
				'approver'       => static fn( $value ) => is_string( $value ) && mb_strlen( $value ) <= 200,
			)
		);
	}

	/**
	 * Base64url without padding; '' for anything else.
	 *
	 * @param string $text As in the token.
	 */
	private static function decode( string $text ): string {
		if ( ! preg_match( '/\A[A-Za-z0-9_-]+\z/', $text ) ) {
			return '';
		}
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- the encoding of a JWS.
		return (string) base64_decode( strtr( $text, '-_', '+/' ), true );
	}
}
