<?php
/**
 * Test code only: lets the tests arrange a shop and look into it. Works on WooCommerce and on its stand-in alike.
 *
 * Loaded as a must-use plugin. `POST /rig/v1/do {verb, args}` with the header `X-Rig: <RIG_KEY>`.
 */

defined( 'ABSPATH' ) || exit;

require_once __DIR__ . '/rig-measure.php';
require_once __DIR__ . '/rig-gateway.php';

add_action(
	'rest_api_init',
	static function () {
		register_rest_route(
			'rig/v1',
			'/do',
			array(
				'methods'             => 'POST',
				'permission_callback' => static fn( $request ) => defined( 'RIG_KEY' ) && hash_equals( RIG_KEY, (string) $request->get_header( 'X-Rig' ) ),
				'callback'            => static function ( $request ) {
					$verb = 'rig_' . $request['verb'];
					return array( 'value' => $verb( ...array_values( (array) $request['args'] ) ) );
				},
			)
		);
	}
);

/** Merges into the plugin's settings. */
function rig_settings( array $change ): bool {
	return update_option( 'counterhand_settings', array_merge( (array) get_option( 'counterhand_settings', array() ), $change ) );
}

/** Makes an order: `{status, lines: [[name, quantity, net, tax]], shipping, customer, gateway, paid_days, completed_days, country, meta}`. */
function rig_order( array $facts ): array {
	$facts += array(
		'status'         => 'processing',
		'lines'          => array( array( 'Kettle', 1, 45.0, 4.0 ), array( 'Mug', 2, 20.0, 1.8 ) ),
		'shipping'       => 7.5,
		'customer'       => 0,
		'gateway'        => 'rigcard',
		'paid_days'      => 2,
		'completed_days' => null,
		'country'        => 'US',
		'meta'           => array(),
	);
	$order  = wc_create_order( array( 'customer_id' => (int) $facts['customer'] ) );
	$address = array(
		'first_name' => 'Ada',
		'last_name'  => 'Archer',
		'address_1'  => '1 Main St',
		'city'       => 'Springfield',
		'state'      => 'NY',
		'postcode'   => '10001',
		'country'    => $facts['country'],
	);
	$order->set_address( $address + array( 'email' => 'ada@example.com' ), 'billing' );
	$order->set_address( $address, 'shipping' );
	$order->set_payment_method( $facts['gateway'] );
	foreach ( $facts['lines'] as list( $name, $quantity, $net, $tax ) ) {
		$item = new WC_Order_Item_Product();
		$item->set_props(
			array(
				'name'     => $name,
				'quantity' => $quantity,
				'subtotal' => $net,
				'total'    => $net,
				'taxes'    => array(
					'total'    => array( 1 => $tax ),
					'subtotal' => array( 1 => $tax ),
				),
			)
		);
		$order->add_item( $item );
	}
	if ( $facts['shipping'] > 0 ) {
		$item = new WC_Order_Item_Shipping();
		$item->set_props(
			array(
				'method_title' => 'Flat rate',
				'method_id'    => 'flat_rate',
				'total'        => $facts['shipping'],
			)
		);
		$order->add_item( $item );
	}
	$order->update_taxes();
	$order->calculate_totals( false );
	foreach ( $facts['meta'] as $name => $value ) {
		$order->update_meta_data( $name, $value );
	}
	if ( null !== $facts['paid_days'] ) {
		$order->set_date_paid( time() - (int) ( $facts['paid_days'] * DAY_IN_SECONDS ) );
	}
	$order->set_status( $facts['status'] );
	if ( null !== $facts['completed_days'] ) {
		$order->set_date_completed( time() - (int) ( $facts['completed_days'] * DAY_IN_SECONDS ) );
	}
	$order->save();
	return rig_order_state( $order->get_id() );
}

/** Makes many orders in one call: `{name: [how many, facts]}`. */
function rig_orders( array $wanted ): array {
	$made = array();
	foreach ( $wanted as $name => list( $count, $facts ) ) {
		for ( $each = 0; $each < $count; $each++ ) {
			$made[ $name ][] = rig_order( (array) $facts );
		}
	}
	return $made;
}

/** What an order looks like now. */
function rig_order_state( int $id ): ?array {
	$order = wc_get_order( $id );
	if ( ! $order instanceof WC_Order ) {
		return null;
	}
	$lines = array();
	foreach ( $order->get_items() as $line_id => $item ) {
		$lines[] = array(
			'id'       => (string) $line_id,
			'quantity' => $item->get_quantity(),
			'total'    => round( (float) $item->get_total() + (float) $item->get_total_tax(), 4 ),
		);
	}
	$refunds = array();
	foreach ( $order->get_refunds() as $refund ) {
		$refunds[] = array(
			'id'     => (string) $refund->get_id(),
			'amount' => (float) $refund->get_amount(),
			'key'    => (string) $refund->get_meta( '_counterhand_key' ),
			'paid'   => (bool) $refund->get_refunded_payment(),
			'reason' => (string) $refund->get_reason(),
		);
	}
	$notes = array_map( static fn( $note ) => $note->content, wc_get_order_notes( array( 'order_id' => $id ) ) );
	return array(
		'id'       => (string) $order->get_id(),
		'number'   => (string) $order->get_order_number(),
		'status'   => $order->get_status(),
		'total'    => (float) $order->get_total(),
		'refunded' => (float) $order->get_total_refunded(),
		'lines'    => $lines,
		'refunds'  => $refunds,
		'notes'    => $notes,
		'shipping' => array( $order->get_shipping_first_name(), $order->get_shipping_address_1(), $order->get_shipping_city(), $order->get_shipping_country() ),
	);
}

/** Calls a function of WordPress or WooCommerce by name. */
function rig_call( string $name, ...$arguments ) {
	$value = $name( ...$arguments );
	return is_wp_error( $value ) ? array( 'error' => $value->get_error_code() ) : $value;
}

/** Runs SQL; `{p}` is the table prefix. */
function rig_sql( string $sql ) {
	global $wpdb;
	$sql = str_replace( '{p}', $wpdb->prefix, $sql );
	return preg_match( '/\A\s*(select|show)/i', $sql ) ? $wpdb->get_results( $sql, ARRAY_A ) : $wpdb->query( $sql );
}

/** Makes a user and signs the caller in as them: the cookies go out with this answer. */
function rig_user( string $login, string $role ): int {
	$user = get_user_by( 'login', $login );
	$id   = $user ? $user->ID : wp_insert_user(
		array(
			'user_login'   => $login,
			'user_pass'    => 'pass-' . $login,
			'user_email'   => "$login@example.com",
			'display_name' => ucfirst( $login ),
			'role'         => $role,
		)
	);
	wp_set_auth_cookie( $id );
	return $id;
}

/** What the personal-data tools do. */
function rig_privacy( string $kind, string $email ) {
	$tools = apply_filters( "wp_privacy_personal_data_$kind", array() );
	$done  = call_user_func( $tools['counterhand']['callback'], $email );
	return is_wp_error( $done ) ? array( 'error' => $done->get_error_code(), 'message' => $done->get_error_message() ) : $done;
}

/** Runs a filter or an action. */
function rig_fire( string $hook, ...$arguments ) {
	do_action( $hook, ...$arguments );
	return true;
}

/** What is in the gateway's own books. */
function rig_ledger(): array {
	$file = rig_ledger_file();
	return is_file( $file ) ? array_map( static fn( $line ) => json_decode( $line, true ), file( $file, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES ) ) : array();
}

/** Activates a plugin as an administrator would; what it printed or what went wrong. */
function rig_activate( string $plugin ): string {
	require_once ABSPATH . 'wp-admin/includes/plugin.php';
	$was = get_current_user_id();
	wp_set_current_user( 1 );
	$done = activate_plugin( $plugin );
	wp_set_current_user( $was );
	return is_wp_error( $done ) ? $done->get_error_message() . ' ' . print_r( $done->get_error_data(), true ) : '';
}

/** Deactivates a plugin. */
function rig_deactivate( string $plugin ): bool {
	require_once ABSPATH . 'wp-admin/includes/plugin.php';
	deactivate_plugins( $plugin );
	return true;
}

add_filter( 'counterhand_lease_seconds', static fn( $seconds ) => (int) get_option( 'rig_lease', $seconds ) );

/** How often the gateway was asked, by what it then did. */
function rig_modes(): array {
	$file = rig_ledger_file() . '.modes';
	return is_file( $file ) ? array_count_values( file( $file, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES ) ) : array();
}

// Mail has nowhere to go here.
add_filter( 'pre_wp_mail', '__return_true' );

// A read-only options table, as far as our settings can tell.
add_filter(
	'query',
	static function ( $sql ) {
		if ( ! preg_match( '/\A\s*(UPDATE|INSERT)\b.*counterhand_settings/s', $sql ) || ! get_option( 'rig_read_only' ) ) {
			return $sql;
		}
		return "UPDATE {$GLOBALS['wpdb']->options} SET option_id = option_id WHERE 1 = 0";
	}
);

/** Address of an order's screen. */
function rig_edit_url( int $id ): string {
	return html_entity_decode( wc_get_order( $id )->get_edit_order_url() );
}

/** What a filter of wp-admin makes of a value. */
function rig_filter( string $hook, $value ) {
	require_once ABSPATH . 'wp-admin/includes/admin.php';
	( new Counterhand\Admin\Site_Health( new Counterhand\Settings(), new Counterhand\Events\Outbox() ) )->register();
	return apply_filters( $hook, $value );
}

/** What wp-admin would complain about. */
function rig_troubles(): array {
	return ( new Counterhand\Admin\Notices( new Counterhand\Settings() ) )->troubles();
}

/** Deactivates and uninstalls, leaving the files. */
function rig_uninstall(): bool {
	require_once ABSPATH . 'wp-admin/includes/plugin.php';
	deactivate_plugins( 'counterhand/counterhand.php' );
	uninstall_plugin( 'counterhand/counterhand.php' );
	return true;
}

/** Our timers that are still set. */
function rig_scheduled(): array {
	$found = array();
	foreach ( (array) _get_cron_array() as $hooks ) {
		$found = array_merge( $found, array_filter( array_keys( (array) $hooks ), static fn( $hook ) => 0 === strpos( $hook, 'counterhand' ) ) );
	}
	return array_values( $found );
}

// As a security plugin does that closes the REST API to guests.
add_filter(
	'rest_authentication_errors',
	static function ( $verdict ) {
		$is_ours = isset( $_SERVER['HTTP_X_RIG'] );
		return ! $is_ours && get_option( 'rig_closed' ) && ! is_user_logged_in() ? new WP_Error( 'rest_not_logged_in', 'Closed.', array( 'status' => 401 ) ) : $verdict;
	}
);

/** The steps of "Test connection". */
function rig_steps(): array {
	return ( new Counterhand\Admin\Connection_Test( new Counterhand\Settings() ) )->run();
}

/** Many orders as they look now. */
function rig_order_states( array $ids ): array {
	return array_map( 'rig_order_state', $ids );
}

// One of our tables as if it were not there, or could not be written.
add_filter(
	'query',
	static function ( $sql ) {
		// `SHOW TABLES LIKE` escapes the underscores.
		if ( ! preg_match( '/counterhand\\\\*_(nonces|writes|events)/', $sql, $found ) || get_option( 'rig_broken' ) !== $found[1] ) {
			return $sql;
		}
		return str_replace( $found[0], $found[0] . '_gone', $sql );
	}
);

/** Our webhook: what it shows as its secret before and after it signs, and the signature. */
function rig_webhook( string $payload ): array {
	wp_set_current_user( 1 );
	do_action( 'counterhand_repair_webhook' );
	$webhook = Counterhand\Events\Webhook_Keeper::find();
	$webhook->set_status( 'disabled' );
	$webhook->save();
	do_action( 'counterhand_repair_webhook' );
	$webhook = Counterhand\Events\Webhook_Keeper::find();
	return array( $webhook->get_status(), $webhook->get_secret(), $webhook->generate_signature( $payload ), $webhook->get_secret() );
}

/** What the shop's rules say about pages: `[rules, path, kinds of page it is]` each. */
function rig_placement( array $table ): array {
	return array_map(
		static fn( $row ) => Counterhand\Widget\Placement::shows( $row[0], $row[1], static fn( $kind ) => in_array( $kind, $row[2], true ) ),
		$table
	);
}

/** As a page cache of the worst kind: one copy of a page for everybody, signed in or not, whoever came first. */
function rig_cache_pages(): void {
	// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- test code.
	$uri = (string) ( $_SERVER['REQUEST_URI'] ?? '' );
	if ( ! get_option( 'rig_cache' ) || 'GET' !== ( $_SERVER['REQUEST_METHOD'] ?? '' ) || preg_match( '#wp-(login|admin|json|cron)|rest_route#', $uri ) ) {
		return;
	}
	$file = WP_CONTENT_DIR . '/uploads/rig-cache-' . md5( $uri ) . '.html';
	if ( is_file( $file ) ) {
		header( 'Content-Type: text/html; charset=UTF-8' );
		header( 'X-Rig-Cache: hit' );
		readfile( $file );
		exit;
	}
	ob_start(
		static function ( $page ) use ( $file ) {
			file_put_contents( $file, $page );
			return $page;
		}
	);
}
rig_cache_pages();
