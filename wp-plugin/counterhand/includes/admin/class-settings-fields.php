<?php
/**
 * Every setting, what it is called and what it does.
 *
 * @package Counterhand
 */

namespace Counterhand\Admin;

/**
 * A table. `kind` decides how a field is drawn and checked.
 */
final class Settings_Fields {

	/**
	 * Section to title and introduction.
	 *
	 * @return array<string, array{0: string, 1: string}>
	 */
	public static function sections(): array {
		return array(
			'connection' => array( __( 'Connection', 'counterhand' ), __( 'Where your support agent runs. Keys are read from wp-config.php or the environment and are never stored here.', 'counterhand' ) ),
			'rules'      => array( __( 'What the agent may do', 'counterhand' ), __( 'This site checks every change again by these rules. The agent has rules of its own; the stricter of the two wins.', 'counterhand' ) ),
			'privacy'    => array( __( 'Privacy', 'counterhand' ), __( 'What is kept, and what is taken out of text before it is written into an order.', 'counterhand' ) ),
			'placement'  => array( __( 'Placement', 'counterhand' ), __( 'The shortcode [counterhand] and the “Support chat” block work in every mode.', 'counterhand' ) ),
			'look'       => array( __( 'Texts and colours', 'counterhand' ), __( 'Shown to every visitor alike: do not write anything personal here.', 'counterhand' ) ),
		);
	}

	/**
	 * Name to section, kind, label, help and limits.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	public static function all(): array {
		return self::connection() + self::rules() + self::privacy() + self::placement() + self::look();
	}

	/**
	 * Where the edge is.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	private static function connection(): array {
		return array(
			'edge_url'         => self::field( 'connection', 'origin', __( 'Edge URL', 'counterhand' ), __( 'Address of your Worker, such as https://chat.example.com, without a path.', 'counterhand' ) ),
			'enable_streaming' => self::field( 'connection', 'flag', __( 'Streaming', 'counterhand' ), __( 'Show answers while they are written.', 'counterhand' ) ),
			'rate_limit'       => self::field( 'connection', 'whole', __( 'New conversations a minute', 'counterhand' ), __( 'From one address. 0 for no limit of this site; the edge has limits of its own.', 'counterhand' ), array( 0, 10000 ) ),
		);
	}

	/**
	 * What the agent may do.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	private static function rules(): array {
		return array(
			'enable_writes'      => self::field( 'rules', 'flag', __( 'Change orders', 'counterhand' ), __( 'Let the agent change addresses and cancel orders that have not left, after the customer has confirmed.', 'counterhand' ) ),
			'enable_refunds'     => self::field( 'rules', 'flag', __( 'Refunds', 'counterhand' ), __( 'Let the agent refund within the limits below. Needs “Change orders”.', 'counterhand' ) ),
			'refund_window_days' => self::field( 'rules', 'whole', __( 'Refund window in days', 'counterhand' ), __( 'Counted from completion, or from payment while an order is not completed.', 'counterhand' ), array( 0, 365 ) ),
			'refund_soft_limit'  => self::field( 'rules', 'money', __( 'Soft limit', 'counterhand' ), __( 'Up to this amount the customer’s confirmation is enough. Above it a person has to approve.', 'counterhand' ) ),
			'refund_ceiling'     => self::field( 'rules', 'money', __( 'Ceiling', 'counterhand' ), __( 'Never more than this in one refund, whoever approves.', 'counterhand' ) ),
		);
	}

	/**
	 * What is kept.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	private static function privacy(): array {
		return array(
			'retention_days'  => self::field( 'privacy', 'whole', __( 'Keep conversations for days', 'counterhand' ), __( 'What your shop wishes; the edge can read it here. What the edge really does is said below: that belongs in your privacy policy.', 'counterhand' ), array( 1, 3650 ) ),
			'mask_email'      => self::field( 'privacy', 'flag', __( 'Mask e-mail addresses', 'counterhand' ), __( 'In notes and reasons the agent writes into orders.', 'counterhand' ) ),
			'mask_phone'      => self::field( 'privacy', 'flag', __( 'Mask phone numbers', 'counterhand' ), __( 'In notes and reasons the agent writes into orders.', 'counterhand' ) ),
			'mask_card'       => self::field( 'privacy', 'flag', __( 'Mask card numbers', 'counterhand' ), __( 'In notes and reasons the agent writes into orders.', 'counterhand' ) ),
			'mask_patterns'   => self::field( 'privacy', 'patterns', __( 'Mask by pattern', 'counterhand' ), __( 'Your own regular expressions, one a line, such as \\bCUST-\\d+\\b.', 'counterhand' ) ),
			'require_consent' => self::field( 'privacy', 'flag', __( 'Wait for consent', 'counterhand' ), __( 'With a plugin that supports the WP Consent API: show the chat only after consent to functional cookies.', 'counterhand' ) ),
		);
	}

	/**
	 * Where the widget is shown.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	private static function placement(): array {
		$modes = array(
			'off'        => __( 'Only where a shortcode or block is', 'counterhand' ),
			'everywhere' => __( 'On every page', 'counterhand' ),
			'chosen'     => __( 'On chosen pages', 'counterhand' ),
		);
		$kinds = implode( ' ', \Counterhand\Widget\Placement::KINDS );
		return array(
			'placement'      => self::field( 'placement', 'choice', __( 'Show the chat', 'counterhand' ), '', $modes ),
			/* translators: %s: list of names such as @cart. */
			'placement_show' => self::field( 'placement', 'paths', __( 'Chosen pages', 'counterhand' ), sprintf( __( 'One a line: a path such as /help/* or one of %s.', 'counterhand' ), $kinds ) ),
			'placement_hide' => self::field( 'placement', 'paths', __( 'Never on', 'counterhand' ), __( 'The same, for pages without the chat.', 'counterhand' ) ),
			'position'       => self::field(
				'placement',
				'choice',
				__( 'Corner', 'counterhand' ),
				'',
				array(
					'right' => __( 'Right', 'counterhand' ),
					'left'  => __( 'Left', 'counterhand' ),
				)
			),
		);
	}

	/**
	 * What it looks like.
	 *
	 * @return array<string, array<string, mixed>>
	 */
	private static function look(): array {
		return array(
			'accent'        => self::field( 'look', 'colour', __( 'Colour', 'counterhand' ), __( 'As #rrggbb. Empty for your theme’s own.', 'counterhand' ) ),
			'greeting'      => self::field( 'look', 'text', __( 'Greeting', 'counterhand' ), __( 'First line of the chat. Empty for ours, in the visitor’s language.', 'counterhand' ), array( 0, 160 ) ),
			'contact_email' => self::field( 'look', 'email', __( 'Contact e-mail', 'counterhand' ), __( 'Shown when the chat cannot be reached.', 'counterhand' ) ),
			'contact_phone' => self::field( 'look', 'phone', __( 'Contact phone', 'counterhand' ), __( 'Shown when the chat cannot be reached.', 'counterhand' ) ),
			'contact_url'   => self::field( 'look', 'url', __( 'Contact page', 'counterhand' ), __( 'Shown when the chat cannot be reached.', 'counterhand' ) ),
			'opening_hours' => self::field( 'look', 'hours', __( 'Opening hours', 'counterhand' ), __( 'When people answer, one span a line, such as Mo-Fr 09:00-17:00, in your site’s time zone.', 'counterhand' ) ),
		);
	}

	/**
	 * One row of the table.
	 *
	 * @param string                   $section Section.
	 * @param string                   $kind    How it is drawn and checked.
	 * @param string                   $label   Label.
	 * @param string                   $help    Help, or ''.
	 * @param array<int|string, mixed> $limits  Least and most, or the choices.
	 * @return array<string, mixed>
	 */
	private static function field( string $section, string $kind, string $label, string $help, array $limits = array() ): array {
		return array(
			'section' => $section,
			'kind'    => $kind,
			'label'   => $label,
			'help'    => $help,
			'limits'  => $limits,
		);
	}
}
