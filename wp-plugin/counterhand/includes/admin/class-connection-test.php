<?php
/**
 * Tries the connection, step by step.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

use Counterhand\Rest\Health_Route;
use Counterhand\Settings;
use Counterhand\Shop;
use Counterhand\Signed\Edge_Client;
use Counterhand\Signed\Key_Ring;

/**
 * Each step has a name, an outcome and a sentence. The first failure is the one to mend; what depends on it is skipped.
 */
final class Connection_Test {

	private Settings $settings;

	/**
	 * Nothing is asked yet.
	 *
	 * @param Settings $settings The shop's settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * All steps, in order.
	 *
	 * @return array<int, array{name: string, outcome: string, says: string}>
	 */
	public function run(): array {
		$edge  = '' !== $this->settings->edge();
		$keys  = $edge && null !== Key_Ring::of( 'CALL' )->first() && null !== Key_Ring::of( 'TOKEN' )->first();
		$steps = array( $this->step( __( 'Edge URL', 'counterhand' ), $edge, __( 'set', 'counterhand' ), __( 'enter the address of your Worker above and save', 'counterhand' ) ) );
		foreach ( array( 'TOKEN', 'CALL', 'APPROVAL' ) as $kind ) {
			$state = Key_Ring::state( $kind );
			/* translators: %s: name of a constant. */
			$steps[] = $this->step( "COUNTERHAND_{$kind}_SECRET", 'set' === $state, __( 'set', 'counterhand' ), 'short' === $state ? __( 'too short: 32 characters or more are needed', 'counterhand' ) : sprintf( __( 'put COUNTERHAND_%1$s_KEY_ID and COUNTERHAND_%1$s_SECRET into wp-config.php', 'counterhand' ), $kind ) );
		}
		$reach   = $edge ? $this->reach() : null;
		$steps[] = null === $reach ? $this->skipped( __( 'Reach the edge', 'counterhand' ) ) : $reach;
		$steps   = array_merge( $steps, $keys && null !== $reach && 'ok' === $reach['outcome'] ? $this->ping() : array( $this->skipped( __( 'Signed call', 'counterhand' ) ) ) );
		$steps[] = $this->guests();
		$steps[] = $this->step( 'WooCommerce', Shop::is_open(), (string) Shop::woocommerce_version(), __( 'not active: orders and refunds are off, the chat still answers questions', 'counterhand' ) );
		return $steps;
	}

	/**
	 * Whether anything answers at that address.
	 *
	 * @return array{name: string, outcome: string, says: string}
	 */
	private function reach(): array {
		$name   = __( 'Reach the edge', 'counterhand' );
		$answer = wp_remote_get(
			$this->settings->edge() . '/healthz',
			array(
				'timeout'     => 6,
				'redirection' => 0,
			)
		);
		if ( is_wp_error( $answer ) ) {
			/* translators: %s: error of the HTTP client. */
			return $this->step( $name, false, '', sprintf( __( 'nobody answers at this address: %s', 'counterhand' ), $answer->get_error_message() ) );
		}
		$status = (int) wp_remote_retrieve_response_code( $answer );
		/* translators: %d: HTTP status. */
		return $this->step( $name, 200 === $status, __( 'answers', 'counterhand' ), sprintf( __( 'something answers, but not the edge (HTTP %d): check the address', 'counterhand' ), $status ) );
	}

	/**
	 * A signed call there and a signed answer back.
	 *
	 * @return array<int, array{name: string, outcome: string, says: string}>
	 */
	private function ping(): array {
		$call   = __( 'Signed call', 'counterhand' );
		$answer = ( new Edge_Client( $this->settings->edge(), Key_Ring::of( 'CALL' ) ) )->post( '/webhooks/ping', array(), 6 );
		if ( is_wp_error( $answer ) ) {
			$facts = (array) $answer->get_error_data();
			return array( $this->step( $call, false, '', self::refusal( $answer, (string) ( $facts['code'] ?? '' ) ) ) );
		}
		$contract = (int) ( $answer['contract'] ?? 0 );
		return array(
			$this->step( $call, true, __( 'accepted, and the answer is signed with our key', 'counterhand' ), '' ),
			/* translators: 1, 2: version numbers. */
			$this->step( __( 'Contract', 'counterhand' ), Health_Route::CONTRACT === $contract, (string) $contract, sprintf( __( 'the edge speaks version %1$d, this plugin %2$d: update the older one', 'counterhand' ), $contract, Health_Route::CONTRACT ) ),
		);
	}

	/**
	 * What to do about a refused call.
	 *
	 * @param \WP_Error $error From the client.
	 * @param string    $code  The edge's own word for it.
	 */
	private static function refusal( \WP_Error $error, string $code ): string {
		$words = array(
			'unknown_key'   => __( 'the edge does not know our key id: compare COUNTERHAND_CALL_KEY_ID', 'counterhand' ),
			'bad_signature' => __( 'the secrets differ: compare COUNTERHAND_CALL_SECRET', 'counterhand' ),
			'stale'         => __( 'the clocks differ by more than five minutes', 'counterhand' ),
			'unsigned'      => __( 'the signature was lost on the way: a proxy drops X-Counterhand headers', 'counterhand' ),
		);
		return $words[ $code ] ?? $error->get_error_message();
	}

	/**
	 * Whether guests may ask for a token: some security plugins close the REST API to them.
	 *
	 * @return array{name: string, outcome: string, says: string}
	 */
	private function guests(): array {
		$name   = __( 'Guests may open a chat', 'counterhand' );
		$answer = wp_remote_post(
			rest_url( 'counterhand/v1/session' ),
			array(
				'timeout'   => 5,
				'sslverify' => false,
				'headers'   => array( 'Content-Type' => 'application/json' ),
				'body'      => '{}',
			)
		);
		if ( is_wp_error( $answer ) ) {
			// A server with one process cannot call itself; that says nothing about visitors.
			return array(
				'name'    => $name,
				'outcome' => 'unknown',
				'says'    => __( 'this server cannot call itself, so this could not be tried', 'counterhand' ),
			);
		}
		$status = (int) wp_remote_retrieve_response_code( $answer );
		$is_not = in_array( $status, array( 401, 403, 404 ), true );
		/* translators: %d: HTTP status. */
		return $this->step( $name, ! $is_not, __( 'yes', 'counterhand' ), sprintf( __( 'this site answers guests with %d: a security plugin or the server closes /wp-json/counterhand/v1/session; allow it there', 'counterhand' ), $status ) );
	}

	/**
	 * One step.
	 *
	 * @param string $name  What was tried.
	 * @param bool   $is_ok Whether it worked.
	 * @param string $good  Said when it did.
	 * @param string $bad   Said when it did not.
	 * @return array{name: string, outcome: string, says: string}
	 */
	private function step( string $name, bool $is_ok, string $good, string $bad ): array {
		return array(
			'name'    => $name,
			'outcome' => $is_ok ? 'ok' : 'failed',
			'says'    => $is_ok ? $good : $bad,
		);
	}

	/**
	 * A step that an earlier failure made pointless.
	 *
	 * @param string $name What would have been tried.
	 * @return array{name: string, outcome: string, says: string}
	 */
	private function skipped( string $name ): array {
		return array(
			'name'    => $name,
			'outcome' => 'skipped',
			'says'    => __( 'not tried: something above has to be mended first', 'counterhand' ),
		);
	}
}
