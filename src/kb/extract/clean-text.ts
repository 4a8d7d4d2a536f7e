/**
 * Characters that carry text past a reader's eye: zero-width, direction overrides, invisible operators, soft hyphen,
 * tag characters and control characters. U+200C and U+200D go too: search does not miss them, smuggling does.
 */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what this removes
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]/gu

export const visible = (text: string): string => text.toWellFormed().replace(INVISIBLE, '')

/** One line: runs of white space become one space. */
export const oneLine = (text: string): string => visible(text).replace(/\s+/gu, ' ').trim()
