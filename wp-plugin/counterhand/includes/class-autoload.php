<?php
/**
 * Finds our classes by name.
 *
 * @package Counterhand
 */

namespace Counterhand;

/**
 * `Counterhand\Rest\Session_Route` lives in `rest/class-session-route.php`, an interface in `interface-*.php`.
 */
final class Autoload {

	/**
	 * For `spl_autoload_register`. Says nothing about classes that are not ours.
	 *
	 * @param string $name Class name with its namespace.
	 */
	public static function load( $name ): void {
		if ( 0 !== strpos( $name, __NAMESPACE__ . '\\' ) ) {
			return;
		}
		$parts = explode( '\\', strtolower( str_replace( '_', '-', $name ) ) );
		$file  = array_pop( $parts );
		$parts = array_slice( $parts, 1 );
		foreach ( array( 'class', 'interface' ) as $kind ) {
			$path = implode( '/', array_merge( array( __DIR__ ), $parts, array( "$kind-$file.php" ) ) );
			if ( is_readable( $path ) ) {
				require_once $path;
				return;
			}
		}
	}
}
