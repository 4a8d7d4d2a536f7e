<?php
/**
 * Leaves nothing: tables, options, transients, timers, our webhook, our user's cookies expire by themselves.
 *
 * Markers in orders and refunds (`_counterhand_key`) go as well. The refunds themselves are the shop's books and stay.
 *
 * @package Counterhand
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/**
 * One site of the network, or the only one.
 */
function counterhand_uninstall_site(): void {
	global $wpdb;
	$webhook_id = (int) get_option( 'counterhand_webhook_id' );
	// phpcs:disable WordPress.DB.DirectDatabaseQuery, WordPress.DB.PreparedSQL.InterpolatedNotPrepared -- once, at the end; table names are our own or WooCommerce's.
	$was_showing = $wpdb->suppress_errors( true );
	if ( $webhook_id > 0 ) {
		$wpdb->delete( "{$wpdb->prefix}wc_webhooks", array( 'webhook_id' => $webhook_id ) );
	}
	foreach ( array( 'writes', 'nonces', 'events' ) as $name ) {
		$wpdb->query( "DROP TABLE IF EXISTS {$wpdb->prefix}counterhand_$name" );
	}
	foreach ( array( $wpdb->postmeta, $wpdb->commentmeta, "{$wpdb->prefix}wc_orders_meta" ) as $table ) {
		$wpdb->delete( $table, array( 'meta_key' => '_counterhand_key' ) ); // phpcs:ignore WordPress.DB.SlowDBQuery -- once, at the end.
	}
	$wpdb->delete( "{$wpdb->prefix}actionscheduler_actions", array( 'hook' => 'counterhand_deliver' ) );
	foreach ( array( 'counterhand_%', '_transient_counterhand_%', '_transient_timeout_counterhand_%' ) as $like ) {
		foreach ( $wpdb->get_col( $wpdb->prepare( "SELECT option_name FROM $wpdb->options WHERE option_name LIKE %s", str_replace( '_', '\_', $like ) ) ) as $name ) {
			delete_option( $name );
		}
	}
	$wpdb->suppress_errors( $was_showing );
	// phpcs:enable
	foreach ( array( 'counterhand_deliver', 'counterhand_sweep', 'counterhand_repair_webhook' ) as $hook ) {
		wp_clear_scheduled_hook( $hook );
	}
}

if ( is_multisite() ) {
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $counterhand_site ) {
		switch_to_blog( $counterhand_site );
		counterhand_uninstall_site();
		restore_current_blog();
	}
} else {
	counterhand_uninstall_site();
}
