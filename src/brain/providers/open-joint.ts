import { contentWords } from '../citations/words.ts'

/**
 * Joins a continuation to what was already shown. Told to go on, a model often begins again: with the whole answer, with
 * the last sentence, or with the last few words. Text is held while it could still be such a repeat, and the repeat is
 * dropped. What cannot be a repeat goes through at once.
 */
export type Joint = { push(text: string): string; end(): string }

const OVERLAP_MIN = 4

export function openJoint(shown: string): Joint {
  let held = ''
  let open = shown !== ''
  const settle = (atEnd: boolean): string => {
    const fresh = freshPart(shown, held, atEnd)
    if (fresh === null || (!atEnd && !/\S\s/.test(fresh))) return ''
    open = false
    return joined(shown, fresh)
  }
  return {
    push(text) {
      if (!open) return text
      held += text
      return settle(false)
    },
    end: () => (open ? settle(true) : ''),
  }
}

/** What of `next` is new, or null while that is not yet known. */
function freshPart(shown: string, next: string, atEnd: boolean): string | null {
  const body = next.trimStart()
  if (body === '') return atEnd ? '' : null
  for (const start of startsIn(shown, body[0]!)) {
    const rest = shown.slice(start)
    if (body.startsWith(rest) && rest.trim().length >= OVERLAP_MIN) return body.slice(rest.length)
    if (rest.startsWith(body)) return atEnd ? '' : null
  }
  return next
}

/** Where in `shown` a repeat may begin: its start, and the start of any word. Longest overlap first. */
function* startsIn(shown: string, first: string): Generator<number> {
  for (let at = shown.indexOf(first); at !== -1; at = shown.indexOf(first, at + 1)) {
    if (at === 0 || /[\s\u3000-\u9fff]/.test(shown[at - 1]!)) yield at
  }
}

/** One space where two words would otherwise meet; none where the text already has one or needs none. */
function joined(shown: string, fresh: string): string {
  const [left, right] = [shown.at(-1) ?? '', fresh[0] ?? '']
  if (beginsAnew(shown, fresh)) return `${/\s/.test(left) ? '' : ' '}… ${fresh.trimStart()}`
  if (/\s/.test(left)) return fresh.trimStart()
  const meets = /[\p{Script=Latin}\p{N}.,;:!?]/u.test(left) && /[\p{Script=Latin}\p{N}]/u.test(right)
  return meets ? ` ${fresh}` : fresh
}

/**
 * A capital on a little word, in the middle of a sentence, means the model did not go on but began another. The break is
 * shown rather than read over.
 */
function beginsAnew(shown: string, fresh: string): boolean {
  if (/[.!?:。！？]["”)]?\s*$|\n\s*$/.test(shown)) return false
  const word = /^\s*(\p{Lu}\p{L}*)/u.exec(fresh)?.[1]
  return word !== undefined && contentWords(word).length === 0
}
