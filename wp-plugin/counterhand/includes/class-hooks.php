<?php
/**
 * What we listen to in every request.
 *
 * @package Counterhand
 */

namespace Counterhand;

/**
 * A table, so that a page of the shop loads one file for all of it. The class behind a hook is loaded and built when
 * its hook fires, once per request. What only wp-admin or the REST API needs is registered by its own class there.
 */
final class Hooks {

	/** Hook, class below this namespace, method, priority, arguments. Priority 99: after those who change it once more. */
	const ALL = array(
		array( 'init', 'Widget\Open_Button', 'register_block', 10, 0 ),
		array( 'enqueue_block_editor_assets', 'Widget\Open_Button', 'enqueue_editor', 10, 0 ),
		array( 'wp_enqueue_scripts', 'Widget\Widget', 'enqueue_by_rules', 10, 0 ),
		// Who logs in or out is somebody else from now on: the next visitor at this screen must not find the last one.
		array( 'wp_login', 'Session\Visitor', 'forget', 10, 0 ),
		array( 'wp_logout', 'Session\Visitor', 'forget', 10, 0 ),
		array( 'woocommerce_new_order', 'Events\Order_Listener', 'order_changed', 99, 1 ),
		array( 'woocommerce_update_order', 'Events\Order_Listener', 'order_changed', 99, 1 ),
		array( 'woocommerce_order_refunded', 'Events\Order_Listener', 'order_changed', 99, 1 ),
		array( 'woocommerce_trash_order', 'Events\Order_Listener', 'order_changed', 99, 1 ),
		array( 'woocommerce_untrash_order', 'Events\Order_Listener', 'order_changed', 99, 1 ),
		array( 'woocommerce_refund_deleted', 'Events\Order_Listener', 'refund_deleted', 99, 2 ),
		array( 'woocommerce_order_note_added', 'Events\Order_Listener', 'note_added', 99, 2 ),
		array( 'pre_post_update', 'Events\Content_Listener', 'remember', 10, 1 ),
		array( 'wp_trash_post', 'Events\Content_Listener', 'remember', 10, 1 ),
		array( 'before_delete_post', 'Events\Content_Listener', 'deleted', 10, 1 ),
		array( 'wp_after_insert_post', 'Events\Content_Listener', 'saved', 10, 2 ),
		array( 'woocommerce_update_product', 'Events\Content_Listener', 'product_saved', 10, 1 ),
		array( 'counterhand_deliver', 'Events\Delivery', 'deliver', 10, 0 ),
		array( 'woocommerce_webhook_hash_algorithm', 'Events\Webhook_Keeper', 'before_signing', 10, 3 ),
		array( 'woocommerce_webhook_secret', 'Events\Webhook_Keeper', 'secret', 10, 2 ),
		array( 'woocommerce_webhook_disabled_due_delivery_failures', 'Events\Webhook_Keeper', 'plan_repair', 10, 1 ),
		array( 'counterhand_repair_webhook', 'Events\Webhook_Keeper', 'repair', 10, 0 ),
		array( 'admin_init', 'Events\Webhook_Keeper', 'repair_hourly', 10, 0 ),
		array( 'wp_privacy_personal_data_exporters', 'Privacy\Personal_Data', 'add_exporter', 10, 1 ),
		array( 'wp_privacy_personal_data_erasers', 'Privacy\Personal_Data', 'add_eraser', 10, 1 ),
		array( 'admin_init', 'Privacy\Consent', 'describe_cookie', 10, 0 ),
		array( 'counterhand_sweep', 'Housekeeping', 'sweep', 10, 0 ),
		array( 'admin_init', 'Housekeeping', 'keep_scheduled', 10, 0 ),
	);

	/**
	 * Objects that were built, by class.
	 *
	 * @var array<string, object>
	 */
	private array $built = array();

	/**
	 * Hooks only.
	 */
	public function register(): void {
		foreach ( self::ALL as list( $hook, $name, $method, $priority, $count ) ) {
			$call = function ( ...$arguments ) use ( $name, $method, $count ) {
				return $this->object( $name )->$method( ...array_slice( $arguments, 0, $count ) );
			};
			add_filter( $hook, $call, $priority, max( 1, $count ) );
		}
		add_shortcode(
			'counterhand',
			function ( $attributes ) {
				return $this->object( 'Widget\Open_Button' )->shortcode( $attributes );
			}
		);
		// The WP Consent API asks whether we take part.
		add_filter( 'wp_consent_api_registered_' . plugin_basename( COUNTERHAND_FILE ), '__return_true' );
	}

	/**
	 * The object of a class, built when first asked for.
	 *
	 * @param string $name Class below this namespace.
	 */
	private function object( string $name ): object {
		if ( ! isset( $this->built[ $name ] ) ) {
			$this->built[ $name ] = $this->build( $name );
		}
		return $this->built[ $name ];
	}

	/**
	 * Builds an object. Both listeners write into one outbox, which counts what this request has written.
	 *
	 * @param string $name Class below this namespace.
	 * @throws \LogicException For a class that the table does not name.
	 */
	private function build( string $name ): object {
		switch ( $name ) {
			case 'Widget\Widget':
				return new Widget\Widget( new Settings() );
			case 'Widget\Open_Button':
				return new Widget\Open_Button( new Settings() );
			case 'Session\Visitor':
				return new Session\Visitor();
			case 'Events\Outbox':
				return new Events\Outbox();
			case 'Events\Order_Listener':
				return new Events\Order_Listener( $this->outbox() );
			case 'Events\Content_Listener':
				return new Events\Content_Listener( $this->outbox() );
			case 'Events\Delivery':
				return new Events\Delivery( $this->outbox(), new Settings() );
			case 'Events\Webhook_Keeper':
				return new Events\Webhook_Keeper( new Settings() );
			case 'Privacy\Personal_Data':
				return new Privacy\Personal_Data( new Settings() );
			case 'Privacy\Consent':
				return new Privacy\Consent();
			case 'Housekeeping':
				return new Housekeeping();
			default:
				throw new \LogicException( 'No such class in the table of hooks.' );
		}
	}

	/**
	 * The one outbox of this request.
	 */
	private function outbox(): Events\Outbox {
		$outbox = $this->object( 'Events\Outbox' );
		return $outbox instanceof Events\Outbox ? $outbox : new Events\Outbox();
	}
}
