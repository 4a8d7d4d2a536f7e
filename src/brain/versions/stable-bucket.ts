/**
 * A number from 0 up to 1 that is always the same for the same key: FNV-1a, then mixed so that ids that differ only at
 * their end do not fall side by side. Not a secret, so not cryptographic.
 */
export function stableBucket(key: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}
