<?php
/**
 * Tokens for the edge.
 *
 * @package Counterhand
 */

namespace Counterhand\Session;

use Counterhand\Signed\Key_Ring;

/**
 * Pure but for randomness: JWTs (HS256 with a `kid`) and the session ids they open.
 */
final class Token {

	const ISSUER   = 'counterhand';
	const AUDIENCE = 'counterhand-edge';
	const SECONDS  = 900;

	/**
	 * A token.
	 *
	 * @param array<string, mixed>              $claims `sub`, `sid`, `roles` and what else is known.
	 * @param array{id: string, secret: string} $key    To sign with.
	 * @param int                               $now    Seconds since the epoch.
	 */
	public static function mint( array $claims, array $key, int $now ): string {
		$header  = array(
			'alg' => 'HS256',
			'typ' => 'JWT',
			'kid' => $key['id'],
		);
		$claims += array(
			'iss' => self::ISSUER,
			'aud' => self::AUDIENCE,
			'iat' => $now,
			'exp' => $now + self::SECONDS,
			'jti' => bin2hex( random_bytes( 12 ) ),
		);
		$signed  = self::encode( (string) wp_json_encode( $header ) ) . '.' . self::encode( (string) wp_json_encode( $claims ) );
		return $signed . '.' . self::encode( hash_hmac( 'sha256', $signed, $key['secret'], true ) );
	}

	/**
	 * A fresh session id for a subject. It proves by itself whose it is, so nothing has to be stored to renew it.
	 *
	 * @param string                            $subject The token's `sub`.
	 * @param array{id: string, secret: string} $key     To bind with.
	 */
	public static function new_session( string $subject, array $key ): string {
		$chance = self::encode( random_bytes( 12 ) );
		return $chance . self::bind( $chance, $subject, $key );
	}

	/**
	 * Whether a session id was made for this subject, with any live key.
	 *
	 * @param string   $session_id As sent.
	 * @param string   $subject    The token's `sub`.
	 * @param Key_Ring $ring       Live keys.
	 */
	public static function is_theirs( string $session_id, string $subject, Key_Ring $ring ): bool {
		$chance = substr( $session_id, 0, 16 );
		foreach ( $ring->all() as $key ) {
			if ( hash_equals( $chance . self::bind( $chance, $subject, $key ), $session_id ) ) {
				return true;
			}
		}
		return false;
	}

	/**
	 * 22 characters that only we can make for this pair.
	 *
	 * @param string                            $chance  The random part.
	 * @param string                            $subject The token's `sub`.
	 * @param array{id: string, secret: string} $key     To bind with.
	 */
	private static function bind( string $chance, string $subject, array $key ): string {
		return substr( self::encode( hash_hmac( 'sha256', "counterhand-session\n$subject\n$chance", $key['secret'], true ) ), 0, 22 );
	}

	/**
	 * Base64url without padding.
	 *
	 * @param string $bytes Anything.
	 */
	private static function encode( string $bytes ): string {
		// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- the encoding of a JWT.
		return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
	}
}
