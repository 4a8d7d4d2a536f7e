<?php
/**
 * What a shop may say about us.
 *
 * @package Counterhand
 */

namespace Counterhand\Privacy;

/**
 * A suggestion in WordPress's own privacy guide.
 */
final class Policy_Text {

	/**
	 * Hooks only.
	 */
	public function register(): void {
		add_action( 'admin_init', array( $this, 'suggest' ) );
	}

	/**
	 * To the guide.
	 */
	public function suggest(): void {
		$paragraphs = array(
			__( 'When you open the support chat we set a cookie with a random number (counterhand_visitor, 30 days) so that your conversation is still there on the next page. No cookie is set before you open it.', 'counterhand' ),
			__( 'What you write in the chat is sent to our support service, answered by software and, where needed, by our staff. If you are signed in, your customer number, name, e-mail address and language go with it; if you ask about an order, so do the facts of that order.', 'counterhand' ),
			__( 'Conversations are deleted after the retention period we have set. You may ask for a copy or for deletion at any time.', 'counterhand' ),
		);
		wp_add_privacy_policy_content( 'Counterhand', wp_kses_post( wpautop( implode( "\n\n", $paragraphs ), false ) ) );
	}
}
