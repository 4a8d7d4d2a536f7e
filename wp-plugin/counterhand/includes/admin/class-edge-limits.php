<?php
/**
 * What the edge enforces, beside what this shop has set.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

use Counterhand\Writes\Money;

/**
 * Pure: one sentence per field that the edge has a limit for. Both sides are asked about every change, so the stricter
 * of the two applies.
 */
final class Edge_Limits {

	/**
	 * Field to sentence. Fields of which the edge says nothing are left out.
	 *
	 * @param mixed                                                                            $limits The contract's EdgeLimits, as it came.
	 * @param array{currency: string, decimals: int, days: int, soft: string, ceiling: string} $own    This shop's settings, amounts as decimals.
	 * @return array<string, string>
	 */
	public static function beside( $limits, array $own ): array {
		if ( ! is_array( $limits ) || ! is_array( $limits['refunds'] ?? null ) ) {
			return array();
		}
		$refunds = $limits['refunds'];
		$says    = array(
			'enable_writes'      => ( $limits['writes_enabled'] ?? false ) ? __( 'The edge allows changes.', 'counterhand' ) : __( 'The edge allows no changes: none are made.', 'counterhand' ),
			'enable_refunds'     => self::refunds( $refunds ),
			'refund_window_days' => self::days( $refunds['window_days'] ?? null, $own['days'] ),
			'refund_soft_limit'  => self::amount( $limits, $refunds['soft_limit_minor'] ?? null, $own['soft'], $own ),
			'refund_ceiling'     => self::amount( $limits, $refunds['ceiling_minor'] ?? null, $own['ceiling'], $own ),
			'retention_days'     => self::retention( $limits['retention_days'] ?? null ),
		);
		return array_filter( $says, 'strlen' );
	}

	/**
	 * Whether the edge refunds at all, and by itself.
	 *
	 * @param array<string, mixed> $refunds Of the edge.
	 */
	private static function refunds( array $refunds ): string {
		if ( ! ( $refunds['enabled'] ?? false ) ) {
			return __( 'The edge has refunds switched off: none are made.', 'counterhand' );
		}
		switch ( $refunds['stage'] ?? '' ) {
			case 'shadow':
				return __( 'At the edge a person decides every refund for now.', 'counterhand' );
			case 'low_risk':
				return __( 'The edge refunds small amounts of customers without any risk sign; a person decides the others.', 'counterhand' );
			default:
				return __( 'The edge refunds within the limits.', 'counterhand' );
		}
	}

	/**
	 * What the edge does with conversations: it alone keeps them, so its word is the one that counts.
	 *
	 * @param mixed $edge Of the edge.
	 */
	private static function retention( $edge ): string {
		if ( ! is_int( $edge ) ) {
			return __( 'The edge deletes nothing by itself: conversations stay until somebody erases them.', 'counterhand' );
		}
		/* translators: %d: number of days. */
		return sprintf( __( 'The edge deletes conversations after %d days.', 'counterhand' ), $edge );
	}

	/**
	 * Fewer days are stricter.
	 *
	 * @param mixed $edge Of the edge.
	 * @param int   $own  Of this shop.
	 */
	private static function days( $edge, int $own ): string {
		if ( ! is_int( $edge ) ) {
			return '';
		}
		/* translators: 1: the edge's number of days, 2: the number that applies. */
		return sprintf( __( 'The edge has %1$d. The stricter applies: %2$d.', 'counterhand' ), $edge, min( $edge, $own ) );
	}

	/**
	 * Less money is stricter. Amounts in another currency cannot be compared, and the edge refuses them.
	 *
	 * @param array<string, mixed> $limits Of the edge.
	 * @param mixed                $minor  The edge's amount in minor units.
	 * @param string               $own    This shop's amount as a decimal.
	 * @param array<string, mixed> $shop   Currency and decimals of this shop.
	 */
	private static function amount( array $limits, $minor, string $own, array $shop ): string {
		$digits   = $limits['minor_digits'] ?? null;
		$currency = is_string( $limits['currency'] ?? null ) ? $limits['currency'] : '';
		if ( ! is_int( $minor ) || ! is_int( $digits ) || $digits < 0 || $digits > 4 ) {
			return '';
		}
		$edge = Money::to_decimal( $minor, $digits );
		if ( $currency !== $shop['currency'] ) {
			/* translators: 1: amount, 2: the edge's currency, 3: this shop's currency. */
			return sprintf( __( 'The edge has %1$s %2$s, and your shop sells in %3$s: nothing is refunded until the two agree.', 'counterhand' ), $edge, $currency, $shop['currency'] );
		}
		$is_edge = $minor * 10 ** ( 4 - $digits ) <= Money::to_minor( $own, 4 );
		/* translators: 1: the edge's amount, 2: currency, 3: the amount that applies. */
		return sprintf( __( 'The edge has %1$s %2$s. The stricter applies: %3$s %2$s.', 'counterhand' ), $edge, $currency, $is_edge ? $edge : $own );
	}
}
