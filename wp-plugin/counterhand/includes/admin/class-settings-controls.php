<?php
/**
 * Draws the settings.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

use Counterhand\Settings;
use Counterhand\Shop;
use Counterhand\Signed\Key_Ring;

/**
 * One control per kind of field, each with its label and its help tied to it.
 */
final class Settings_Controls {

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
	 * One field.
	 *
	 * @param array{name: string, field: array<string, mixed>} $arguments From the table.
	 */
	public function control( $arguments ): void {
		$name  = $arguments['name'];
		$field = $arguments['field'];
		$value = $this->settings->get( $name );
		$ids   = sprintf( 'id="counterhand-%1$s" name="%2$s[%1$s]"%3$s', esc_attr( $name ), esc_attr( Settings::OPTION ), self::described_by( $name, $field ) );
		// phpcs:disable WordPress.Security.EscapeOutput.OutputNotEscaped -- $ids is escaped above.
		switch ( $field['kind'] ) {
			case 'flag':
				printf( '<label><input type="checkbox" value="1" %s %s> <span id="counterhand-%s-help">%s</span></label>', $ids, checked( $value, true, false ), esc_attr( $name ), esc_html( $field['help'] ) );
				self::edge_line( $name );
				return;
			case 'choice':
				printf( '<select %s>', $ids );
				foreach ( $field['limits'] as $choice => $label ) {
					printf( '<option value="%s" %s>%s</option>', esc_attr( (string) $choice ), selected( $value, $choice, false ), esc_html( $label ) );
				}
				echo '</select>';
				break;
			case 'patterns':
			case 'paths':
			case 'hours':
				printf( '<textarea rows="4" class="large-text code" dir="ltr" %s>%s</textarea>', $ids, esc_textarea( (string) $value ) );
				break;
			default:
				printf( '<input %s %s value="%s">', $ids, self::input_attributes( $field ), esc_attr( (string) $value ) );
				echo 'money' === $field['kind'] ? ' ' . esc_html( Shop::currency() ) : '';
		}
		// phpcs:enable
		if ( '' !== $field['help'] ) {
			printf( '<p class="description" id="counterhand-%s-help">%s</p>', esc_attr( $name ), esc_html( $field['help'] ) );
		}
		self::edge_line( $name );
		if ( 'accent' === $name ) {
			$this->preview();
		}
	}

	/** Fields that the edge has a limit of its own for. */
	const AT_THE_EDGE = array( 'enable_writes', 'enable_refunds', 'refund_window_days', 'refund_soft_limit', 'refund_ceiling', 'retention_days' );

	/**
	 * What a screen reader reads with a control.
	 *
	 * @param string               $name  Setting.
	 * @param array<string, mixed> $field From the table.
	 */
	private static function described_by( string $name, array $field ): string {
		$ids = array_merge( '' === $field['help'] ? array() : array( "counterhand-$name-help" ), in_array( $name, self::AT_THE_EDGE, true ) ? array( "counterhand-$name-edge" ) : array() );
		return array() === $ids ? '' : sprintf( ' aria-describedby="%s"', esc_attr( implode( ' ', $ids ) ) );
	}

	/**
	 * Where the edge's own limit is written once it has answered.
	 *
	 * @param string $name Setting.
	 */
	private static function edge_line( string $name ): void {
		if ( in_array( $name, self::AT_THE_EDGE, true ) ) {
			printf( '<p class="description counterhand-edge" id="counterhand-%1$s-edge" data-field="%1$s"></p>', esc_attr( $name ) );
		}
	}

	/**
	 * Whether each key is set, what to paste where one is not, and the button that tries them.
	 */
	public function keys(): void {
		$kinds = array(
			'TOKEN'    => __( 'Signs visitors in at the edge', 'counterhand' ),
			'CALL'     => __( 'Signs calls between this site and the edge', 'counterhand' ),
			'APPROVAL' => __( 'Proves that a person approved', 'counterhand' ),
		);
		echo '<ul class="counterhand-keys">';
		foreach ( $kinds as $kind => $what ) {
			$key = Key_Ring::of( $kind )->first();
			$this->key( "COUNTERHAND_{$kind}", $what, Key_Ring::state( $kind ), null === $key ? '' : $key['id'] );
		}
		$hook = Key_Ring::setting( 'COUNTERHAND_WEBHOOK_SECRET' );
		$this->key( 'COUNTERHAND_WEBHOOK', __( 'Signs WooCommerce’s webhook', 'counterhand' ), '' === $hook ? 'missing' : 'set', '' );
		echo '</ul>';
		printf(
			'<p><button type="button" class="button" id="counterhand-test">%s</button></p><div id="counterhand-steps" role="status" aria-live="polite"></div>',
			esc_html__( 'Test connection', 'counterhand' )
		);
	}

	/**
	 * One key's state. The line to paste is made in the browser, so that no secret passes through this server.
	 *
	 * @param string $prefix Of the constants.
	 * @param string $what   What it is for.
	 * @param string $state  `set`, `missing` or `short`.
	 * @param string $id     Its id, which is no secret.
	 */
	private function key( string $prefix, string $what, string $state, string $id ): void {
		$words = array(
			/* translators: %s: id of a key. */
			'set'     => '' === $id ? __( 'set', 'counterhand' ) : sprintf( __( 'set, key id %s', 'counterhand' ), $id ),
			'missing' => __( 'not set', 'counterhand' ),
			'short'   => __( 'too short: 32 characters or more are needed', 'counterhand' ),
		);
		printf( '<li class="counterhand-key is-%s"><strong>%s</strong>: %s. %s.', esc_attr( $state ), esc_html( $prefix . '_SECRET' ), esc_html( $words[ $state ] ), esc_html( $what ) );
		if ( 'set' !== $state ) {
			printf( ' <button type="button" class="button-link counterhand-offer" data-prefix="%s" aria-expanded="false">%s</button>', esc_attr( $prefix ), esc_html__( 'Offer a line for wp-config.php', 'counterhand' ) );
		}
		echo '</li>';
	}

	/**
	 * What the launcher and a bubble will look like.
	 */
	private function preview(): void {
		printf(
			'<div class="counterhand-preview" aria-hidden="true" data-theme-accent="%s"><div class="counterhand-preview-bubble">%s</div><div class="counterhand-preview-launcher"></div></div>',
			esc_attr( (string) $this->settings->get( 'theme_accent' ) ),
			esc_html__( 'Hello! How can we help?', 'counterhand' )
		);
	}

	/**
	 * Type and limits of an input.
	 *
	 * @param array<string, mixed> $field From the table.
	 */
	private static function input_attributes( array $field ): string {
		switch ( $field['kind'] ) {
			case 'whole':
				return sprintf( 'type="number" class="small-text" min="%d" max="%d" step="1"', $field['limits'][0], $field['limits'][1] );
			case 'money':
				return 'type="text" inputmode="decimal" class="small-text" dir="ltr"';
			case 'colour':
				return 'type="text" class="regular-text code" dir="ltr" maxlength="7" placeholder="#0a7d5a" spellcheck="false"';
			case 'email':
				return 'type="email" class="regular-text" dir="ltr"';
			case 'origin':
			case 'url':
				return 'type="url" class="regular-text code" dir="ltr"';
			default:
				return 'type="text" class="regular-text"';
		}
	}
}
