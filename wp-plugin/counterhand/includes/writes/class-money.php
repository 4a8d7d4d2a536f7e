<?php
/**
 * Money as whole minor units.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

/**
 * Pure. An amount is an int and a number of decimals, never a float and never a string from outside.
 */
final class Money {

	/**
	 * Reads a machine-written decimal such as "53.90". Null for "3,00", "1e1", "NaN", or more decimals than asked for.
	 *
	 * @param string $text   Decimal.
	 * @param int    $digits Decimals to count in.
	 */
	public static function to_minor( string $text, int $digits ): ?int {
		if ( ! preg_match( '/\A(\d{1,12})(?:\.(\d+))?\z/', $text, $found ) ) {
			return null;
		}
		$fraction = $found[2] ?? '';
		if ( '' !== trim( substr( $fraction, $digits ), '0' ) ) {
			return null;
		}
		return (int) ( $found[1] . str_pad( substr( $fraction, 0, $digits ), $digits, '0' ) );
	}

	/**
	 * Reads what WooCommerce keeps, which may be a float or have more decimals than the shop shows. Rounded before cast.
	 *
	 * @param mixed $amount Total, tax or refund of an order or a line.
	 * @param int   $digits Decimals to count in.
	 */
	public static function of_woocommerce( $amount, int $digits ): int {
		return (int) round( (float) $amount * ( 10 ** $digits ) );
	}

	/**
	 * Writes the machine's decimal: 5390 in 2 digits is "53.90".
	 *
	 * @param int $minor  Not negative.
	 * @param int $digits Decimals it is counted in.
	 */
	public static function to_decimal( int $minor, int $digits ): string {
		$text = str_pad( (string) $minor, $digits + 1, '0', STR_PAD_LEFT );
		return 0 === $digits ? $text : substr( $text, 0, -$digits ) . '.' . substr( $text, -$digits );
	}

	/**
	 * The same amount counted in other decimals, or null when it cannot be said exactly. Never rounds.
	 *
	 * @param int $minor Not negative.
	 * @param int $from  Decimals it is counted in.
	 * @param int $to    Decimals wanted.
	 */
	public static function rescale( int $minor, int $from, int $to ): ?int {
		if ( $to >= $from ) {
			$factor = 10 ** ( $to - $from );
			return $minor > intdiv( PHP_INT_MAX, $factor ) ? null : $minor * $factor;
		}
		$factor = 10 ** ( $from - $to );
		return 0 === $minor % $factor ? intdiv( $minor, $factor ) : null;
	}

	/**
	 * Splits an amount over parts in proportion to their weights. Each part is rounded against what is left, so they
	 * add up exactly, and parts of the whole are the weights themselves.
	 *
	 * @param int                    $minor   What to split.
	 * @param array<int|string, int> $weights Not negative. All of it goes to the first part when they are all zero.
	 * @return array<int|string, int> Same keys; adds up to $minor.
	 */
	public static function split( int $minor, array $weights ): array {
		$weight_left = array_sum( $weights );
		$parts       = array();
		foreach ( $weights as $name => $weight ) {
			// A float holds every minor unit of any order exactly; the product of two ints would overflow for rupiah.
			$part           = $weight_left > 0 ? (int) round( $minor * ( $weight / $weight_left ) ) : $minor;
			$parts[ $name ] = $part;
			$minor         -= $part;
			$weight_left   -= $weight;
		}
		return $parts;
	}
}
