/**
 * Characters that show nothing but change what is read: controls, zero-width marks, bidi overrides, tag characters. A
 * hidden sentence or a reversed address needs them; honest text does not. A zero-width joiner stays before an emoji.
 */
const HIDDEN = /(?![\t\n])[\p{Cc}\p{Cf}](?<!\u200d(?=\p{Extended_Pictographic}))/gu
/** With the `u` flag a paired surrogate is one character, so this finds only the unpaired. */
const LONE_SURROGATE = /[\ud800-\udfff]/gu

export const cleanText = (text: string): string => text.replace(HIDDEN, '').replace(LONE_SURROGATE, '\ufffd')
