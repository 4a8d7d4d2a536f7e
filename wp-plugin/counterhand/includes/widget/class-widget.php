<?php
/**
 * Puts the widget's loader on a page.
 *
 * @package Counterhand
 */

namespace Counterhand\Widget;

use Counterhand\Settings;

/**
 * One deferred script tag with static configuration: the same bytes for every visitor, so that a page may be cached.
 */
final class Widget {

	const HANDLE = 'counterhand-loader';

	private Settings $settings;

	/**
	 * Nothing is read yet.
	 *
	 * @param Settings $settings The shop's settings.
	 */
	public function __construct( Settings $settings ) {
		$this->settings = $settings;
	}

	/**
	 * On pages that the shop's rules name.
	 */
	public function enqueue_by_rules(): void {
		$rules = array(
			'mode' => (string) $this->settings->get( 'placement' ),
			'show' => (string) $this->settings->get( 'placement_show' ),
			'hide' => (string) $this->settings->get( 'placement_hide' ),
		);
		if ( 'off' !== $rules['mode'] && Placement::shows( $rules, self::path(), array( self::class, 'is_kind' ) ) ) {
			$this->enqueue();
		}
	}

	/**
	 * Where a shortcode or a block asks for it, also after the head was printed.
	 */
	public function enqueue(): void {
		if ( '' === $this->settings->edge() ) {
			return;
		}
		add_filter( 'script_loader_tag', array( $this, 'add_configuration' ), 10, 2 );
		$source = $this->settings->get( 'require_consent' ) ? plugins_url( 'assets/consent.js', COUNTERHAND_FILE ) : $this->settings->edge() . '/widget/loader.js';
		wp_enqueue_script(
			self::HANDLE,
			$source,
			array(),
			// The edge sends its own cache headers; a version here would split them.
			$this->settings->get( 'require_consent' ) ? COUNTERHAND_VERSION : null, // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion -- see above.
			array(
				'strategy'  => 'defer',
				'in_footer' => true,
			)
		);
	}

	/**
	 * Adds the configuration, and what to show when the loader itself cannot be fetched.
	 *
	 * @param string $tag    The script tag.
	 * @param string $handle Whose.
	 */
	public function add_configuration( $tag, $handle ): string {
		if ( self::HANDLE !== $handle ) {
			return (string) $tag;
		}
		// Every character that could end the attribute leaves JSON as \uXXXX.
		$config     = wp_json_encode( $this->configuration(), JSON_HEX_TAG | JSON_HEX_APOS | JSON_HEX_AMP | JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE );
		$fallback   = esc_js( plugins_url( 'assets/unreachable.js', COUNTERHAND_FILE ) );
		$on_error   = "var s=document.createElement('script');s.src='$fallback';s.dataset.config=this.dataset.config;document.head.append(s)";
		$attributes = sprintf( " data-config='%s' onerror=\"%s\"", $config, esc_attr( $on_error ) );
		if ( $this->settings->get( 'require_consent' ) ) {
			$attributes .= sprintf( ' data-loader="%s"', esc_url( $this->settings->edge() . '/widget/loader.js' ) );
		}
		return str_replace( '<script ', '<script' . $attributes . ' ', (string) $tag );
	}

	/**
	 * The widget's configuration: what is absent is the widget's own default.
	 *
	 * @return array<string, mixed>
	 */
	public function configuration(): array {
		$settings = $this->settings->all();
		$contact  = array_filter(
			array(
				'email' => $settings['contact_email'],
				'phone' => $settings['contact_phone'],
				'url'   => $settings['contact_url'],
				'hours' => str_replace( "\n", ', ', $settings['opening_hours'] ),
			)
		);
		$config   = array(
			'edge'     => $this->settings->edge(),
			'tokenUrl' => rest_url( 'counterhand/v1/session' ),
			'shopName' => wp_specialchars_decode( get_bloginfo( 'name' ), ENT_QUOTES ),
			'locale'   => str_replace( '_', '-', get_locale() ),
			'position' => $settings['position'],
		);
		$optional = array(
			'accent'   => '' !== $settings['accent'] ? $settings['accent'] : $settings['theme_accent'],
			'greeting' => $settings['greeting'],
			'contact'  => $contact,
		);
		return $config + array_filter( $optional ) + ( $settings['enable_streaming'] ? array() : array( 'streaming' => false ) );
	}

	/**
	 * Path below the home URL with its query, as requested.
	 */
	private static function path(): string {
		// phpcs:ignore WordPress.Security.ValidatedSanitizedInput -- compared with patterns only, never printed.
		$uri  = isset( $_SERVER['REQUEST_URI'] ) ? (string) wp_unslash( $_SERVER['REQUEST_URI'] ) : '/';
		$home = rtrim( (string) wp_parse_url( home_url(), PHP_URL_PATH ), '/' );
		return '' !== $home && 0 === strpos( $uri, $home ) ? '/' . ltrim( substr( $uri, strlen( $home ) ), '/' ) : $uri;
	}

	/**
	 * Whether this page is of a kind that a rule may name.
	 *
	 * @param string $kind One of Placement::KINDS.
	 */
	public static function is_kind( string $kind ): bool {
		$tags = array(
			'@front'    => 'is_front_page',
			'@shop'     => 'is_shop',
			'@product'  => 'is_product',
			'@cart'     => 'is_cart',
			'@checkout' => 'is_checkout',
			'@account'  => 'is_account_page',
			'@post'     => 'is_single',
			'@page'     => 'is_page',
		);
		// WooCommerce's tags are missing where it is not active: then the page is not of that kind.
		return isset( $tags[ $kind ] ) && function_exists( $tags[ $kind ] ) && (bool) call_user_func( $tags[ $kind ] );
	}
}
