<?php
/**
 * Builds the plugin.
 *
 * @package Counterhand
 */

namespace Counterhand;

/**
 * Builds what wp-admin and the REST API need, there only. What every request listens to is in Hooks.
 */
final class Plugin {

	/**
	 * On `plugins_loaded`.
	 */
	public static function start(): void {
		( new Hooks() )->register();
		add_action( 'rest_api_init', array( self::class, 'build_routes' ) );
		if ( is_admin() ) {
			self::build_admin( new Settings() );
		}
	}

	/**
	 * Routes exist only in requests to the REST API.
	 */
	public static function build_routes(): void {
		Installer::ensure();
		$settings = new Settings();
		$guard    = new Signed\Guard( Signed\Key_Ring::of( 'CALL' ), new Signed\Nonces() );
		$writes   = new Writes\Write_Store();
		$runner   = new Writes\Write_Runner( $writes, new Writes\Order_Lock() );
		$guard->register();
		( new Rest\Session_Route( $settings, Signed\Key_Ring::of( 'TOKEN' ) ) )->register_routes();
		( new Rest\Write_Routes( $guard, $runner ) )->register_routes();
		( new Rest\Lookup_Routes( $guard, $runner ) )->register_routes();
		( new Rest\Health_Route( $guard, $settings ) )->register_routes();
		( new Rest\Events_Route( $guard, new Events\Outbox() ) )->register_routes();
		( new Rest\Connection_Route( new Admin\Connection_Test( $settings ) ) )->register_routes();
		( new Rest\Edge_Limits_Route( $settings ) )->register_routes();
		( new Rest\Staff_Route( $settings, Signed\Key_Ring::of( 'TOKEN' ) ) )->register_routes();
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
