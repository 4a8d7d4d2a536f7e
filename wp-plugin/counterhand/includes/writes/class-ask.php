<?php
/**
 * Reads what the edge asks.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

/**
 * Strict and pure: unknown, missing or ill-typed fields make the whole ask null. Shapes are those of the edge's
 * contract; a JSON number with a fraction or an exponent is not an integer here.
 */
final class Ask {

	const KEY_PATTERN = '/\A[a-z]{2,10}_[0-9a-f]{64}\z/';
	const MAX_MINOR   = 9007199254740991;

	/**
	 * A refund.
	 *
	 * @param mixed $raw Parsed JSON.
	 * @return array<string, mixed>|null
	 */
	public static function refund( $raw ): ?array {
		$ask = self::shape(
			$raw,
			self::write_fields() + array(
				'amount_minor'   => self::minor( 1 ),
				'currency'       => self::pattern( '/\A[A-Z]{3}\z/' ),
				'minor_digits'   => self::whole( 0, 4 ),
				'lines'          => static fn( $value ) => self::are_lines( $value ),
				'shipping_minor' => self::minor( 0 ),
				'reason'         => self::text( 0, 500 ),
			)
		);
		if ( null === $ask ) {
			return null;
		}
		$ask['lines'] = self::in_order( $ask['lines'] );
		$parts        = array_sum( array_column( $ask['lines'], 'amount_minor' ) ) + $ask['shipping_minor'];
		// A refund by amount alone names no parts; any other adds up exactly.
		$adds_up = $parts === $ask['amount_minor'] || ( array() === $ask['lines'] && 0 === $ask['shipping_minor'] );
		return $adds_up ? $ask : null;
	}

	/**
	 * A cancellation.
	 *
	 * @param mixed $raw Parsed JSON.
	 * @return array<string, mixed>|null
	 */
	public static function cancel( $raw ): ?array {
		return self::shape( $raw, self::write_fields() + array( 'reason' => self::text( 0, 500 ) ) );
	}

	/**
	 * A new shipping address.
	 *
	 * @param mixed $raw Parsed JSON.
	 * @return array<string, mixed>|null
	 */
	public static function address( $raw ): ?array {
		$fields = array(
			'first_name' => self::text( 0, 100 ),
			'last_name'  => self::text( 0, 100 ),
			'company'    => self::text( 0, 100 ),
			'address_1'  => self::text( 1, 200 ),
			'address_2'  => self::text( 0, 200 ),
			'city'       => self::text( 1, 100 ),
			'state'      => self::text( 0, 100 ),
			'postcode'   => self::text( 0, 20 ),
			'country'    => self::pattern( '/\A[A-Z]{2}\z/' ),
		);
		return self::shape( $raw, self::write_fields() + array( 'shipping' => static fn( $value ) => null !== self::shape( $value, $fields ) ) );
	}

	/**
	 * A private note.
	 *
	 * @param mixed $raw Parsed JSON.
	 * @return array<string, mixed>|null
	 */
	public static function note( $raw ): ?array {
		return self::shape(
			$raw,
			array(
				'v'            => static fn( $value ) => 1 === $value,
				'key'          => self::pattern( self::KEY_PATTERN ),
				'order_number' => self::text( 0, 64 ),
				'session'      => self::text( 0, 64 ),
				'text'         => self::text( 1, 2000 ),
			)
		);
	}

	/**
	 * The value, when it is an object with exactly these fields and each passes.
	 *
	 * @param mixed                   $value Parsed JSON.
	 * @param array<string, callable> $rules Field name to check.
	 * @return array<string, mixed>|null
	 */
	public static function shape( $value, array $rules ): ?array {
		if ( ! is_array( $value ) || count( $value ) !== count( $rules ) ) {
			return null;
		}
		foreach ( $rules as $name => $passes ) {
			if ( ! array_key_exists( $name, $value ) || ! $passes( $value[ $name ] ) ) {
				return null;
			}
		}
		return $value;
	}

	/**
	 * Fields of every write that needs the shopper's word.
	 *
	 * @return array<string, callable>
	 */
	private static function write_fields(): array {
		return array(
			'v'            => static fn( $value ) => 1 === $value,
			'key'          => self::pattern( self::KEY_PATTERN ),
			'order_number' => self::text( 0, 64 ),
			'session'      => self::text( 0, 64 ),
			'asked_by'     => static fn( $value ) => self::is_asker( $value ),
			'authority'    => static fn( $value ) => self::is_authority( $value ),
			'expected'     => static fn( $value ) => null !== self::shape(
				$value,
				array(
					'status'         => self::text( 0, 40 ),
					'total_minor'    => self::minor( 0 ),
					'refunded_minor' => self::minor( 0 ),
				)
			),
			'policy_hash'  => self::pattern( '/\A[0-9a-f]{64}\z/' ),
		);
	}

	/**
	 * How the edge knows who asks.
	 *
	 * @param mixed $value Parsed JSON.
	 */
	private static function is_asker( $value ): bool {
		$proof = is_array( $value ) ? ( $value['proof'] ?? null ) : null;
		$rules = array( 'proof' => static fn( $each ) => in_array( $each, array( 'account', 'code' ), true ) );
		if ( 'account' === $proof ) {
			$rules['customer_id'] = self::id();
		}
		return null !== self::shape( $value, $rules );
	}

	/**
	 * On whose word.
	 *
	 * @param mixed $value Parsed JSON.
	 */
	private static function is_authority( $value ): bool {
		$kind  = is_array( $value ) ? ( $value['kind'] ?? null ) : null;
		$rules = array(
			'kind'       => static fn( $each ) => in_array( $each, array( 'consent', 'approval' ), true ),
			'consent_id' => self::text( 0, 100 ),
		);
		if ( 'approval' === $kind ) {
			$rules['token'] = self::text( 0, 4000 );
		}
		return null !== self::shape( $value, $rules );
	}

	/**
	 * Lines, sorted by id and each once.
	 *
	 * @param mixed $value Parsed JSON.
	 */
	public static function are_lines( $value ): bool {
		if ( ! is_array( $value ) || count( $value ) > 200 || array_keys( $value ) !== array_keys( array_keys( $value ) ) ) {
			return false;
		}
		$rules = array(
			'line_id'      => self::id(),
			'quantity'     => self::whole( 1, 10000 ),
			'amount_minor' => self::minor( 0 ),
		);
		$seen  = array();
		foreach ( $value as $line ) {
			if ( null === self::shape( $line, $rules ) || isset( $seen[ $line['line_id'] ] ) ) {
				return false;
			}
			$seen[ $line['line_id'] ] = true;
		}
		return true;
	}

	/**
	 * The same lines with their fields in one order, so that two of them compare.
	 *
	 * @param array<int, array<string, mixed>> $lines Lines that passed `are_lines`.
	 * @return array<int, array<string, mixed>>
	 */
	public static function in_order( array $lines ): array {
		return array_map(
			static fn( $line ) => array(
				'line_id'      => $line['line_id'],
				'quantity'     => $line['quantity'],
				'amount_minor' => $line['amount_minor'],
			),
			$lines
		);
	}

	/**
	 * A decimal id.
	 */
	private static function id(): callable {
		return self::pattern( '/\A[1-9]\d{0,18}\z/' );
	}

	/**
	 * An amount in minor units.
	 *
	 * @param int $least Smallest allowed.
	 */
	private static function minor( int $least ): callable {
		return self::whole( $least, self::MAX_MINOR );
	}

	/**
	 * A whole number.
	 *
	 * @param int $least Smallest allowed.
	 * @param int $most  Largest allowed.
	 */
	private static function whole( int $least, int $most ): callable {
		return static fn( $value ) => is_int( $value ) && $value >= $least && $value <= $most;
	}

	/**
	 * Text of a length.
	 *
	 * @param int $least Fewest characters.
	 * @param int $most  Most characters.
	 */
	private static function text( int $least, int $most ): callable {
		return static fn( $value ) => is_string( $value ) && mb_strlen( $value ) >= $least && mb_strlen( $value ) <= $most;
	}

	/**
	 * Text of a form.
	 *
	 * @param string $pattern Regular expression.
	 */
	private static function pattern( string $pattern ): callable {
		return static fn( $value ) => is_string( $value ) && 1 === preg_match( $pattern, $value );
	}
}
