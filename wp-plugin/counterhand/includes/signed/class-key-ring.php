<?php
/**
 * Keys, from wp-config.php or the environment.
 *
 * @package Counterhand
 */

namespace Counterhand\Signed;

/**
 * At most two live keys of one kind: we sign with the first and accept either. Nothing here is ever stored or printed.
 */
final class Key_Ring {

	const SECRET_MIN_CHARS = 32;
	const KINDS            = array( 'TOKEN', 'CALL', 'APPROVAL' );

	/**
	 * Usable keys, first the one to sign with.
	 *
	 * @var array<int, array{id: string, secret: string}>
	 */
	private array $keys;

	/**
	 * Takes keys that were read already; see `of()`.
	 *
	 * @param array<int, array{id: string, secret: string}> $keys Usable keys.
	 */
	public function __construct( array $keys ) {
		$this->keys = $keys;
	}

	/**
	 * The ring of a kind: `COUNTERHAND_<KIND>_KEY_ID` and `COUNTERHAND_<KIND>_SECRET`, and both again with `_2`.
	 *
	 * @param string $kind One of KINDS.
	 */
	public static function of( string $kind ): self {
		$keys = array();
		foreach ( array( '', '_2' ) as $suffix ) {
			$id     = self::setting( "COUNTERHAND_{$kind}_KEY_ID$suffix" );
			$secret = self::setting( "COUNTERHAND_{$kind}_SECRET$suffix" );
			// A short secret counts as none: refusing is safer than signing with it.
			if ( preg_match( Scheme::KEY_PATTERN, $id ) && strlen( $secret ) >= self::SECRET_MIN_CHARS ) {
				$keys[] = array(
					'id'     => $id,
					'secret' => $secret,
				);
			}
		}
		return new self( $keys );
	}

	/**
	 * The key to sign with, or null when none is set.
	 *
	 * @return array{id: string, secret: string}|null
	 */
	public function first(): ?array {
		return $this->keys[0] ?? null;
	}

	/**
	 * A live key by its id, or null.
	 *
	 * @param string $id As sent.
	 * @return array{id: string, secret: string}|null
	 */
	public function find( string $id ): ?array {
		foreach ( $this->keys as $key ) {
			if ( $key['id'] === $id ) {
				return $key;
			}
		}
		return null;
	}

	/**
	 * All live keys, first the one to sign with.
	 *
	 * @return array<int, array{id: string, secret: string}>
	 */
	public function all(): array {
		return $this->keys;
	}

	/**
	 * For people: `set`, `missing`, or `short` when a secret is there but too short to use.
	 *
	 * @param string $kind One of KINDS.
	 */
	public static function state( string $kind ): string {
		if ( null !== self::of( $kind )->first() ) {
			return 'set';
		}
		return '' === self::setting( "COUNTERHAND_{$kind}_SECRET" ) ? 'missing' : 'short';
	}

	/**
	 * Constant first, then the environment, then ''.
	 *
	 * @param string $name Name of both.
	 */
	public static function setting( string $name ): string {
		$value = defined( $name ) ? constant( $name ) : getenv( $name );
		return is_string( $value ) ? $value : '';
	}
}
