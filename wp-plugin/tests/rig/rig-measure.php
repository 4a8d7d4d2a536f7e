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

/**
 * Times our own code in this request: its main file, its start, and every callback of ours that fires. The difference of
 * two whole pages drowns in the noise of a busy machine; this does not.
 */
function rig_time_own(): void {
	$GLOBALS['rig_own'] = 0.0;
	$timed              = static function ( callable $call ) {
		return static function ( ...$arguments ) use ( $call ) {
			$start                = hrtime( true );
			$value                = $call( ...$arguments );
			$GLOBALS['rig_own'] += ( hrtime( true ) - $start ) / 1e6;
			return $value;
		};
	};
	add_action(
		'muplugins_loaded',
		static function () use ( $timed ) {
			$file = WP_PLUGIN_DIR . '/counterhand/counterhand.php';
			if ( in_array( 'counterhand/counterhand.php', (array) get_option( 'active_plugins' ), true ) ) {
				$timed( static fn() => require_once $file )();
			}
		}
	);
	add_action(
		'plugins_loaded',
		static function () use ( $timed ) {
			if ( ! remove_action( 'plugins_loaded', array( 'Counterhand\Plugin', 'start' ) ) ) {
				return;
			}
			$timed( array( 'Counterhand\Plugin', 'start' ) )();
			foreach ( $GLOBALS['wp_filter'] as $hook ) {
				foreach ( $hook->callbacks as $priority => $callbacks ) {
					foreach ( $callbacks as $id => $callback ) {
						$is_ours = $callback['function'] instanceof Closure && ( new ReflectionFunction( $callback['function'] ) )->getClosureThis() instanceof Counterhand\Hooks;
						if ( $is_ours ) {
							$hook->callbacks[ $priority ][ $id ]['function'] = $timed( $callback['function'] );
						}
					}
				}
			}
		},
		1
	);
}

if ( isset( $_SERVER['HTTP_X_RIG_MEASURE'] ) ) {
	rig_time_own();
	$GLOBALS['rig_started'] = rig_clock();
	add_action(
		'shutdown',
		static function () {
			if ( ! defined( 'REST_REQUEST' ) ) {
				printf( '<!--rig %s-->', wp_json_encode( array( 'queries' => get_num_queries(), 'own' => $GLOBALS['rig_own'], 'ms' => rig_clock() - $GLOBALS['rig_started'] ) ) );
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
