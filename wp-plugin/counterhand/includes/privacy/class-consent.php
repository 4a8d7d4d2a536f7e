<?php
/**
 * The WP Consent API, where it is present.
 *
 * @package Counterhand
 */

namespace Counterhand\Privacy;

use Counterhand\Session\Visitor;

/**
 * Says that we respect it, and what our cookie is. Waiting for consent is done in the browser (assets/consent.js), so
 * that pages stay cacheable.
 */
final class Consent {

	/**
	 * To the Consent API's list of cookies.
	 */
	public function describe_cookie(): void {
		if ( function_exists( 'wp_add_cookie_info' ) ) {
			wp_add_cookie_info(
				Visitor::COOKIE,
				'Counterhand',
				'functional',
				/* translators: a time span. */
				__( '30 days', 'counterhand' ),
				__( 'Keeps a support conversation together while you move through the shop.', 'counterhand' )
			);
		}
	}
}
