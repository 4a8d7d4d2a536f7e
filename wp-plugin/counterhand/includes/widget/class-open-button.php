<?php
/**
 * The shortcode and the block.
 *
 * @package Counterhand
 */

namespace Counterhand\Widget;

use Counterhand\Settings;

/**
 * Both are one button that opens the widget, and bring the widget to the page they are on.
 */
final class Open_Button {

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
	 * `[counterhand label="Ask us"]`.
	 *
	 * @param array<string, string>|string $attributes As written.
	 */
	public function shortcode( $attributes ): string {
		$attributes = shortcode_atts( array( 'label' => '' ), is_array( $attributes ) ? $attributes : array(), 'counterhand' );
		return $this->button( (string) $attributes['label'], 'class="counterhand-open wp-element-button"' );
	}

	/**
	 * Registered without a file: nothing is read from disk on a page that has no block. Its texts are the editor's, in
	 * assets/block.js, so that a page loads no translations for them.
	 */
	public function register_block(): void {
		register_block_type(
			'counterhand/chat',
			array(
				'api_version'           => 3,
				'attributes'            => array(
					'label' => array(
						'type'    => 'string',
						'default' => '',
					),
				),
				'supports'              => array(
					'align' => array( 'left', 'center', 'right' ),
					'color' => array( 'gradients' => false ),
				),
				'editor_script_handles' => array( 'counterhand-block' ),
				'render_callback'       => array( $this, 'render_block' ),
			)
		);
	}

	/**
	 * The block on a page.
	 *
	 * @param array<string, mixed> $attributes As saved.
	 */
	public function render_block( $attributes ): string {
		$wrapper = get_block_wrapper_attributes( array( 'class' => 'counterhand-open wp-element-button' ) );
		return $this->button( is_string( $attributes['label'] ?? null ) ? $attributes['label'] : '', $wrapper );
	}

	/**
	 * The block in the editor. No build step: the file is what runs.
	 */
	public function enqueue_editor(): void {
		wp_enqueue_script(
			'counterhand-block',
			plugins_url( 'assets/block.js', COUNTERHAND_FILE ),
			array( 'wp-blocks', 'wp-element', 'wp-i18n', 'wp-block-editor', 'wp-components' ),
			COUNTERHAND_VERSION,
			true
		);
		wp_set_script_translations( 'counterhand-block', 'counterhand', plugin_dir_path( COUNTERHAND_FILE ) . 'languages' );
	}

	/**
	 * A real button; without the widget it leads to the shop's contact page, if there is one.
	 *
	 * @param string $label   What it says.
	 * @param string $wrapper Escaped attributes.
	 */
	private function button( string $label, string $wrapper ): string {
		if ( '' === $this->settings->edge() ) {
			return '';
		}
		( new Widget( $this->settings ) )->enqueue();
		wp_enqueue_script(
			'counterhand-open',
			plugins_url( 'assets/open.js', COUNTERHAND_FILE ),
			array(),
			COUNTERHAND_VERSION,
			array(
				'strategy'  => 'defer',
				'in_footer' => true,
			)
		);
		$label = '' === $label ? __( 'Chat with us', 'counterhand' ) : $label;
		return sprintf( '<button type="button" data-counterhand-open %s>%s</button>', $wrapper, esc_html( $label ) );
	}
}
