<?php
/**
 * The four writes by name.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

use Counterhand\Settings;

/**
 * A closed list: a name that is not on it is a bug.
 */
final class Writes {

	/**
	 * The write of an action.
	 *
	 * @param string      $action `refund`, `cancel`, `address` or `note`.
	 * @param Write_Store $store  Where it settles its row.
	 * @throws \LogicException For any other action.
	 */
	public static function named( string $action, Write_Store $store ): Write {
		$settings = new Settings();
		switch ( $action ) {
			case 'refund':
				return new Refund_Write( $store, $settings );
			case 'cancel':
				return new Cancel_Write( $store, $settings );
			case 'address':
				return new Address_Write( $store, $settings );
			case 'note':
				return new Note_Write( $store, $settings );
			default:
				throw new \LogicException( 'No such write.' );
		}
	}
}
