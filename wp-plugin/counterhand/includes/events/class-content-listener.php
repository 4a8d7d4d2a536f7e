<?php
/**
 * Hears what happens to pages.
 *
 * @package Counterhand
 */

namespace Counterhand\Events;

use WP_Post;

/**
 * Posts, pages and products that the public can read: saved, renamed, trashed, deleted.
 */
final class Content_Listener {

	private Outbox $outbox;

	/**
	 * Addresses of published posts as they were before this request changed them.
	 *
	 * @var array<int, string>
	 */
	private array $old_urls = array();

	/**
	 * Nothing is read yet.
	 *
	 * @param Outbox $outbox Where events go.
	 */
	public function __construct( Outbox $outbox ) {
		$this->outbox = $outbox;
	}

	/**
	 * Before a change: where the page is now. Trashing renames a post, so its address is not to be had afterwards.
	 *
	 * @param mixed $post_id Post.
	 */
	public function remember( $post_id ): void {
		$post = get_post( (int) $post_id );
		if ( $post instanceof WP_Post && self::is_public( $post ) && ! isset( $this->old_urls[ $post->ID ] ) ) {
			$this->old_urls[ $post->ID ] = (string) get_permalink( $post );
		}
	}

	/**
	 * After a change, with terms and meta saved.
	 *
	 * @param mixed $post_id Post.
	 * @param mixed $post    The same.
	 */
	public function saved( $post_id, $post ): void {
		if ( ! $post instanceof WP_Post || ! self::is_content( $post ) ) {
			return;
		}
		$old = $this->old_urls[ $post->ID ] ?? null;
		$new = self::is_public( $post ) ? (string) get_permalink( $post ) : null;
		if ( null !== $old && $old !== $new ) {
			$this->outbox->add( 'content.gone', $post->ID, $old, null );
		}
		if ( null !== $new ) {
			$this->outbox->add( 'content.updated', $post->ID, $new, null );
			$this->old_urls[ $post->ID ] = $new;
		} else {
			unset( $this->old_urls[ $post->ID ] );
		}
	}

	/**
	 * Deleted without the trash.
	 *
	 * @param mixed $post_id Post.
	 */
	public function deleted( $post_id ): void {
		$post = get_post( (int) $post_id );
		if ( $post instanceof WP_Post && self::is_public( $post ) ) {
			$this->outbox->add( 'content.gone', $post->ID, (string) get_permalink( $post ), null );
		}
	}

	/**
	 * A price or a stock level changed; WooCommerce does not always save the post for it.
	 *
	 * @param mixed $product_id Product.
	 */
	public function product_saved( $product_id ): void {
		$post = get_post( (int) $product_id );
		if ( $post instanceof WP_Post && self::is_public( $post ) ) {
			$this->outbox->add( 'content.updated', $post->ID, (string) get_permalink( $post ), null );
		}
	}

	/**
	 * Whether the public can read it. A password counts as not public.
	 *
	 * @param WP_Post $post The post.
	 */
	private static function is_public( WP_Post $post ): bool {
		return self::is_content( $post ) && 'publish' === $post->post_status && '' === $post->post_password;
	}

	/**
	 * Whether it is of a kind that answers come from.
	 *
	 * @param WP_Post $post The post.
	 */
	private static function is_content( WP_Post $post ): bool {
		/**
		 * Kinds of posts that the agent may answer from.
		 *
		 * @param string[] $types Post types.
		 */
		return in_array( $post->post_type, (array) apply_filters( 'counterhand_content_types', array( 'post', 'page', 'product' ) ), true );
	}
}
