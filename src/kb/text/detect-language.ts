import { LANGUAGES } from './languages.ts'
import { wordsOf } from './words.ts'

/** Enough to be sure of a paragraph, little enough to cost nothing. */
const SAMPLE_WORDS = 400
const SCRIPTS: [RegExp, string][] = [
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Devanagari}/gu, 'hi'],
]

/**
 * The language of a text by its small words, or `declared` when the text is too short to tell. What a page declares
 * wins ties: themes often say `en` on a translated page, so clear evidence in the text beats the attribute.
 */
export function detectLanguage(text: string, declared: string | null): string {
  const fallback = declared?.toLowerCase().split(/[-_]/)[0] || 'en'
  const sample = text.slice(0, 4_000)
  for (const [script, code] of SCRIPTS) {
    if ((sample.match(script)?.length ?? 0) > sample.length * 0.15) return code
  }
  const words = wordsOf(sample).slice(0, SAMPLE_WORDS)
  if (words.length < 8) return fallback
  const votes = Object.values(LANGUAGES).map((language) => ({
    code: language.code,
    count: words.reduce((sum, word) => sum + (language.stops.has(word) ? 1 : 0), 0),
  }))
  const own = votes.find((vote) => vote.code === fallback)?.count ?? 0
  const best = votes.reduce((a, b) => (b.count > a.count ? b : a))
  return best.count > own * 1.3 + 2 ? best.code : fallback
}
