<?php
/**
 * Where the widget is shown.
 *
 * @package Counterhand
 */

namespace Counterhand\Widget;

/**
 * Pure: a mode, two lists of patterns, and what page this is. A pattern is a path with `*`, or `@name` of a kind of page.
 */
final class Placement {

	/** Kinds of page a pattern may name. */
	const KINDS = array( '@front', '@shop', '@product', '@cart', '@checkout', '@account', '@post', '@page' );

	/**
	 * Whether this page shows the widget by itself.
	 *
	 * @param array{mode: string, show: string, hide: string} $rules One pattern a line.
	 * @param string                                          $path  Path below the home URL, with its query.
	 * @param callable(string): bool                          $is    Whether this page is of a kind; asked only when a rule names it.
	 */
	public static function shows( array $rules, string $path, callable $is ): bool {
		if ( 'everywhere' !== $rules['mode'] && 'chosen' !== $rules['mode'] ) {
			return false;
		}
		if ( self::any( $rules['hide'], $path, $is ) ) {
			return false;
		}
		return 'everywhere' === $rules['mode'] || self::any( $rules['show'], $path, $is );
	}

	/**
	 * Whether one of the patterns fits.
	 *
	 * @param string                 $patterns One a line.
	 * @param string                 $path     Path below the home URL, with its query.
	 * @param callable(string): bool $is       Whether this page is of a kind.
	 */
	private static function any( string $patterns, string $path, callable $is ): bool {
		$bare = strtok( $path, '?' );
		foreach ( preg_split( '/\s+/', $patterns, -1, PREG_SPLIT_NO_EMPTY ) as $pattern ) {
			if ( '@' === $pattern[0] ) {
				if ( in_array( $pattern, self::KINDS, true ) && $is( $pattern ) ) {
					return true;
				}
				continue;
			}
			$regex = '#\A' . str_replace( '\*', '.*', preg_quote( rtrim( $pattern, '/' ), '#' ) ) . '/?\z#';
			if ( preg_match( $regex, (string) $bare ) || preg_match( $regex, $path ) ) {
				return true;
			}
			// "/cart/*" is meant to cover "/cart/" itself.
			if ( '/*' === substr( $pattern, -2 ) && rtrim( (string) $bare, '/' ) === substr( $pattern, 0, -2 ) ) {
				return true;
			}
		}
		return false;
	}
}
