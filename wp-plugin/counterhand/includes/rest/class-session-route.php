<?php
/**
 * Turns a visit into a token for the edge.
 *
 * @package Counterhand
 */

namespace Counterhand\Rest;

use Counterhand\Session\New_Session_Limit;
use Counterhand\Session\Token;
use Counterhand\Session\Visitor;
use Counterhand\Settings;
use Counterhand\Signed\Key_Ring;
use WP_Error;
use WP_REST_Request;
use WP_REST_Response;

/**
 * `POST /counterhand/v1/session`, asked by the widget with this site's own cookies. Reads nothing from the body but a
 * session id, and gives it back only to the visitor it was made for.
 */
final class Session_Route {

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
			'/session',
			array(
				'methods'             => 'POST',
				'callback'            => array( $this, 'answer' ),
				'permission_callback' => array( $this, 'allows' ),
			)
		);
	}

	/**
	 * Anyone, but only from a page of this very site: WordPress's REST API answers every origin with credentials.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return true|WP_Error
	 */
	public function allows( WP_REST_Request $request ) {
		$origin = $request->get_header( 'Origin' );
		$site   = $request->get_header( 'Sec-Fetch-Site' );
		if ( ( null !== $origin && ! self::is_ours( $origin ) ) || ( null !== $site && 'same-origin' !== $site ) ) {
			return new WP_Error( 'cross_site', __( 'Ask from a page of this shop.', 'counterhand' ), array( 'status' => 403 ) );
		}
		return true;
	}

	/**
	 * A token and the session it opens.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return WP_REST_Response|WP_Error
	 */
	public function answer( WP_REST_Request $request ) {
		nocache_headers();
		$key   = $this->ring->first();
		$asked = self::asked_session( $request );
		if ( false === $asked ) {
			return new WP_Error( 'bad_request', __( 'The request is not as agreed.', 'counterhand' ), array( 'status' => 400 ) );
		}
		if ( null === $key || '' === $this->settings->edge() ) {
			return new WP_Error( 'not_configured', __( 'The chat is not set up yet.', 'counterhand' ), array( 'status' => 503 ) );
		}
		$user    = Visitor::user();
		$subject = null === $user ? 'anon:' . Visitor::anonymous_id() : 'wp:' . $user->ID;
		if ( null === $asked || ! Token::is_theirs( $asked, $subject, $this->ring ) ) {
			if ( ! New_Session_Limit::allows( (int) $this->settings->get( 'rate_limit' ), time() ) ) {
				$error = new WP_REST_Response(
					array(
						'code'    => 'rate_limited',
						'message' => __( 'Too many new conversations. Try again in a minute.', 'counterhand' ),
					),
					429
				);
				$error->header( 'Retry-After', '60' );
				return $error;
			}
			$asked = Token::new_session( $subject, $key );
		}
		return $this->token( $subject, $asked, $user, $key );
	}

	/**
	 * The answer of the contract. Never cached.
	 *
	 * @param string                            $subject    The token's `sub`.
	 * @param string                            $session_id The session it opens.
	 * @param \WP_User|null                     $user       Who is signed in.
	 * @param array{id: string, secret: string} $key        To sign with.
	 */
	private function token( string $subject, string $session_id, ?\WP_User $user, array $key ): WP_REST_Response {
		$now    = time();
		$claims = array(
			'sub'   => $subject,
			'sid'   => $session_id,
			'roles' => array( 'shopper' ),
		);
		$locale = str_replace( '_', '-', determine_locale() );
		if ( preg_match( '/\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*\z/', $locale ) ) {
			$claims['locale'] = $locale;
		}
		$name = null === $user ? '' : mb_substr( $user->display_name, 0, 100 );
		if ( null !== $user ) {
			$claims['name'] = $name;
			if ( is_email( $user->user_email ) && strlen( $user->user_email ) <= 254 ) {
				$claims['email'] = $user->user_email;
			}
		}
		$answer = new WP_REST_Response(
			array(
				'token'      => Token::mint( $claims, $key, $now ),
				'session_id' => $session_id,
				'expires_at' => $now + Token::SECONDS,
				'signed_in'  => null !== $user,
				'name'       => null === $user ? null : $name,
			)
		);
		$answer->header( 'Cache-Control', 'no-store, private' );
		$answer->header( 'Vary', 'Cookie' );
		return $answer;
	}

	/**
	 * The session id asked for again, null for none, false when the body is not as agreed.
	 *
	 * @param WP_REST_Request $request The request.
	 * @return string|null|false
	 */
	private static function asked_session( WP_REST_Request $request ) {
		$body = (string) $request->get_body();
		$raw  = '' === trim( $body ) ? array() : json_decode( $body, true );
		if ( ! is_array( $raw ) || array_diff_key( $raw, array( 'session_id' => 1 ) ) ) {
			return false;
		}
		$asked = $raw['session_id'] ?? null;
		if ( null === $asked ) {
			return null;
		}
		return is_string( $asked ) && preg_match( '/\A[A-Za-z0-9_-]{16,64}\z/', $asked ) ? $asked : false;
	}

	/**
	 * Whether an origin is one this site is reached by.
	 *
	 * @param string $origin As sent.
	 */
	private static function is_ours( string $origin ): bool {
		foreach ( array( home_url(), site_url() ) as $url ) {
			$parts = wp_parse_url( $url );
			$ours  = ( $parts['scheme'] ?? '' ) . '://' . ( $parts['host'] ?? '' ) . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
			if ( strtolower( $origin ) === strtolower( $ours ) ) {
				return true;
			}
		}
		return false;
	}
}
