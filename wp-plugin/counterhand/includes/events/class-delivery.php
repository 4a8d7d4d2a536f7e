<?php
/**
 * Brings the outbox to the edge.
 *
 * @package Counterhand
 */

namespace Counterhand\Events;

use Counterhand\Settings;
use Counterhand\Signed\Edge_Client;
use Counterhand\Signed\Key_Ring;

/**
 * May run twice and may run late. Run by Action Scheduler, or by WP-Cron where there is none.
 */
final class Delivery {

	const HOOK         = 'counterhand_deliver';
	const STATE        = 'counterhand_delivery';
	const PATH         = '/webhooks/content_updated';
	const MAX_BATCHES  = 10;
	const KEEP_SECONDS = 604800;

	private Outbox $outbox;

	private Settings $settings;

	/**
	 * Nothing is read yet.
	 *
	 * @param Outbox   $outbox   What happened.
	 * @param Settings $settings The shop's settings.
	 */
	public function __construct( Outbox $outbox, Settings $settings ) {
		$this->outbox   = $outbox;
		$this->settings = $settings;
	}

	/**
	 * Delivers soon, unless that is planned already.
	 */
	public static function wake(): void {
		if ( function_exists( 'as_enqueue_async_action' ) && did_action( 'action_scheduler_init' ) ) {
			as_enqueue_async_action( self::HOOK, array(), 'counterhand', true );
		} elseif ( ! wp_next_scheduled( self::HOOK ) ) {
			wp_schedule_single_event( time(), self::HOOK );
		}
	}

	/**
	 * Sends what the edge does not have. A failure is retried after one minute, two, four, at most an hour.
	 */
	public function deliver(): void {
		$state = self::state();
		for ( $batch = 0; $batch < self::MAX_BATCHES; $batch++ ) {
			$events = $this->outbox->after( $state['acked'] );
			if ( array() === $events ) {
				break;
			}
			$answer = $this->client()->post(
				self::PATH,
				array(
					'v'      => 1,
					'events' => $events,
				)
			);
			$up_to  = is_wp_error( $answer ) ? null : ( $answer['up_to'] ?? null );
			if ( ! is_int( $up_to ) || $up_to < 0 ) {
				$this->fail( $state, is_wp_error( $answer ) ? $answer->get_error_code() : 'bad_answer' );
				return;
			}
			$has_moved = $up_to > $state['acked'];
			$state     = array(
				'acked'        => $up_to,
				'failures'     => 0,
				'error'        => '',
				'delivered_at' => time(),
			);
			update_option( self::STATE, $state, false );
			// The edge misses something older and asks for it itself: sending the same again would not help.
			if ( ! $has_moved ) {
				break;
			}
		}
		$this->outbox->forget( $state['acked'], time() - self::KEEP_SECONDS );
	}

	/**
	 * How far we are.
	 *
	 * @return array{acked: int, failures: int, error: string, delivered_at: int}
	 */
	public static function state(): array {
		$stored = get_option( self::STATE );
		$stored = is_array( $stored ) ? $stored : array();
		return array(
			'acked'        => (int) ( $stored['acked'] ?? 0 ),
			'failures'     => (int) ( $stored['failures'] ?? 0 ),
			'error'        => (string) ( $stored['error'] ?? '' ),
			'delivered_at' => (int) ( $stored['delivered_at'] ?? 0 ),
		);
	}

	/**
	 * Notes a failure and tries again later.
	 *
	 * @param array{acked: int, failures: int, error: string, delivered_at: int} $state As it was.
	 * @param string                                                             $code  What went wrong.
	 */
	private function fail( array $state, string $code ): void {
		++$state['failures'];
		$state['error'] = $code;
		update_option( self::STATE, $state, false );
		$at = time() + min( 3600, 60 * 2 ** min( 6, $state['failures'] - 1 ) );
		if ( function_exists( 'as_schedule_single_action' ) && did_action( 'action_scheduler_init' ) ) {
			// Not "unique": that would count this very run and plan nothing.
			as_schedule_single_action( $at, self::HOOK, array(), 'counterhand' );
		} else {
			wp_schedule_single_event( $at, self::HOOK );
		}
	}

	/**
	 * Signs with the call key.
	 */
	private function client(): Edge_Client {
		return new Edge_Client( $this->settings->edge(), Key_Ring::of( 'CALL' ) );
	}
}
