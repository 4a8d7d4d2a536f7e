<?php
/**
 * Who is visiting.
 *
 * @package Counterhand
 */

namespace Counterhand\Session;

/**
 * A signed-in customer by WordPress's own login cookie, or an anonymous visitor by a first-party cookie that is set
 * when a conversation is first opened, never before.
 */
final class Visitor {

	const COOKIE  = 'counterhand_visitor';
	const DAYS    = 30;
	const PATTERN = '/\A[A-Za-z0-9_-]{22,64}\z/';

	/**
	 * Drops the anonymous id.
	 */
	public function forget(): void {
		if ( isset( $_COOKIE[ self::COOKIE ] ) ) {
			self::set_cookie( '', time() - DAY_IN_SECONDS );
			unset( $_COOKIE[ self::COOKIE ] );
		}
	}

	/**
	 * The signed-in user, or null. WordPress forgets the login of a REST call without a nonce, and a cached page cannot
	 * carry a nonce; so the caller has checked that the call comes from a page of this very site, and we ask the login
	 * cookie ourselves.
	 */
	public static function user(): ?\WP_User {
		$id   = get_current_user_id();
		$id   = $id ? $id : (int) wp_validate_auth_cookie( '', 'logged_in' );
		$user = $id > 0 ? get_userdata( $id ) : false;
		return $user instanceof \WP_User ? $user : null;
	}

	/**
	 * The anonymous id of this browser, made now if there is none. Sends a cookie.
	 */
	public static function anonymous_id(): string {
		$sent = isset( $_COOKIE[ self::COOKIE ] ) ? sanitize_text_field( wp_unslash( $_COOKIE[ self::COOKIE ] ) ) : '';
		$id   = preg_match( self::PATTERN, $sent ) ? $sent : bin2hex( random_bytes( 16 ) );
		self::set_cookie( $id, time() + self::DAYS * DAY_IN_SECONDS );
		return $id;
	}

	/**
	 * First-party, out of reach of scripts.
	 *
	 * @param string $value   Cookie value.
	 * @param int    $expires Seconds since the epoch.
	 */
	private static function set_cookie( string $value, int $expires ): void {
		if ( headers_sent() ) {
			return;
		}
		setcookie(
			self::COOKIE,
			$value,
			array(
				'expires'  => $expires,
				'path'     => COOKIEPATH ? COOKIEPATH : '/',
				'domain'   => COOKIE_DOMAIN ? COOKIE_DOMAIN : '',
				'secure'   => is_ssl(),
				'httponly' => true,
				'samesite' => 'Lax',
			)
		);
	}
}
