<?php
/**
 * What every write says of itself.
 *
 * @package Counterhand
 */

namespace Counterhand\Writes;

/**
 * The runner claims, locks, asks `refusal`, and then lets it `perform`.
 */
interface Write {

	/**
	 * Name in the contract: `refund`, `cancel`, `address` or `note`.
	 */
	public function action(): string;

	/**
	 * The ask, or null when it does not parse.
	 *
	 * @param mixed $raw Parsed JSON.
	 * @return array<string, mixed>|null
	 */
	public function parse( $raw ): ?array;

	/**
	 * What two asks with one key have to share, and what an approval has to say. Null where no approval applies.
	 *
	 * @param array<string, mixed> $ask See Ask.
	 * @return array<string, mixed>
	 */
	public function arguments( array $ask ): array;

	/**
	 * '' or why not. Pure but for reading the order.
	 *
	 * @param \WC_Order            $order       Read under its lock.
	 * @param array<string, mixed> $ask         See Ask.
	 * @param bool                 $is_approved Whether a person's token was verified.
	 */
	public function refusal( \WC_Order $order, array $ask, bool $is_approved ): string;

	/**
	 * Does it, and settles the row whatever happens.
	 *
	 * @param \WC_Order            $order The order.
	 * @param array<string, mixed> $ask   See Ask.
	 */
	public function perform( \WC_Order $order, array $ask ): void;

	/**
	 * Settles the row of a process that died.
	 *
	 * @param \WC_Order|null             $order The order, if it is still there.
	 * @param array<string, string|null> $row   The write.
	 */
	public function settle( ?\WC_Order $order, array $row ): void;
}
