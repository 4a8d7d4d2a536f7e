<?php
/**
 * Test code only: what a request cost. With the header `X-Rig-Measure` a page ends in a comment with its queries and
 * its CPU time; with `X-Rig-Without` the request runs as if Counterhand were not active.
 */

if ( isset( $_SERVER['HTTP_X_RIG_WITHOUT'] ) ) {
	add_filter( 'option_active_plugins', static fn( $list ) => array_values( array_diff( (array) $list, array( 'counterhand/counterhand.php' ) ) ) );
}

/** Milliseconds of CPU where the system counts them, else of the clock. */
function rig_clock(): float {
	$usage = function_exists( 'getrusage' ) ? getrusage() : false;
	return $usage ? ( $usage['ru_utime.tv_sec'] + $usage['ru_stime.tv_sec'] ) * 1000 + ( $usage['ru_utime.tv_usec'] + $usage['ru_stime.tv_usec'] ) / 1000 : microtime( true ) * 1000;
}

if ( isset( $_SERVER['HTTP_X_RIG_MEASURE'] ) ) {
	$GLOBALS['rig_started'] = rig_clock();
	add_action(
		'shutdown',
		static function () {
			if ( ! defined( 'REST_REQUEST' ) ) {
				printf( '<!--rig %s-->', wp_json_encode( array( 'queries' => get_num_queries(), 'ms' => rig_clock() - $GLOBALS['rig_started'] ) ) );
			}
		},
		0
	);
	add_filter(
		'rest_request_before_callbacks',
		static function ( $response ) {
			$GLOBALS['rig_route']   = rig_clock();
			$GLOBALS['rig_queries'] = get_num_queries();
			return $response;
		},
		1
	);
	add_filter(
		'rest_post_dispatch',
		static function ( $response ) {
			$response->header( 'X-Rig-Ms', (string) ( rig_clock() - $GLOBALS['rig_route'] ) );
			$response->header( 'X-Rig-Queries', (string) ( get_num_queries() - $GLOBALS['rig_queries'] ) );
			return $response;
		}
	);
}
