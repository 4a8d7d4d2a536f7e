<?php
/**
 * Who may run the shop.
 *
 * @package Counterhand
 */

namespace Counterhand;

/**
 * One capability for everything in wp-admin. WordPress checks the nonce: without one a REST call has no user at all.
 */
final class Capability {

	const STAFF = 'manage_woocommerce';

	/**
	 * Permission callback of routes for staff.
	 */
	public static function allows(): bool {
		return current_user_can( self::needed() );
	}

	/**
	 * Without WooCommerce nobody has its capability; whoever runs the site may still see why nothing works.
	 */
	public static function needed(): string {
		return Shop::is_open() ? self::STAFF : 'manage_options';
	}
}
