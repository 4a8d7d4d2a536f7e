<?php
/**
 * Plugin Name: WooCommerce (stand-in for tests)
 * Description: The few classes and functions that Counterhand touches, behaving as WooCommerce 11 was seen to. Test code only.
 * Version:     11.0.1
 */

defined( 'ABSPATH' ) || exit;

define( 'WC_VERSION', '11.0.1' );

require_once __DIR__ . '/gateways.php';
require_once __DIR__ . '/items.php';
require_once __DIR__ . '/orders.php';
require_once __DIR__ . '/refunds.php';
require_once __DIR__ . '/webhooks.php';
require_once __DIR__ . '/features.php';

add_action(
	'init',
	static function () {
		foreach ( array( 'shop_order', 'shop_order_refund' ) as $type ) {
			register_post_type(
				$type,
				array(
					'label'    => $type,
					'public'   => false,
					'show_ui'  => 'shop_order' === $type,
					'supports' => array( 'title' ),
				)
			);
		}
		register_post_type(
			'product',
			array(
				'label'   => 'Products',
				'public'  => true,
				'rewrite' => array( 'slug' => 'product' ),
			)
		);
		$admin = get_role( 'administrator' );
		if ( $admin && ! $admin->has_cap( 'manage_woocommerce' ) ) {
			$admin->add_cap( 'manage_woocommerce' );
			add_role( 'customer', 'Customer', array( 'read' => true ) );
			add_role( 'shop_manager', 'Shop manager', array_fill_keys( array( 'read', 'manage_woocommerce', 'edit_posts', 'edit_others_posts', 'edit_published_posts' ), true ) );
		}
	},
	5
);
add_action(
	'plugins_loaded',
	static function () {
		do_action( 'before_woocommerce_init' );
	},
	20
);
add_action(
	'admin_menu',
	static function () {
		add_menu_page( 'WooCommerce', 'WooCommerce', 'manage_woocommerce', 'woocommerce', '__return_null', 'dashicons-cart', 55 );
	},
	9
);

function WC() {
	static $shop;
	if ( ! $shop ) {
		$shop            = new stdClass();
		$shop->countries = new class() {
			public function get_countries() {
				return array( 'US' => 'United States', 'DE' => 'Germany', 'ZA' => 'South Africa' );
			}
		};
	}
	return $shop;
}
function get_woocommerce_currency() {
	return get_option( 'woocommerce_currency', 'USD' );
}
function wc_get_price_decimals() {
	return absint( get_option( 'woocommerce_price_num_decimals', 2 ) );
}
