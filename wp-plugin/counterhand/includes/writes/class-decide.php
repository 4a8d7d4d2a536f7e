<?php
/**
 * May it happen?
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

/**
 * Pure decisions: order facts, the ask, this site's own rules, `now`. The answer is '' or a refusal of the contract.
 * The edge has decided already; nothing it says about the policy is believed here.
 */
final class Decide {

	const REFUNDABLE = array( 'processing', 'completed' );
	const CHANGEABLE = array( 'pending', 'on-hold', 'processing' );

	/**
	 * May this refund be made?
	 *
	 * @param array<string, mixed> $facts       See Order_Facts.
	 * @param array<string, mixed> $ask         See Ask.
	 * @param array<string, mixed> $rules       See Settings::refund_rules.
	 * @param int                  $now         Seconds since the epoch.
	 * @param bool                 $is_approved Whether a person's token for exactly this ask was verified.
	 */
	public static function refund( array $facts, array $ask, array $rules, int $now, bool $is_approved ): string {
		if ( ! $rules['writes_enabled'] || ! $rules['enabled'] ) {
			return 'writes_disabled';
		}
		if ( ! self::is_theirs( $facts, $ask ) ) {
			return 'not_theirs';
		}
		if ( $facts['currency'] !== $ask['currency'] ) {
			return 'wrong_currency';
		}
		if ( ! self::is_as_shown( $facts, $ask, $ask['minor_digits'] ) ) {
			return 'order_changed';
		}
		$amount = Money::rescale( $ask['amount_minor'], $ask['minor_digits'], $facts['digits'] );
		if ( null === $amount || $amount < 1 || $amount > $rules['ceiling_minor'] ) {
			return 'bad_amount';
		}
		// WooCommerce itself would refund pending, failed and cancelled orders.
		if ( null === $facts['paid_at'] || ! in_array( $facts['status'], self::REFUNDABLE, true ) ) {
			return 'status_not_allowed';
		}
		if ( $now > ( $facts['completed_at'] ?? $facts['paid_at'] ) + $rules['window_days'] * 86400 ) {
			return 'window_closed';
		}
		$refusal = self::still_refundable( $facts, $ask, $amount );
		if ( '' !== $refusal ) {
			return $refusal;
		}
		if ( ! $facts['gateway_refunds'] ) {
			return 'gateway_cannot';
		}
		return $amount > $rules['soft_limit_minor'] && ! $is_approved ? 'needs_approval' : '';
	}

	/**
	 * May this order be cancelled?
	 *
	 * @param array<string, mixed> $facts See Order_Facts.
	 * @param array<string, mixed> $ask   See Ask.
	 * @param array<string, mixed> $rules See Settings::refund_rules.
	 */
	public static function cancel( array $facts, array $ask, array $rules ): string {
		$refusal = self::changeable( $facts, $ask, $rules );
		if ( '' !== $refusal ) {
			return $refusal;
		}
		return $facts['refunded'] + $facts['in_doubt'] > 0 ? 'status_not_allowed' : '';
	}

	/**
	 * May its parcel go elsewhere?
	 *
	 * @param array<string, mixed> $facts       See Order_Facts.
	 * @param array<string, mixed> $ask         See Ask.
	 * @param array<string, mixed> $rules       See Settings::refund_rules.
	 * @param bool                 $is_approved Whether a person's token for exactly this ask was verified.
	 */
	public static function address( array $facts, array $ask, array $rules, bool $is_approved ): string {
		$refusal = self::changeable( $facts, $ask, $rules );
		if ( '' !== $refusal ) {
			return $refusal;
		}
		return $ask['shipping']['country'] !== $facts['country'] && ! $is_approved ? 'country_changed' : '';
	}

	/**
	 * What cancel and address share.
	 *
	 * @param array<string, mixed> $facts See Order_Facts.
	 * @param array<string, mixed> $ask   See Ask.
	 * @param array<string, mixed> $rules See Settings::refund_rules.
	 */
	private static function changeable( array $facts, array $ask, array $rules ): string {
		if ( ! $rules['writes_enabled'] ) {
			return 'writes_disabled';
		}
		if ( ! self::is_theirs( $facts, $ask ) ) {
			return 'not_theirs';
		}
		if ( ! self::is_as_shown( $facts, $ask, self::iso_digits( $facts['currency'] ) ) ) {
			return 'order_changed';
		}
		if ( $facts['is_shipped'] ) {
			return 'already_shipped';
		}
		return in_array( $facts['status'], self::CHANGEABLE, true ) ? '' : 'status_not_allowed';
	}

	/**
	 * Ownership, asked before anything about the order is let out. A mailed code is the edge's to vouch for.
	 *
	 * @param array<string, mixed> $facts See Order_Facts.
	 * @param array<string, mixed> $ask   See Ask.
	 */
	private static function is_theirs( array $facts, array $ask ): bool {
		return 'account' !== $ask['asked_by']['proof'] || $facts['customer_id'] === $ask['asked_by']['customer_id'];
	}

	/**
	 * Whether the order is still the one the shopper agreed about.
	 *
	 * @param array<string, mixed> $facts  See Order_Facts.
	 * @param array<string, mixed> $ask    See Ask.
	 * @param int                  $digits Decimals of the ask's amounts.
	 */
	private static function is_as_shown( array $facts, array $ask, int $digits ): bool {
		$expected = $ask['expected'];
		return $expected['status'] === $facts['status']
			&& Money::rescale( $expected['total_minor'], $digits, $facts['digits'] ) === $facts['total']
			&& Money::rescale( $expected['refunded_minor'], $digits, $facts['digits'] ) === $facts['refunded'];
	}

	/**
	 * Whether the order, and each line named, still has that much. What is in doubt counts as gone.
	 *
	 * @param array<string, mixed> $facts  See Order_Facts.
	 * @param array<string, mixed> $ask    See Ask.
	 * @param int                  $amount In the shop's decimals.
	 */
	private static function still_refundable( array $facts, array $ask, int $amount ): string {
		if ( $amount > $facts['total'] - $facts['refunded'] - $facts['in_doubt'] ) {
			return 'over_refundable';
		}
		foreach ( $ask['lines'] as $line ) {
			$has = $facts['lines'][ $line['line_id'] ] ?? null;
			if ( null === $has || $line['quantity'] > $has['quantity'] ) {
				return 'unknown_line';
			}
			$part = Money::rescale( $line['amount_minor'], $ask['minor_digits'], $facts['digits'] );
			if ( null === $part ) {
				return 'bad_amount';
			}
			if ( $line['quantity'] > $has['quantity'] - $has['quantity_refunded'] || $part > $has['total'] - $has['refunded'] ) {
				return 'over_refundable';
			}
		}
		$shipping = Money::rescale( $ask['shipping_minor'], $ask['minor_digits'], $facts['digits'] );
		if ( null === $shipping ) {
			return 'bad_amount';
		}
		return $shipping > $facts['shipping'] - $facts['shipping_refunded'] ? 'over_refundable' : '';
	}

	/**
	 * Decimals the edge counts a currency in (ISO 4217). Cancel and address carry no `minor_digits` of their own.
	 *
	 * @param string $currency ISO 4217 code.
	 */
	public static function iso_digits( string $currency ): int {
		if ( in_array( $currency, array( 'BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND' ), true ) ) {
			return 3;
		}
		$without = array( 'BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF' );
		return in_array( $currency, $without, true ) ? 0 : 2;
	}
}
