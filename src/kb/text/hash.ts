/**
 * A 106-bit fingerprint of a text as 22 hex digits, synchronous. For noticing change, not for security:
 * a page's author who forges one only hides a change to their own page from us.
 */
export function fingerprint(text: string): string {
  return half(text, 0x9e3779b9) + half(text, 0x85ebca6b)
}

/** cyrb53: two 32-bit multiply-xor lanes over UTF-16 units. */
function half(text: string, seed: number): string {
  let left = 0xdeadbeef ^ seed
  let right = 0x41c6ce57 ^ seed
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    left = Math.imul(left ^ unit, 2654435761)
    right = Math.imul(right ^ unit, 1597334677)
  }
  left = Math.imul(left ^ (left >>> 16), 2246822507) ^ Math.imul(right ^ (right >>> 13), 3266489909)
  right = Math.imul(right ^ (right >>> 16), 2246822507) ^ Math.imul(left ^ (left >>> 13), 3266489909)
  return (4294967296 * (2097151 & right) + (left >>> 0)).toString(16).padStart(14, '0').slice(-11)
}
