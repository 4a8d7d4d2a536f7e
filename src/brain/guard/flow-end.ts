import { constructSpans, cutAfter, cutBefore } from './construct-spans.ts'
import { maySoonTrigger, triggerBegunAt } from './triggers.ts'
import { CURRENCY, DAY_WORD, MONTH, NUMBER_WORD, UNIT_ADJECTIVE } from './value-words.ts'

const CJK = '\\u3000-\\u30ff\\u3400-\\u9fff\\uff00-\\uffef'
/** Up to and with the last place where a word has surely ended. */
const LAST_BOUNDARY = new RegExp(`^[^]*(?:\\s|[${CJK}](?![\\u3099\\u309a]))`, 'u')
/** Words at the tail that the next word may still join: `20` + `November`, `12` + `EUR`, `30` + `business` + `days`. */
const VALUE_TAIL = new RegExp(
  `(?:(?:^|(?<=[\\s(${CJK}]))(?:[^\\s${CJK}]*(?:\\d|[€$£¥%])[^\\s${CJK}]*|(?:${CURRENCY}|${MONTH}|${NUMBER_WORD}|${UNIT_ADJECTIVE})\\.?|de|of|[–-])[\\s年月]+|\\d+[年月日時]間?)+$`,
  'iu'
)
const TAIL_CHARS = 80

/**
 * How much of a waiting text may be screened now: up to the last whole word, less an open construct, less a value that
 * may still grow. `eager` lets the very first word go before the next one has come, when nothing can hang on it.
 */
export function flowEnd(text: string, eager: boolean): number {
  let end = LAST_BOUNDARY.exec(text)?.[0].length ?? 0
  if (eager && isHarmlessWord(text)) end = text.length
  const begun = triggerBegunAt(text)
  if (begun !== -1) end = Math.min(end, begun)
  const tail = VALUE_TAIL.exec(lastWords(text.slice(0, end)))
  if (tail) end -= tail[0].length
  // The space waits for what it leads to: before a source's mark it goes away with it.
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\n')) end--
  return cutBefore(constructSpans(text), end)
}

/** The end of a text, from a whole word on: no value is longer. */
function lastWords(text: string): string {
  if (text.length <= TAIL_CHARS) return text
  const tail = text.slice(-TAIL_CHARS)
  const word = tail.search(/\s/)
  return word === -1 ? '' : tail.slice(word)
}

const firstLetters = (word: string): string => word.slice(0, 3).toLowerCase()
const VALUE_BEGINNINGS = new Set(`${MONTH}|${NUMBER_WORD}|${DAY_WORD}`.split('|').map(firstLetters))

/** One word of letters, from which neither a trigger nor a value can still grow. */
const isHarmlessWord = (text: string): boolean =>
  /^[\p{L}'’]+$/u.test(text) && !maySoonTrigger(text) && !VALUE_BEGINNINGS.has(firstLetters(text))

/** Where flow must stop for a trigger: before the word it is in, and before a construct it is in. */
export function cutForTrigger(text: string, trigger: number): number {
  let cut = trigger
  while (cut > 0 && /[^\s\u3000-\u9fff]/.test(text[cut - 1]!)) cut--
  return cutBefore(constructSpans(text), cut)
}

/**
 * A stop ends a sentence when something follows that can begin one: `3.` may go on as `3.50`, and a deed must not hide
 * behind an abbreviation or a line break.
 */
const SENTENCE_END = /[.!?…]["”’»)*]*(?=\s+[^\s\p{Ll}])|[。！？]|\n(?=\s*[^\s\p{Ll}])/u

/** After the first sentence that has surely ended, or -1. */
export function sentenceEnd(text: string): number {
  const end = SENTENCE_END.exec(text)
  if (!end) return -1
  const cut = cutAfter(constructSpans(text), end.index + end[0].length)
  return cut === Infinity ? -1 : cut
}
