<?php
/**
 * Answers of the write routes.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

/**
 * Pure. An answer is a status and a body of the contract's `WriteReply`.
 */
final class Write_Reply {

	/**
	 * It did not happen.
	 *
	 * @param string|null $key    Write key, when the ask had a readable one.
	 * @param string      $reason One of the contract's refusals.
	 * @param string      $detail For staff and logs.
	 * @return array{0: int, 1: array<string, mixed>}
	 */
	public static function refused( ?string $key, string $reason, string $detail = '' ): array {
		$body = array(
			'outcome' => 'refused',
			'key'     => $key,
			'reason'  => $reason,
		);
		if ( '' !== $detail ) {
			$body['detail'] = $detail;
		}
		return array( 422, $body );
	}

	/**
	 * The key was never seen.
	 *
	 * @param string $key Write key.
	 * @return array{0: int, 1: array<string, mixed>}
	 */
	public static function unknown( string $key ): array {
		return array(
			404,
			array(
				'outcome' => 'unknown',
				'key'     => $key,
			),
		);
	}

	/**
	 * What a row says.
	 *
	 * @param array<string, string|null> $row         The write.
	 * @param bool                       $is_repeated Whether the ask that made it was an earlier one.
	 * @return array{0: int, 1: array<string, mixed>}
	 */
	public static function of( array $row, bool $is_repeated ): array {
		$key = (string) $row['write_key'];
		if ( 'refused' === $row['state'] ) {
			return self::refused( $key, (string) $row['reason'], (string) $row['detail'] );
		}
		if ( 'done' !== $row['state'] ) {
			return array(
				202,
				array(
					'outcome' => $row['state'],
					'key'     => $key,
				),
			);
		}
		$is_refund = 'refund' === $row['action'];
		return array(
			200,
			array(
				'outcome'      => 'done',
				'key'          => $key,
				'action'       => $row['action'],
				'order_id'     => (string) $row['order_id'],
				'refund_id'    => $is_refund && $row['refund_id'] ? (string) $row['refund_id'] : null,
				'amount_minor' => $is_refund ? (int) $row['amount_minor'] : null,
				'currency'     => $is_refund ? $row['currency'] : null,
				'status'       => (string) $row['order_status'],
				'repeated'     => $is_repeated,
				'at'           => gmdate( 'Y-m-d\TH:i:s\Z', (int) $row['changed_at'] ),
			),
		);
	}
}
