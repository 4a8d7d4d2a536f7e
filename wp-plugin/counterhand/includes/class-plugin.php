<?php
/**
 * Builds the plugin.
 *
 * @package Counterhand
 */

namespace Counterhand;

/**
 * The only place that says `new`. Classes for wp-admin are built in wp-admin only, so that a page of the shop loads
 * the placement rule and nothing else.
 */
final class Plugin {

	/**
	 * On `plugins_loaded`.
	 */
	public static function start(): void {
		$settings = new Settings();
		( new Widget\Widget( $settings ) )->register();
		( new Widget\Open_Button( $settings ) )->register();
		( new Session\Visitor() )->register();
		( new Privacy\Consent() )->register();
		add_action(
			'rest_api_init',
			static function () use ( $settings ) {
				self::build_routes( $settings );
			}
		);
		self::build_events( $settings );
		if ( is_admin() ) {
			self::build_admin( $settings );
		}
	}

	/**
	 * Routes exist only in requests to the REST API.
	 *
	 * @param Settings $settings The shop's settings.
	 */
	private static function build_routes( Settings $settings ): void {
		Installer::ensure();
		$guard  = new Signed\Guard( Signed\Key_Ring::of( 'CALL' ), new Signed\Nonces() );
		$writes = new Writes\Write_Store();
		$runner = new Writes\Write_Runner( $writes, new Writes\Order_Lock() );
		$guard->register();
		( new Rest\Session_Route( $settings, Signed\Key_Ring::of( 'TOKEN' ) ) )->register_routes();
		( new Rest\Write_Routes( $guard, $runner ) )->register_routes();
		( new Rest\Lookup_Routes( $guard, $runner ) )->register_routes();
		( new Rest\Health_Route( $guard, $settings ) )->register_routes();
		( new Rest\Events_Route( $guard, new Events\Outbox() ) )->register_routes();
		( new Rest\Connection_Route( new Admin\Connection_Test( $settings ) ) )->register_routes();
		( new Rest\Staff_Route( $settings, Signed\Key_Ring::of( 'TOKEN' ) ) )->register_routes();
	}

	/**
	 * Listeners are cheap: a callback each, and nothing loaded until something changes.
	 *
	 * @param Settings $settings The shop's settings.
	 */
	private static function build_events( Settings $settings ): void {
		$outbox = new Events\Outbox();
		( new Events\Order_Listener( $outbox ) )->register();
		( new Events\Content_Listener( $outbox ) )->register();
		( new Events\Delivery( $outbox, $settings ) )->register();
		( new Events\Webhook_Keeper( $settings ) )->register();
		( new Privacy\Personal_Data( $settings ) )->register();
		( new Housekeeping() )->register();
	}

	/**
	 * Everything that only wp-admin shows.
	 *
	 * @param Settings $settings The shop's settings.
	 */
	private static function build_admin( Settings $settings ): void {
		( new Admin\Settings_Page( $settings ) )->register();
		( new Admin\Console_Page( $settings ) )->register();
		( new Admin\Order_Box( $settings, new Writes\Write_Store() ) )->register();
		( new Admin\Settle_Action( new Writes\Write_Store() ) )->register();
		( new Admin\Notices( $settings ) )->register();
		( new Admin\Site_Health( $settings, new Events\Outbox() ) )->register();
		( new Privacy\Policy_Text() )->register();
	}
}
