<?php
/**
 * Checks what was typed into the settings.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

use Counterhand\Mask;
use Counterhand\Shop;
use Counterhand\Writes\Money;

/**
 * Pure but for WordPress's sanitizers. A value that does not pass keeps its old one, and the reason is said.
 */
final class Settings_Check {

	/**
	 * The value to store, or null with a reason.
	 *
	 * @param array<string, mixed> $field See Settings_Fields.
	 * @param mixed                $value As typed.
	 * @return array{0: mixed, 1: string} Value and '', or null and what is wrong.
	 */
	public static function check( array $field, $value ): array {
		$text = is_string( $value ) ? trim( $value ) : '';
		switch ( $field['kind'] ) {
			case 'flag':
				return array( ! empty( $value ), '' );
			case 'origin':
				return self::origin( $text );
			case 'whole':
				$is_in = preg_match( '/\A\d{1,6}\z/', $text ) && (int) $text >= $field['limits'][0] && (int) $text <= $field['limits'][1];
				/* translators: 1: smallest, 2: largest number. */
				return $is_in ? array( (int) $text, '' ) : array( null, sprintf( __( 'a whole number from %1$d to %2$d is needed', 'counterhand' ), $field['limits'][0], $field['limits'][1] ) );
			case 'money':
				$minor = Money::to_minor( $text, Shop::decimals() );
				/* translators: %s: example of an amount. */
				return null === $minor ? array( null, sprintf( __( 'an amount such as %s is needed, with a point and no thousands separator', 'counterhand' ), Money::to_decimal( 5000, Shop::decimals() ) ) ) : array( Money::to_decimal( $minor, Shop::decimals() ), '' );
			case 'choice':
				return isset( $field['limits'][ $text ] ) ? array( $text, '' ) : array( null, __( 'this is not one of the choices', 'counterhand' ) );
			case 'colour':
				return '' === $text || sanitize_hex_color( $text ) ? array( $text, '' ) : array( null, __( 'a colour such as #0a7d5a is needed', 'counterhand' ) );
			case 'email':
				return '' === $text || is_email( $text ) ? array( $text, '' ) : array( null, __( 'this is not an e-mail address', 'counterhand' ) );
			case 'phone':
				return preg_match( '/\A[+0-9 ().\/-]{0,30}\z/', $text ) ? array( $text, '' ) : array( null, __( 'only digits, spaces and + ( ) . / - belong here', 'counterhand' ) );
			case 'url':
				return '' === $text || ( strlen( $text ) <= 200 && self::is_web_address( $text ) ) ? array( esc_url_raw( $text, array( 'http', 'https' ) ), '' ) : array( null, __( 'this is not a web address', 'counterhand' ) );
			case 'text':
				$clean = sanitize_text_field( $text );
				/* translators: %d: number of characters. */
				return mb_strlen( $clean ) <= $field['limits'][1] ? array( $clean, '' ) : array( null, sprintf( __( 'at most %d characters', 'counterhand' ), $field['limits'][1] ) );
			default:
				return self::lines( $field['kind'], $text );
		}
	}

	/**
	 * Http or https with a host. Not WordPress's own check, which asks the name server and may be told nothing.
	 *
	 * @param string $text As typed.
	 */
	private static function is_web_address( string $text ): bool {
		return false !== filter_var( $text, FILTER_VALIDATE_URL ) && 1 === preg_match( '#\Ahttps?://[^\s<>"\']+\z#i', $text );
	}

	/**
	 * An origin: scheme, host and port. Plain http is for this machine only.
	 *
	 * @param string $text As typed.
	 * @return array{0: mixed, 1: string}
	 */
	private static function origin( string $text ): array {
		if ( '' === $text ) {
			return array( '', '' );
		}
		$parts    = wp_parse_url( $text );
		$host     = is_array( $parts ) ? (string) ( $parts['host'] ?? '' ) : '';
		$scheme   = is_array( $parts ) ? strtolower( (string) ( $parts['scheme'] ?? '' ) ) : '';
		$is_local = in_array( $host, array( '127.0.0.1', 'localhost' ), true );
		if ( '' === $host || array_diff( array_keys( (array) $parts ), array( 'scheme', 'host', 'port', 'path' ) ) || '' !== trim( (string) ( $parts['path'] ?? '' ), '/' ) ) {
			return array( null, __( 'an address such as https://chat.example.com is needed, without path, user or query', 'counterhand' ) );
		}
		if ( 'https' !== $scheme && ! ( 'http' === $scheme && $is_local ) ) {
			return array( null, __( 'the address has to begin with https://', 'counterhand' ) );
		}
		return array( $scheme . '://' . strtolower( $host ) . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' ), '' );
	}

	/**
	 * One thing a line.
	 *
	 * @param string $kind `patterns`, `paths` or `hours`.
	 * @param string $text As typed.
	 * @return array{0: mixed, 1: string}
	 */
	private static function lines( string $kind, string $text ): array {
		$lines = array_values( array_filter( array_map( 'trim', preg_split( '/\R/', $text ) ), 'strlen' ) );
		if ( count( $lines ) > 50 ) {
			return array( null, __( 'at most 50 lines', 'counterhand' ) );
		}
		foreach ( $lines as $line ) {
			$is_good = 'patterns' === $kind ? Mask::is_usable( $line ) : preg_match( self::line_pattern( $kind ), $line );
			if ( ! $is_good ) {
				/* translators: %s: what was typed. */
				return array( null, sprintf( __( 'this line cannot be read: %s', 'counterhand' ), mb_substr( $line, 0, 60 ) ) );
			}
		}
		return array( implode( "\n", $lines ), '' );
	}

	/**
	 * What a line has to look like.
	 *
	 * @param string $kind `paths` or `hours`.
	 */
	private static function line_pattern( string $kind ): string {
		if ( 'paths' === $kind ) {
			return '#\A(/[^\s<>"\']{0,200}|' . implode( '|', \Counterhand\Widget\Placement::KINDS ) . ')\z#';
		}
		$day  = '(Mo|Tu|We|Th|Fr|Sa|Su)';
		$time = '([01]\d|2[0-3]):[0-5]\d';
		return "/\A$day(-$day)?(,$day(-$day)?){0,6} $time-$time\z/";
	}
}
