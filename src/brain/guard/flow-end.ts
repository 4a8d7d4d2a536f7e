import { maySoonTrigger } from './triggers.ts'
import { CURRENCY, MONTH, NUMBER_WORD, UNIT_ADJECTIVE } from './value-words.ts'

const CJK = '\\u3000-\\u30ff\\u3400-\\u9fff\\uff00-\\uffef'
/** Up to and with the last place where a word has surely ended. */
const LAST_BOUNDARY = new RegExp(`^[^]*(?:\\s|[${CJK}](?![\\u3099\\u309a]))`, 'u')
/** A construct that has begun and not ended. */
const OPEN = /\{\{?(?![^]*\}\})|\{\{[^}]*$|!?\[[^\]]*$|!?\[[^\]]*\]\([^)]*$|!?\[[^\]]*\]$|!$|【[^】]*$|<[^>]*$/u
/** Words at the tail that the next word may still join: `20` + `November`, `12` + `EUR`, `30` + `business` + `days`. */
const VALUE_TAIL = new RegExp(
  `(?:(?:^|(?<=[\\s(${CJK}]))(?:[^\\s${CJK}]*(?:\\d|[€$£¥%])[^\\s${CJK}]*|(?:${CURRENCY}|${MONTH}|${NUMBER_WORD}|${UNIT_ADJECTIVE})\\.?|de|of|[–-])[\\s年月]+|\\d+[年月日])+$`,
  'iu'
)
const TAIL_CHARS = 80

/**
 * How much of a waiting text may be screened now: up to the last whole word, less an open construct, less a value that
 * may still grow. `eager` lets the very first word go before the next one has come, when nothing can hang on it.
 */
export function flowEnd(text: string, eager: boolean): number {
  let end = LAST_BOUNDARY.exec(text)?.[0].length ?? 0
  const word = text.slice(end)
  if (eager && /^[\p{L}'’]+$/u.test(word) && !maySoonTrigger(word) && !(end === 0 && word === '')) end = text.length
  const open = OPEN.exec(text)
  if (open && open.index < end) end = open.index
  const tail = VALUE_TAIL.exec(text.slice(Math.max(0, end - TAIL_CHARS), end))
  if (tail) end -= tail[0].length
  // The space waits for what it leads to: before a source's mark it goes away with it.
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\n')) end--
  return end
}

/** After the first sentence that has surely ended, or -1. A stop needs the space after it: `3.` may go on as `3.50`. */
export function sentenceEnd(text: string): number {
  const end = /[.!?…]["”’»)*]*(?=\s)|[。！？]|\n/u.exec(text)
  return end ? end.index + end[0].length : -1
}
