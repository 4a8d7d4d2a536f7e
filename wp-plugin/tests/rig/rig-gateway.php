<?php
/**
 * Test code only: a gateway that can decline, throw, dawdle and die, and keeps its own books beside WooCommerce's.
 */

/** One JSON line per refund that really moved money. Written before a crash can happen. */
function rig_ledger_file(): string {
	return WP_CONTENT_DIR . '/uploads/rig-ledger.jsonl';
}

/** `{mode, seconds}`: what the gateway does next. Lines of a file, one per call, win over the option. */
function rig_gateway( array $behaviour ): bool {
	update_option( 'rig_gateway', $behaviour );
	return true;
}

add_action(
	'plugins_loaded',
	static function () {
		if ( ! class_exists( 'WC_Payment_Gateway' ) ) {
			return;
		}
		require_once __DIR__ . '/class-rig-gateway.php';
		add_filter(
			'woocommerce_payment_gateways',
			static function ( $list ) {
				$list[] = 'Rig_Gateway';
				$list[] = 'Rig_Cash';
				return $list;
			}
		);
	},
	20
);

// As the plugin of a gateway that can look up what became of a refund.
add_filter(
	'counterhand_refund_evidence',
	static function ( $verdict, $order, $facts ) {
		if ( ! get_option( 'rig_evidence' ) ) {
			return $verdict;
		}
		foreach ( rig_ledger() as $entry ) {
			if ( (string) $order->get_id() === $entry['order'] && abs( $entry['amount'] - (float) $facts['amount'] ) < 0.00005 ) {
				return 'paid';
			}
		}
		return 'not_paid';
	},
	10,
	3
);
add_filter( 'counterhand_believe_not_paid_after', static fn( $seconds ) => (int) get_option( 'rig_believe_after', $seconds ) );
