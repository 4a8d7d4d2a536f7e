const ENDS = /(?<=[.!?…。！？]["'”’)\]]*)\s+(?=[\p{Lu}\p{N}\p{Lo}"'“‘([¿¡])|(?<=[。！？])/gu
const SHORT = /(?:^|\s)(?:e\.g|i\.e|etc|vs|mr|mrs|ms|dr|st|no|nr|approx|ca|bzw|z\.\s?b|inkl|\p{L})\.$/iu

/** Sentences in order, trimmed. An abbreviation does not end one; a list line or a line break does. */
export function splitSentences(text: string): string[] {
  const sentences: string[] = []
  for (const line of text.split(/\n+/)) {
    let open = ''
    for (const part of line.split(ENDS)) {
      open = open ? `${open} ${part.trim()}` : part.trim()
      if (SHORT.test(open)) continue
      if (open) sentences.push(open)
      open = ''
    }
    if (open) sentences.push(open)
  }
  return sentences
}
