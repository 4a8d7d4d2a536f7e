/**
 * How far a text being written may be read aloud: whole sentences only, so a screen reader hears the answer a few
 * times and not once per word. Answers an index into `text`, never below `spoken`.
 */
export function speakableUntil(text: string, spoken: number, isDone: boolean): number {
  if (isDone) return text.length
  const ends = /[.!?…](?=\s)|[。！？؟]|\n/g
  let until = spoken
  for (const match of text.matchAll(ends)) until = Math.max(until, match.index + match[0].length)
  return until
}

/** The words without the marks. */
export const spokenWords = (text: string): string =>
  text
    .replace(/!?\[([^[\]\n]*)\]\([^()\s]*\)/g, '$1')
    .replace(/\*\*|^#+\s/gm, '')
    .trim()
