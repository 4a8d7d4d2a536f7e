<?php
/**
 * The theme's own colour.
 *
 * @package Counterhand
 */

namespace Counterhand\Widget;

/**
 * Looked up when settings are saved or the theme changes, so that no page pays for it.
 */
final class Theme_Accent {

	/** Names that themes give their main colour, likeliest first. */
	const SLUGS = array( 'primary', 'accent', 'accent-1', 'contrast', 'vivid-cyan-blue' );

	/**
	 * A colour of the theme's palette as `#rrggbb`, or ''.
	 */
	public static function find(): string {
		$palette = function_exists( 'wp_get_global_settings' ) ? wp_get_global_settings( array( 'color', 'palette', 'theme' ) ) : array();
		foreach ( self::SLUGS as $slug ) {
			foreach ( is_array( $palette ) ? $palette : array() as $colour ) {
				if ( is_array( $colour ) && ( $colour['slug'] ?? '' ) === $slug && is_string( $colour['color'] ?? null ) ) {
					$hex = sanitize_hex_color( $colour['color'] );
					if ( $hex ) {
						return $hex;
					}
				}
			}
		}
		return '';
	}
}
