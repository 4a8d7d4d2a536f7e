/**
 * Characters that carry text past a reader's eye: zero-width, direction overrides, invisible operators, soft hyphen,
 * tag characters, variation selectors, fillers, controls. Joiners go too: search does not miss them, smuggling does.
 */
const INVISIBLE = new RegExp(
  ['\\p{Cf}', '(?![\\t\\n\\r])\\p{Cc}', '[\\u{fe00}-\\u{fe0f}]', '[\\u{e0100}-\\u{e01ef}]'].join('|') +
    '|\\u{34f}|\\u{115f}|\\u{1160}|\\u{17b4}|\\u{17b5}|[\\u{180b}-\\u{180f}]|\\u{3164}|\\u{ffa0}',
  'gu'
)

export const visible = (text: string): string => text.toWellFormed().replace(INVISIBLE, '')

/** One line: runs of white space become one space. */
export const oneLine = (text: string): string => visible(text).replace(/\s+/gu, ' ').trim()
