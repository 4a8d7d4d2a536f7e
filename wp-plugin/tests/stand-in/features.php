<?php
/** Test code only: where plugins say what they work with. */

namespace Automattic\WooCommerce\Utilities;

final class FeaturesUtil {

	public static $declared = array();

	public static function declare_compatibility( $feature, $file, $is_compatible = true ) {
		self::$declared[ $feature ][ plugin_basename( $file ) ] = $is_compatible;
		return true;
	}
}
