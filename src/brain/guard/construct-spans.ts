/** From the first character of a construct to after its last. An unclosed one ends at Infinity. */
export type Span = { start: number; end: number }

const TAG_OPENS = /[a-z/!?]/i
const OPENERS = /[<{[!【]/g

/**
 * Where a text holds links, images, slots, tags or source marks, whole or begun. Such a span is never cut: half a tag is
 * no tag to a screen, and a tag again in a browser.
 */
export function constructSpans(text: string): Span[] {
  const spans: Span[] = []
  OPENERS.lastIndex = 0
  for (let match = OPENERS.exec(text); match; match = OPENERS.exec(text)) {
    const start = match.index
    const end = endOf(text, start)
    if (end === null) continue
    spans.push({ start, end })
    if (end === Infinity) break
    OPENERS.lastIndex = end
  }
  return spans
}

/** Null when nothing begins here after all. */
function endOf(text: string, start: number): number | null {
  const next = text[start + 1]
  switch (text.charAt(start)) {
    case '<':
      return next === undefined ? Infinity : TAG_OPENS.test(next) ? after(text, '>', start) : null
    case '{':
      return next === undefined ? Infinity : next === '{' ? after(text, '}}', start) : null
    case '【':
      return after(text, '】', start)
    case '!':
      return next === undefined ? Infinity : next === '[' ? endOfBracket(text, start + 1) : null
    default:
      return endOfBracket(text, start)
  }
}

function after(text: string, closer: string, from: number): number {
  const at = text.indexOf(closer, from)
  return at === -1 ? Infinity : at + closer.length
}

/** `[text]` waits for what follows it: only then is it known whether it is a link. */
function endOfBracket(text: string, start: number): number {
  const label = after(text, ']', start)
  if (label === Infinity || label === text.length) return Infinity
  return text[label] === '(' ? after(text, ')', label) : label
}

/** The cut, moved before a construct it would go through. */
export const cutBefore = (spans: Span[], cut: number): number =>
  spans.find(({ start, end }) => start < cut && cut < end)?.start ?? cut

/** The cut, moved after a construct it would go through; Infinity when that has no end yet. */
export const cutAfter = (spans: Span[], cut: number): number =>
  spans.find(({ start, end }) => start < cut && cut < end)?.end ?? cut
