const LONE_HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g
/** Soft hyphen, zero-width space, the marks and overrides of writing direction, word joiner, byte order mark. */
const UNSEEN = /[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g

/**
 * Drops what changes how text looks without being text: control characters, and the marks that turn writing
 * direction around or hide letters, which can make one address read as another. Joiners stay: scripts and emoji use them.
 */
export const cleanText = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(UNSEEN, '')
    .replace(LONE_HALF, '\uFFFD')
