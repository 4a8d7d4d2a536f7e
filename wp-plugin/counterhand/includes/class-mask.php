<?php
/**
 * Takes personal data out of text.
 *
 * @package Counterhand
 */

namespace Counterhand;

/**
 * For text of shoppers that we write into orders: notes and reasons of refunds.
 */
final class Mask {

	private Settings $settings;

	/**
	 * Nothing is read yet.
	 *
	 * @param Settings $settings The shop's rules.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * Plain text without tags, and without what the shop's rules take out.
	 *
	 * @param string $text       From outside.
	 * @param bool   $keep_lines Whether line breaks stay.
	 */
	public function clean( string $text, bool $keep_lines = false ): string {
		foreach ( $this->rules() as $pattern => $label ) {
			// Null is a pattern that gave up (backtracking): then nothing of the text is kept.
			$text = preg_replace( $pattern, $label, $text ) ?? '[…]';
		}
		return $keep_lines ? sanitize_textarea_field( $text ) : sanitize_text_field( $text );
	}

	/**
	 * Whether a shop's own pattern may be used: it compiles, and it does not match nothing.
	 *
	 * @param string $pattern Without delimiters.
	 */
	public static function is_usable( string $pattern ): bool {
		// phpcs:ignore WordPress.PHP.NoSilencedErrors.Discouraged -- a broken pattern warns; asking is the point.
		return strlen( $pattern ) <= 200 && 0 === @preg_match( self::delimited( $pattern ), '' );
	}

	/**
	 * Pattern to label, in order: cards before phones, which look alike.
	 *
	 * @return array<string, string>
	 */
	private function rules(): array {
		$rules = array();
		if ( $this->settings->get( 'mask_email' ) ) {
			$rules['/[\p{L}0-9._%+-]{1,64}@[\p{L}0-9.-]{1,190}\.[\p{L}]{2,24}/u'] = '[email]';
		}
		if ( $this->settings->get( 'mask_card' ) ) {
			$rules['/\b(?:\d[ -]?){12,18}\d\b/'] = '[card]';
		}
		if ( $this->settings->get( 'mask_phone' ) ) {
			$rules['/(?<![\w.,])\+?\d(?:[ ().\/-]{0,2}\d){7,13}(?![\w])/'] = '[phone]';
		}
		foreach ( preg_split( '/\R/', (string) $this->settings->get( 'mask_patterns' ), -1, PREG_SPLIT_NO_EMPTY ) as $pattern ) {
			if ( self::is_usable( trim( $pattern ) ) ) {
				$rules[ self::delimited( trim( $pattern ) ) ] = '[…]';
			}
		}
		return $rules;
	}

	/**
	 * With delimiters that nobody types.
	 *
	 * @param string $pattern Without delimiters.
	 */
	private static function delimited( string $pattern ): string {
		return "\x01" . $pattern . "\x01u";
	}
}
