<?php
/**
 * Keeps WooCommerce's own webhook alive.
 *
 * @package Counterhand
 */

namespace Counterhand\Events;

use Counterhand\Settings;
use Counterhand\Shop;
use Counterhand\Signed\Key_Ring;

/**
 * A second path beside our outbox. WooCommerce never retries a delivery and disables a webhook after failures in a row.
 */
final class Webhook_Keeper {

	const ID_OPTION = 'counterhand_webhook_id';
	const CHECKED   = 'counterhand_webhook_checked';
	const REPAIR    = 'counterhand_repair_webhook';
	const PATH      = '/webhooks/order_updated';
	/** What the database holds instead of the secret. */
	const STAND_IN = 'kept in wp-config.php';

	private Settings $settings;

	/** Whether WooCommerce's very next question for a secret is for a signature. */
	private bool $is_signing = false;

	/**
	 * Nothing is read yet.
	 *
	 * @param Settings $settings The shop's settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * WooCommerce is about to sign a delivery: it asks for the algorithm, and next for the secret.
	 *
	 * @param mixed $algorithm Left as it is.
	 * @param mixed $payload   What is signed.
	 * @param mixed $hook_id   Webhook.
	 * @return mixed
	 */
	public function before_signing( $algorithm, $payload, $hook_id ) {
		$this->is_signing = (int) get_option( self::ID_OPTION ) === (int) $hook_id;
		return $algorithm;
	}

	/**
	 * Gives out the secret of wp-config.php for that one signature. Asked at any other time, as when the webhook is
	 * stored or shown, WooCommerce gets what the database holds.
	 *
	 * @param mixed $stored  From the database.
	 * @param mixed $hook_id Webhook.
	 * @return mixed
	 */
	public function secret( $stored, $hook_id ) {
		$secret           = $this->is_signing && (int) get_option( self::ID_OPTION ) === (int) $hook_id ? Key_Ring::setting( 'COUNTERHAND_WEBHOOK_SECRET' ) : '';
		$this->is_signing = false;
		return '' === $secret ? $stored : $secret;
	}

	/**
	 * WooCommerce gave up on our webhook. Ten minutes give the other side time to come back.
	 *
	 * @param mixed $hook_id Webhook.
	 */
	public function plan_repair( $hook_id ): void {
		if ( (int) get_option( self::ID_OPTION ) === (int) $hook_id && ! wp_next_scheduled( self::REPAIR ) ) {
			wp_schedule_single_event( time() + 600, self::REPAIR );
		}
	}

	/**
	 * When somebody is in wp-admin anyway.
	 */
	public function repair_hourly(): void {
		if ( Shop::is_open() && current_user_can( 'manage_woocommerce' ) && ! get_transient( self::CHECKED ) ) {
			set_transient( self::CHECKED, 1, HOUR_IN_SECONDS );
			$this->repair();
		}
	}

	/**
	 * Makes the webhook, or puts it right. Does nothing while the edge or the secret is not set.
	 */
	public function repair(): void {
		if ( ! class_exists( 'WC_Webhook' ) || '' === $this->settings->edge() || '' === Key_Ring::setting( 'COUNTERHAND_WEBHOOK_SECRET' ) ) {
			return;
		}
		$webhook = self::find() ?? new \WC_Webhook();
		$url     = $this->settings->edge() . self::PATH;
		if ( $webhook->get_id() && 'active' === $webhook->get_status() && $webhook->get_delivery_url() === $url ) {
			return;
		}
		$webhook->set_name( 'Counterhand' );
		$webhook->set_topic( 'order.updated' );
		$webhook->set_delivery_url( $url );
		$webhook->set_api_version( 'wp_api_v3' );
		$webhook->set_secret( self::STAND_IN );
		$webhook->set_status( 'active' );
		$webhook->set_failure_count( 0 );
		if ( ! $webhook->get_user_id( 'edit' ) || ! user_can( $webhook->get_user_id( 'edit' ), 'manage_woocommerce' ) ) {
			$webhook->set_user_id( self::owner() );
		}
		$webhook->save();
		update_option( self::ID_OPTION, $webhook->get_id(), false );
	}

	/**
	 * Our webhook, or null.
	 */
	public static function find(): ?\WC_Webhook {
		$id      = (int) get_option( self::ID_OPTION );
		$webhook = $id > 0 && function_exists( 'wc_get_webhook' ) ? wc_get_webhook( $id ) : null;
		return $webhook instanceof \WC_Webhook && $webhook->get_id() ? $webhook : null;
	}

	/**
	 * Whose eyes the payload is read with: somebody who may see orders.
	 */
	private static function owner(): int {
		if ( current_user_can( 'manage_woocommerce' ) ) {
			return get_current_user_id();
		}
		$admins = get_users(
			array(
				'role'   => 'administrator',
				'number' => 1,
				'fields' => 'ID',
			)
		);
		return (int) ( $admins[0] ?? 0 );
	}
}
