<?php
/**
 * Exports and erases what the edge keeps about a person.
 *
 * @package Counterhand
 */

namespace Counterhand\Privacy;

use Counterhand\Settings;
use Counterhand\Signed\Edge_Client;
use Counterhand\Signed\Key_Ring;
use WP_Error;

/**
 * WordPress's own tools call us; the edge does the work and answers with a receipt. A failure is shown, never swallowed.
 */
final class Personal_Data {

	const EXPORT_PATH = '/webhooks/privacy_export';
	const ERASE_PATH  = '/webhooks/privacy_erase';

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
	 * To WordPress's list.
	 *
	 * @param array<string, mixed> $exporters The list.
	 * @return array<string, mixed>
	 */
	public function add_exporter( $exporters ): array {
		$exporters['counterhand'] = array(
			'exporter_friendly_name' => __( 'Support conversations', 'counterhand' ),
			'callback'               => array( $this, 'export' ),
		);
		return $exporters;
	}

	/**
	 * To WordPress's list.
	 *
	 * @param array<string, mixed> $erasers The list.
	 * @return array<string, mixed>
	 */
	public function add_eraser( $erasers ): array {
		$erasers['counterhand'] = array(
			'eraser_friendly_name' => __( 'Support conversations', 'counterhand' ),
			'callback'             => array( $this, 'erase' ),
		);
		return $erasers;
	}

	/**
	 * Everything the edge keeps about a person, in one page.
	 *
	 * @param string $email Of the person.
	 * @return array{data: array<int, array<string, mixed>>, done: bool}|WP_Error
	 */
	public function export( $email ) {
		$answer = $this->ask( self::EXPORT_PATH, (string) $email );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$data = array();
		foreach ( is_array( $answer['items'] ?? null ) ? $answer['items'] : array() as $item ) {
			if ( ! is_array( $item ) || ! is_array( $item['fields'] ?? null ) ) {
				continue;
			}
			$data[] = array(
				'group_id'    => 'counterhand-' . sanitize_key( (string) ( $item['group'] ?? '' ) ),
				'group_label' => sanitize_text_field( (string) ( $item['group'] ?? '' ) ),
				'item_id'     => 'counterhand-' . sanitize_key( (string) ( $item['id'] ?? '' ) ),
				'data'        => array_map( array( self::class, 'field' ), array_values( array_filter( $item['fields'], 'is_array' ) ) ),
			);
		}
		return array(
			'data' => $data,
			'done' => true,
		);
	}

	/**
	 * Erases, and shows the edge's receipt.
	 *
	 * @param string $email Of the person.
	 * @return array{items_removed: bool, items_retained: bool, messages: string[], done: bool}|WP_Error
	 */
	public function erase( $email ) {
		$answer = $this->ask( self::ERASE_PATH, (string) $email );
		if ( is_wp_error( $answer ) ) {
			return $answer;
		}
		$erased = array_filter( array_map( 'intval', (array) ( $answer['erased'] ?? array() ) ) );
		$kept   = array_filter( array_map( 'intval', (array) ( $answer['kept'] ?? array() ) ) );
		/* translators: %s: receipt. */
		$messages = array( sprintf( __( 'Counterhand: receipt %s', 'counterhand' ), sanitize_text_field( (string) ( $answer['receipt'] ?? '' ) ) ) );
		foreach ( $kept as $what => $count ) {
			/* translators: 1: number of items, 2: kind of item. */
			$messages[] = sprintf( __( 'Counterhand: %1$d kept by law or for the books: %2$s', 'counterhand' ), $count, sanitize_text_field( (string) $what ) );
		}
		return array(
			'items_removed'  => array() !== $erased,
			'items_retained' => array() !== $kept,
			'messages'       => $messages,
			'done'           => true,
		);
	}

	/**
	 * One field of the export, as text.
	 *
	 * @param array<string, mixed> $field From the edge.
	 * @return array{name: string, value: string}
	 */
	public static function field( array $field ): array {
		return array(
			'name'  => sanitize_text_field( (string) ( $field['name'] ?? '' ) ),
			'value' => esc_html( (string) ( $field['value'] ?? '' ) ),
		);
	}

	/**
	 * Asks the edge. While none is set up there is nothing to ask about.
	 *
	 * @param string $path  Export or erase.
	 * @param string $email Of the person.
	 * @return array<string, mixed>|WP_Error
	 */
	private function ask( string $path, string $email ) {
		if ( '' === $this->settings->edge() ) {
			return array();
		}
		$user   = get_user_by( 'email', $email );
		$answer = ( new Edge_Client( $this->settings->edge(), Key_Ring::of( 'CALL' ) ) )->post(
			$path,
			array(
				'v'           => 1,
				'request_id'  => wp_generate_uuid4(),
				'email'       => $email,
				'customer_id' => $user instanceof \WP_User ? (string) $user->ID : null,
			),
			20
		);
		if ( is_wp_error( $answer ) ) {
			/* translators: %s: what went wrong. */
			return new WP_Error( 'counterhand_' . $answer->get_error_code(), sprintf( __( 'Counterhand could not be reached, so this request is not finished: %s', 'counterhand' ), $answer->get_error_message() ) );
		}
		return $answer;
	}
}
