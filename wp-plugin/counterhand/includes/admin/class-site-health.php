<?php
/**
 * Tools → Site Health.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

use Counterhand\Events\Delivery;
use Counterhand\Events\Outbox;
use Counterhand\Events\Webhook_Keeper;
use Counterhand\Installer;
use Counterhand\Settings;
use Counterhand\Shop;
use Counterhand\Signed\Key_Ring;

/**
 * One test with its reasons, and a section of facts. No secret is in either.
 */
final class Site_Health {

	private Settings $settings;

	private Outbox $outbox;

	/**
	 * Nothing is read yet.
	 *
	 * @param Settings $settings The shop's settings.
	 * @param Outbox   $outbox   What happened.
	 */
	public function __construct( Settings $settings, Outbox $outbox ) {
		$this->settings = $settings;
		$this->outbox   = $outbox;
	}

	/**
	 * Hooks only.
	 */
	public function register(): void {
		add_filter( 'site_status_tests', array( $this, 'add_test' ) );
		add_filter( 'debug_information', array( $this, 'add_facts' ) );
	}

	/**
	 * To WordPress's list.
	 *
	 * @param array<string, array<string, mixed>> $tests The list.
	 * @return array<string, array<string, mixed>>
	 */
	public function add_test( $tests ): array {
		$tests['direct']['counterhand'] = array(
			'label' => __( 'Counterhand', 'counterhand' ),
			'test'  => array( $this, 'test' ),
		);
		return $tests;
	}

	/**
	 * Good, or what is wrong.
	 *
	 * @return array<string, mixed>
	 */
	public function test(): array {
		$wrong = array_merge( ( new Notices( $this->settings ) )->troubles(), $this->delivery_troubles() );
		$lines = array_map( static fn( $each ) => '<li>' . esc_html( $each ) . '</li>', $wrong );
		return array(
			'label'       => array() === $wrong ? __( 'Counterhand is connected and up to date', 'counterhand' ) : __( 'Counterhand needs attention', 'counterhand' ),
			'status'      => array() === $wrong ? 'good' : 'recommended',
			'badge'       => array(
				'label' => 'Counterhand',
				'color' => 'blue',
			),
			'description' => array() === $wrong ? '<p>' . esc_html__( 'Events reach the edge, and its calls are answered.', 'counterhand' ) . '</p>' : '<ul>' . implode( '', $lines ) . '</ul>',
			'actions'     => sprintf( '<a href="%s">%s</a>', esc_url( Settings_Page::url() ), esc_html__( 'Settings', 'counterhand' ) ),
			'test'        => 'counterhand',
		);
	}

	/**
	 * To WordPress's facts.
	 *
	 * @param array<string, array<string, mixed>> $facts The list.
	 * @return array<string, array<string, mixed>>
	 */
	public function add_facts( $facts ): array {
		$state   = Delivery::state();
		$webhook = Webhook_Keeper::find();
		$rows    = array(
			'version'   => array( __( 'Version', 'counterhand' ), COUNTERHAND_VERSION ),
			'tables'    => array( __( 'Tables', 'counterhand' ), Installer::has_tables() ? 'ok' : 'missing' ),
			'events'    => array( __( 'Newest event', 'counterhand' ), (string) $this->outbox->last_seq() ),
			'delivered' => array( __( 'Delivered up to', 'counterhand' ), (string) $state['acked'] ),
			'failures'  => array( __( 'Failed deliveries in a row', 'counterhand' ), trim( $state['failures'] . ' ' . $state['error'] ) ),
			'webhook'   => array( __( 'WooCommerce webhook', 'counterhand' ), null === $webhook ? 'none' : $webhook->get_status() ),
		);
		foreach ( Key_Ring::KINDS as $kind ) {
			$rows[ strtolower( $kind ) ] = array( "COUNTERHAND_{$kind}_SECRET", Key_Ring::state( $kind ) );
		}
		$facts['counterhand'] = array(
			'label'  => 'Counterhand',
			'fields' => array_map(
				static fn( $row ) => array(
					'label' => $row[0],
					'value' => $row[1],
				),
				$rows
			),
		);
		return $facts;
	}

	/**
	 * Events that do not arrive, and a webhook that is off.
	 *
	 * @return string[]
	 */
	private function delivery_troubles(): array {
		$state    = Delivery::state();
		$troubles = array();
		if ( $state['failures'] > 2 ) {
			/* translators: 1: number of failures, 2: reason. */
			$troubles[] = sprintf( __( '%1$d deliveries in a row have failed (%2$s). They are tried again by themselves.', 'counterhand' ), $state['failures'], $state['error'] );
		}
		$webhook = Webhook_Keeper::find();
		if ( Shop::is_open() && '' !== $this->settings->edge() && ( null === $webhook || 'active' !== $webhook->get_status() ) ) {
			$troubles[] = '' === Key_Ring::setting( 'COUNTERHAND_WEBHOOK_SECRET' )
				? __( 'COUNTERHAND_WEBHOOK_SECRET is not set, so WooCommerce’s own webhook is off. Our outbox works without it.', 'counterhand' )
				: __( 'WooCommerce’s webhook is off. It is repaired within the hour.', 'counterhand' );
		}
		return $troubles;
	}
}
