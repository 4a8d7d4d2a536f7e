<?php
/**
 * Plugin Name:       Counterhand
 * Plugin URI:        https://wordpress.org/plugins/counterhand/
 * Description:       A support agent for WooCommerce shops. This plugin signs, forwards and guards; the thinking is elsewhere.
 * Version:           0.1.0
 * Requires at least: 6.5
 * Requires PHP:      7.4
 * Author:            Counterhand
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       counterhand
 * Domain Path:       /languages
 * WC requires at least: 8.0
 * WC tested up to:   11.0
 *
 * @package Counterhand
 */

defined( 'ABSPATH' ) || exit;

define( 'COUNTERHAND_VERSION', '0.1.0' );
define( 'COUNTERHAND_FILE', __FILE__ );

require_once __DIR__ . '/includes/class-autoload.php';

spl_autoload_register( array( 'Counterhand\Autoload', 'load' ) );
register_activation_hook( __FILE__, array( 'Counterhand\Installer', 'activate' ) );
register_deactivation_hook( __FILE__, array( 'Counterhand\Installer', 'deactivate' ) );
add_action( 'before_woocommerce_init', array( 'Counterhand\Shop', 'declare_features' ) );
add_action( 'plugins_loaded', array( 'Counterhand\Plugin', 'start' ) );
