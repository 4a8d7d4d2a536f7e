import type { Sentence } from '../citations/split-sentences.ts'
import { cleanText } from '../guard/clean-text.ts'
import { claimsIn } from '../guard/claims.ts'

const LENGTH_MIN = 12
const LENGTH_MAX = 400
/** A sentence that speaks to an assistant, not to a shopper. Not detection: nothing obeys it anyway; it is only unfit to quote. */
const SPEAKS_TO_ASSISTANT =
  /\b(?:(?:ignore|disregard|forget)\b.{0,40}\b(?:instruction|prompt|rule|above|previous|prior)|system prompt|you are (?:now )?an? (?:ai|assistant|chatbot|bot)|(?:the )?(?:ai|assistant|chatbot|model) (?:must|should|shall|will)|(?:tell|inform) the (?:user|customer|shopper))/i
const LINK = /(?:[a-z][a-z0-9+.-]*:\/\/|www\.|(?:javascript|vbscript|data):)[^\s)>\]]*/gi

/**
 * A sentence of a page made fit to show: no hidden characters, no markup, no link to another house. Null when it
 * should not be quoted at all: too short to say anything, unfinished, or a promise that only we could make.
 */
export function quotable(sentence: Sentence, isAllowedLink: (url: string) => boolean): string | null {
  const text = cleanText(sentence.text)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/<[^>]*>/g, '')
    .replace(/[*_`#]{2,}|`/g, '')
    .replace(LINK, (url) => (isAllowedLink(url) ? url : ''))
    .replace(/[ \t]+/g, ' ')
    .trim()
  if (text.length < LENGTH_MIN || text.length > LENGTH_MAX) return null
  if (!sentence.step && !sentence.cells && !/[.!。！:：)”"]$/.test(text)) return null
  if (SPEAKS_TO_ASSISTANT.test(text) || claimsIn(text).some((claim) => claim.done)) return null
  return text
}
