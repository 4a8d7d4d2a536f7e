<?php
/**
 * The shop's settings.
 *
 * @package Counterhand
 */

namespace Counterhand;

/**
 * One autoloaded option, so that reading it costs no query. No secret is in it, ever.
 */
final class Settings {

	const OPTION = 'counterhand_settings';

	/**
	 * The value, or its default where nothing valid is stored.
	 *
	 * @param string $name Key of `defaults()`.
	 * @return mixed
	 */
	public function get( string $name ) {
		$all = $this->all();
		return $all[ $name ];
	}

	/**
	 * Stored values over the defaults. What another plugin put there under a foreign name is not seen.
	 *
	 * @return array<string, mixed>
	 */
	public function all(): array {
		$stored   = get_option( self::OPTION );
		$defaults = self::defaults();
		return is_array( $stored ) ? array_intersect_key( array_merge( $defaults, $stored ), $defaults ) : $defaults;
	}

	/**
	 * Origin of the Worker without a trailing slash, or '' while none is set.
	 */
	public function edge(): string {
		return (string) $this->get( 'edge_url' );
	}

	/**
	 * The rules our decisions run by. Amounts are whole minor units in the shop's decimals.
	 *
	 * @return array{writes_enabled: bool, enabled: bool, window_days: int, soft_limit_minor: int, ceiling_minor: int, decimals: int}
	 */
	public function refund_rules(): array {
		$decimals = Shop::decimals();
		return array(
			'writes_enabled'   => (bool) $this->get( 'enable_writes' ),
			'enabled'          => (bool) $this->get( 'enable_refunds' ),
			'window_days'      => (int) $this->get( 'refund_window_days' ),
			// Unreadable limits are zero: everything then needs a person, or is refused.
			'soft_limit_minor' => Writes\Money::to_minor( (string) $this->get( 'refund_soft_limit' ), $decimals ) ?? 0,
			'ceiling_minor'    => Writes\Money::to_minor( (string) $this->get( 'refund_ceiling' ), $decimals ) ?? 0,
			'decimals'         => $decimals,
		);
	}

	/**
	 * Money and writes are off until the shop turns them on.
	 *
	 * @return array<string, mixed>
	 */
	public static function defaults(): array {
		return array(
			'edge_url'           => '',
			'enable_streaming'   => true,
			'rate_limit'         => 120,
			'enable_writes'      => false,
			'enable_refunds'     => false,
			'refund_window_days' => 30,
			'refund_soft_limit'  => '50.00',
			'refund_ceiling'     => '200.00',
			'retention_days'     => 90,
			'mask_email'         => true,
			'mask_phone'         => true,
			'mask_card'          => true,
			'mask_patterns'      => '',
			'placement'          => 'off',
			'placement_show'     => '',
			'placement_hide'     => "/checkout/*\n/cart/*",
			'position'           => 'right',
			'accent'             => '',
			'theme_accent'       => '',
			'greeting'           => '',
			'contact_email'      => '',
			'contact_phone'      => '',
			'contact_url'        => '',
			'opening_hours'      => '',
			'require_consent'    => false,
		);
	}
}
