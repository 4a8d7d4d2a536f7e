<?php
/**
 * Runs a write once.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

use Counterhand\Shop;
use Counterhand\Signed\Key_Ring;

/**
 * Repeat? → lock the order → claim the key → read the order → decide → act → settle. The claim comes before the first
 * read, so that what is decided upon is what is there while nobody else may write, on any database.
 */
final class Write_Runner {

	/** Less than the edge's patience with a shopper, more than a healthy gateway needs. */
	const WAIT_SECONDS = 5;

	private Write_Store $store;

	private Order_Lock $lock;

	/**
	 * Nothing is read yet.
	 *
	 * @param Write_Store $store The table of writes.
	 * @param Order_Lock  $lock  The order's lock.
	 */
	public function __construct( Write_Store $store, Order_Lock $lock ) {
		$this->store = $store;
		$this->lock  = $lock;
	}

	/**
	 * Runs a write, or says what became of it.
	 *
	 * @param Write  $write    Which.
	 * @param string $order_id From the path.
	 * @param mixed  $raw      Parsed JSON of the body.
	 * @return array{0: int, 1: array<string, mixed>} Status and body.
	 */
	public function run( Write $write, string $order_id, $raw ): array {
		$ask = $write->parse( $raw );
		if ( null === $ask ) {
			$key = is_array( $raw ) && is_string( $raw['key'] ?? null ) && preg_match( Ask::KEY_PATTERN, $raw['key'] ) ? $raw['key'] : null;
			return Write_Reply::refused( $key, 'bad_request' );
		}
		$fingerprint = self::fingerprint( $write, $order_id, $ask );
		$before      = $this->store->find( $ask['key'] );
		if ( null !== $before ) {
			return $this->repeat( $before, $fingerprint );
		}
		$claims = self::approval( $write, $order_id, $ask );
		if ( false === $claims ) {
			return Write_Reply::refused( $ask['key'], 'bad_approval' );
		}
		// A shopper who closes the page must not stop a refund half way.
		ignore_user_abort( true );
		$lock = $this->lock->take( (int) $order_id, self::WAIT_SECONDS );
		if ( 'busy' === $lock ) {
			return Write_Reply::refused( $ask['key'], 'order_changed', 'another change to this order is running' );
		}
		try {
			return $this->claim_and_act( $write, $order_id, $ask, $fingerprint, $claims, $lock );
		} finally {
			if ( 'held' === $lock ) {
				$this->lock->release( (int) $order_id );
			}
		}
	}

	/**
	 * What became of a key. A write whose process died is settled on the way.
	 *
	 * @param string $key     Write key.
	 * @param bool   $is_last Whether a key that was never seen is void from now on.
	 * @return array{0: int, 1: array<string, mixed>} Status and body.
	 */
	public function look_up( string $key, bool $is_last ): array {
		$row = $this->store->find( $key );
		if ( null === $row && $is_last ) {
			$this->store->claim( self::void_row( $key ) );
			$row = $this->store->find( $key );
		}
		if ( null === $row ) {
			return Write_Reply::unknown( $key );
		}
		return Write_Reply::of( in_array( $row['state'], array( 'in_progress', 'in_doubt' ), true ) ? $this->settle_if_open( $row ) : $row, true );
	}

	/**
	 * A key we know.
	 *
	 * @param array<string, string|null> $row         The write.
	 * @param string                     $fingerprint Of the ask.
	 * @return array{0: int, 1: array<string, mixed>}
	 */
	private function repeat( array $row, string $fingerprint ): array {
		$is_void = 'refused' === $row['state'] && '' === $row['args_hash'];
		if ( ! $is_void && ! hash_equals( (string) $row['args_hash'], $fingerprint ) ) {
			return Write_Reply::refused( (string) $row['write_key'], 'key_reused' );
		}
		return Write_Reply::of( in_array( $row['state'], array( 'in_progress', 'in_doubt' ), true ) ? $this->settle_if_open( $row ) : $row, true );
	}

	/**
	 * The order's lock is ours, or the database keeps none.
	 *
	 * @param Write                     $write       Which.
	 * @param string                    $order_id    From the path.
	 * @param array<string, mixed>      $ask         See Ask.
	 * @param string                    $fingerprint Of the ask.
	 * @param array<string, mixed>|null $claims      Of a verified approval.
	 * @param string                    $lock        What the lock said.
	 * @return array{0: int, 1: array<string, mixed>}
	 */
	private function claim_and_act( Write $write, string $order_id, array $ask, string $fingerprint, ?array $claims, string $lock ): array {
		$row    = self::row( $write, $order_id, $ask, $fingerprint, $claims );
		$answer = $this->store->claim( $row );
		if ( 'order_busy' === $answer ) {
			$holder = $this->store->live_on( (int) $order_id );
			if ( null !== $holder && $this->lock->is_dead( $lock, $holder, time() ) ) {
				$this->settle( $holder );
			}
			$answer = $this->store->claim( $row );
		}
		switch ( $answer ) {
			case 'claimed':
				break;
			case 'key_taken':
				return $this->repeat( (array) $this->store->find( $ask['key'] ), $fingerprint );
			case 'approval_used':
				return Write_Reply::refused( $ask['key'], 'approval_used' );
			case 'order_busy':
				return Write_Reply::refused( $ask['key'], 'order_changed', 'another change to this order is running' );
			default:
				return self::unavailable( 'store_unavailable', __( 'The database cannot be written. Nothing was done.', 'counterhand' ) );
		}
		try {
			$order   = Shop::find_order( $order_id, $ask['order_number'] );
			$refusal = self::refusal( $write, $order, $ask, $claims );
		} catch ( \Throwable $error ) {
			// Staff deleting a refund while WooCommerce lists them makes it throw. Nothing has been done yet.
			$this->store->forget( $ask['key'] );
			return self::unavailable( 'shop_failed', __( 'The shop could not read the order. Nothing was done.', 'counterhand' ) );
		}
		if ( null === $order || '' !== $refusal ) {
			$this->store->forget( $ask['key'] );
			return Write_Reply::refused( $ask['key'], $refusal );
		}
		$write->perform( $order, $ask );
		$done = $this->store->find( $ask['key'] );
		// Forgotten: the write found out before it acted that the order is not what it was.
		return null === $done ? Write_Reply::refused( $ask['key'], 'order_changed' ) : Write_Reply::of( $done, false );
	}

	/**
	 * '' or why not.
	 *
	 * @param Write                     $write  Which.
	 * @param \WC_Order|null            $order  The order, read under its lock.
	 * @param array<string, mixed>      $ask    See Ask.
	 * @param array<string, mixed>|null $claims Of a verified approval.
	 */
	private static function refusal( Write $write, ?\WC_Order $order, array $ask, ?array $claims ): string {
		if ( null === $order ) {
			return 'order_not_found';
		}
		$refusal = $write->refusal( $order, $ask, null !== $claims );
		if ( '' === $refusal && null !== $claims && $claims['currency'] !== $order->get_currency() ) {
			return 'bad_approval';
		}
		return $refusal;
	}

	/**
	 * The shop cannot do it right now, and has done nothing.
	 *
	 * @param string $code    For the edge.
	 * @param string $message For people.
	 * @return array{0: int, 1: array<string, mixed>}
	 */
	private static function unavailable( string $code, string $message ): array {
		return array(
			503,
			array(
				'code'    => $code,
				'message' => $message,
			),
		);
	}

	/**
	 * The row, settled if its process is gone, or if somebody knows what became of it.
	 *
	 * @param array<string, string|null> $row The write.
	 * @return array<string, string|null>
	 */
	private function settle_if_open( array $row ): array {
		$order_id = (int) $row['order_id'];
		$lock     = $this->lock->take( $order_id, 0 );
		try {
			$now = $this->store->find( (string) $row['write_key'] ) ?? $row;
			if ( 'in_progress' === $now['state'] && $this->lock->is_dead( $lock, $now, time() ) ) {
				$this->settle( $now );
				$now = $this->store->find( (string) $row['write_key'] ) ?? $now;
			}
			return 'in_doubt' === $now['state'] ? $this->ask_about( $now ) : $now;
		} finally {
			if ( 'held' === $lock ) {
				$this->lock->release( $order_id );
			}
		}
	}

	/**
	 * A doubt, settled if the gateway's plugin knows better.
	 *
	 * @param array<string, string|null> $row A write in doubt.
	 * @return array<string, string|null>
	 */
	private function ask_about( array $row ): array {
		$order = Shop::is_open() ? wc_get_order( (int) $row['order_id'] ) : null;
		if ( $order instanceof \WC_Order ) {
			( new Doubt( $this->store ) )->ask( $order, $row );
		}
		return $this->store->find( (string) $row['write_key'] ) ?? $row;
	}

	/**
	 * From what the order itself shows.
	 *
	 * @param array<string, string|null> $row The write.
	 */
	private function settle( array $row ): void {
		$order = Shop::is_open() ? wc_get_order( (int) $row['order_id'] ) : null;
		$write = Writes::named( (string) $row['action'], $this->store );
		$write->settle( $order instanceof \WC_Order ? $order : null, $row );
	}

	/**
	 * Same action, same order, same arguments.
	 *
	 * @param Write                $write    Which.
	 * @param string               $order_id From the path.
	 * @param array<string, mixed> $ask      See Ask.
	 */
	private static function fingerprint( Write $write, string $order_id, array $ask ): string {
		return hash( 'sha256', (string) wp_json_encode( array( $write->action(), $order_id, $ask['order_number'], $write->arguments( $ask ) ) ) );
	}

	/**
	 * Verified claims, null where none were shown, false where they do not hold.
	 *
	 * @param Write                $write    Which.
	 * @param string               $order_id From the path.
	 * @param array<string, mixed> $ask      See Ask.
	 * @return array<string, mixed>|null|false
	 */
	private static function approval( Write $write, string $order_id, array $ask ) {
		if ( 'approval' !== ( $ask['authority']['kind'] ?? '' ) ) {
			return null;
		}
		$expected = array(
			'shop'        => Shop::url(),
			'action'      => $write->action(),
			'order_id'    => $order_id,
			'policy_hash' => $ask['policy_hash'],
		) + $write->arguments( $ask );
		unset( $expected['minor_digits'] );
		return Approval::claims( $ask['authority']['token'], $expected, Key_Ring::of( 'APPROVAL' ), time() ) ?? false;
	}

	/**
	 * A claim's row.
	 *
	 * @param Write                     $write       Which.
	 * @param string                    $order_id    From the path.
	 * @param array<string, mixed>      $ask         See Ask.
	 * @param string                    $fingerprint Of the ask.
	 * @param array<string, mixed>|null $claims      Of a verified approval.
	 * @return array<string, mixed>
	 */
	private static function row( Write $write, string $order_id, array $ask, string $fingerprint, ?array $claims ): array {
		$is_note = 'note' === $write->action();
		return array(
			'write_key'    => $ask['key'],
			'action'       => $write->action(),
			'order_id'     => (int) $order_id,
			// A note changes nothing that another write could stumble over.
			'live_order'   => $is_note ? null : (int) $order_id,
			'args_hash'    => $fingerprint,
			'approval_jti' => $claims['jti'] ?? null,
			'state'        => 'in_progress',
			'stage'        => 'claimed',
			'amount_minor' => $ask['amount_minor'] ?? null,
			'minor_digits' => $ask['minor_digits'] ?? null,
			'currency'     => $ask['currency'] ?? '',
			'session'      => $ask['session'],
			'authority'    => $is_note ? '' : $ask['authority']['kind'],
			'approver'     => $claims['approver'] ?? '',
			'policy_hash'  => $ask['policy_hash'] ?? '',
			'created_at'   => time(),
			'changed_at'   => time(),
		);
	}

	/**
	 * The row of a key that was settled before it was ever seen.
	 *
	 * @param string $key Write key.
	 * @return array<string, mixed>
	 */
	private static function void_row( string $key ): array {
		return array(
			'write_key'    => $key,
			'action'       => '',
			'order_id'     => 0,
			'live_order'   => null,
			'args_hash'    => '',
			'approval_jti' => null,
			'state'        => 'refused',
			'stage'        => 'claimed',
			'reason'       => 'voided',
			'created_at'   => time(),
			'changed_at'   => time(),
		);
	}
}
