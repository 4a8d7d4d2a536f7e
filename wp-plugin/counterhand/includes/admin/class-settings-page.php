<?php
/**
 * WooCommerce → Counterhand.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

use Counterhand\Capability;
use Counterhand\Settings;
use Counterhand\Shop;
use Counterhand\Widget\Theme_Accent;

/**
 * WordPress's own Settings API, nonce and look. Secrets are neither asked for nor shown here.
 */
final class Settings_Page {

	const SLUG = 'counterhand';

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
	 * Hooks only.
	 */
	public function register(): void {
		add_action( 'admin_menu', array( $this, 'add_page' ), 60 );
		add_action( 'admin_init', array( $this, 'register_settings' ) );
		add_action( 'admin_enqueue_scripts', array( $this, 'enqueue' ) );
		add_action( 'switch_theme', array( $this, 'refresh_accent' ) );
		add_filter( 'option_page_capability_counterhand', array( Capability::class, 'needed' ) );
		add_filter( 'wp_redirect', array( $this, 'own_up_to_failure' ) );
		add_filter( 'plugin_action_links_' . plugin_basename( COUNTERHAND_FILE ), array( $this, 'add_link' ) );
	}

	/**
	 * Below WooCommerce, or below Settings while WooCommerce is not active.
	 */
	public function add_page(): void {
		add_submenu_page( Shop::is_open() ? 'woocommerce' : 'options-general.php', __( 'Counterhand', 'counterhand' ), __( 'Counterhand', 'counterhand' ), Capability::needed(), self::SLUG, array( $this, 'show' ) );
	}

	/**
	 * On the list of plugins.
	 *
	 * @param string[] $links Links.
	 * @return string[]
	 */
	public function add_link( $links ): array {
		array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( self::url() ), esc_html__( 'Settings', 'counterhand' ) ) );
		return $links;
	}

	/**
	 * Address of this page.
	 */
	public static function url(): string {
		return admin_url( ( Shop::is_open() ? 'admin.php' : 'options-general.php' ) . '?page=' . self::SLUG );
	}

	/**
	 * One option, one field per row of the table.
	 */
	public function register_settings(): void {
		register_setting(
			'counterhand',
			Settings::OPTION,
			array(
				'type'              => 'object',
				'sanitize_callback' => array( $this, 'sanitize' ),
			)
		);
		foreach ( Settings_Fields::sections() as $section => list( $title, $intro ) ) {
			$print = static function () use ( $intro ) {
				printf( '<p>%s</p>', esc_html( $intro ) );
			};
			add_settings_section( $section, $title, $print, self::SLUG );
		}
		$controls = new Settings_Controls( $this->settings );
		add_settings_field( 'counterhand_keys', __( 'Keys', 'counterhand' ), array( $controls, 'keys' ), self::SLUG, 'connection' );
		foreach ( Settings_Fields::all() as $name => $field ) {
			$arguments = array(
				'name'  => $name,
				'field' => $field,
			);
			if ( 'flag' !== $field['kind'] ) {
				$arguments['label_for'] = "counterhand-$name";
			}
			add_settings_field( "counterhand_$name", $field['label'], array( $controls, 'control' ), self::SLUG, $field['section'], $arguments );
		}
	}

	/**
	 * What passes is stored; what does not keeps its old value, and the page says which and why.
	 *
	 * @param mixed $input As posted.
	 * @return array<string, mixed>
	 */
	public function sanitize( $input ): array {
		$input = is_array( $input ) ? $input : array();
		$kept  = $this->settings->all();
		// WordPress calls this twice when the option is new: what is clean passes unchanged.
		foreach ( Settings_Fields::all() as $name => $field ) {
			list( $value, $wrong ) = Settings_Check::check( $field, isset( $input[ $name ] ) && is_scalar( $input[ $name ] ) ? (string) $input[ $name ] : '' );
			if ( '' === $wrong ) {
				$kept[ $name ] = $value;
			} else {
				add_settings_error( Settings::OPTION, "counterhand_$name", sprintf( '%s: %s.', $field['label'], $wrong ) );
			}
		}
		$digits = Shop::decimals();
		if ( \Counterhand\Writes\Money::to_minor( $kept['refund_soft_limit'], $digits ) > \Counterhand\Writes\Money::to_minor( $kept['refund_ceiling'], $digits ) ) {
			add_settings_error( Settings::OPTION, 'counterhand_limits', __( 'The soft limit is above the ceiling: the ceiling wins.', 'counterhand' ), 'warning' );
		}
		$kept['theme_accent'] = Theme_Accent::find();
		return $kept;
	}

	/**
	 * The theme has changed, and so may its colour.
	 */
	public function refresh_accent(): void {
		$stored = get_option( Settings::OPTION );
		if ( is_array( $stored ) ) {
			$stored['theme_accent'] = Theme_Accent::find();
			update_option( Settings::OPTION, $stored );
		}
	}

	/**
	 * WordPress says "Settings saved." also when the database refused. Then we say so instead.
	 *
	 * @param string $location Where the browser is sent after saving.
	 */
	public function own_up_to_failure( $location ): string {
		global $wpdb;
		// phpcs:ignore WordPress.Security.NonceVerification.Missing -- options.php has checked it; this only reads.
		$is_ours = isset( $_POST['option_page'] ) && 'counterhand' === $_POST['option_page'];
		if ( ! $is_ours || false === strpos( (string) $location, 'settings-updated=true' ) ) {
			return (string) $location;
		}
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- asks the database itself, past the cache that believes the write.
		$stored = maybe_unserialize( $wpdb->get_var( $wpdb->prepare( "SELECT option_value FROM $wpdb->options WHERE option_name = %s", Settings::OPTION ) ) );
		wp_cache_delete( 'alloptions', 'options' );
		// phpcs:ignore WordPress.Security.NonceVerification.Missing, WordPress.Security.ValidatedSanitizedInput -- sanitized by our own sanitize(), as options.php did.
		$wanted = $this->sanitize( wp_unslash( $_POST[ Settings::OPTION ] ?? array() ) );
		return is_array( $stored ) && array_intersect_key( $stored, $wanted ) == $wanted ? (string) $location : add_query_arg( 'counterhand-not-saved', '1', (string) $location ); // phpcs:ignore Universal.Operators.StrictComparisons -- order of keys does not matter.
	}

	/**
	 * Only on our own page.
	 *
	 * @param string $page Hook suffix of the page.
	 */
	public function enqueue( $page ): void {
		if ( false === strpos( (string) $page, '_page_' . self::SLUG ) || false !== strpos( (string) $page, self::SLUG . '-console' ) ) {
			return;
		}
		wp_enqueue_style( 'counterhand-admin', plugins_url( 'assets/admin.css', COUNTERHAND_FILE ), array(), COUNTERHAND_VERSION );
		wp_enqueue_script( 'counterhand-settings', plugins_url( 'assets/settings.js', COUNTERHAND_FILE ), array( 'wp-api-fetch', 'wp-i18n', 'wp-a11y' ), COUNTERHAND_VERSION, true );
		wp_set_script_translations( 'counterhand-settings', 'counterhand', plugin_dir_path( COUNTERHAND_FILE ) . 'languages' );
	}

	/**
	 * The page.
	 */
	public function show(): void {
		if ( ! current_user_can( Capability::needed() ) ) {
			return;
		}
		echo '<div class="wrap counterhand-settings"><h1>' . esc_html( get_admin_page_title() ) . '</h1>';
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- shows a sentence, changes nothing.
		if ( isset( $_GET['counterhand-not-saved'] ) ) {
			wp_admin_notice( __( 'The settings were not saved: the database refused to write them.', 'counterhand' ), array( 'type' => 'error' ) );
		} else {
			settings_errors();
		}
		echo '<form action="options.php" method="post">';
		settings_fields( 'counterhand' );
		do_settings_sections( self::SLUG );
		submit_button();
		echo '</form></div>';
	}
}
