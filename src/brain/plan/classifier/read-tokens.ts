/** The classifier reads this much of a message: what a shopper wants is said early or last. */
const HEAD_CHARS = 400
const TAIL_CHARS = 200
// No spaces between words in these scripts: every character is a token of its own, and pairs are its words.
const TOKEN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]|[\p{L}\p{M}']+|\p{N}+|[?!]+/gu
// French and Italian lean a short word on the next: "d'annuler" is two words.
const ELISION = /^(?:[cdjlmnst]|qu|dell|nell|un)'(?=\p{L}{2})/u
const HIDDEN = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g

/** Folds what looks alike: case, width, accents of Latin letters, typographic quotes, invisible characters. */
export function foldText(text: string): string {
  const clipped =
    text.length > HEAD_CHARS + TAIL_CHARS ? `${text.slice(0, HEAD_CHARS)} ${text.slice(-TAIL_CHARS)}` : text
  const plain = clipped
    .normalize('NFKC')
    .replace(HIDDEN, '')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
  // Kana lose their voicing marks if decomposed, so only text with Latin accents pays for this.
  return /[\u00c0-\u024f]/.test(plain) ? plain.replace(/[\u00c0-\u024f]/g, (char) => char.normalize('NFD')[0]!) : plain
}

/** Tokens of a folded text: words, single CJK characters, `#` and `##` for short and long numbers, `?` and `!`. */
export function readTokens(folded: string): string[] {
  const tokens: string[] = []
  for (const [token] of folded.matchAll(TOKEN)) {
    const first = token.charCodeAt(0)
    if (first === 63 || first === 33) tokens.push(token[0]!)
    else if (/^\p{N}/u.test(token)) tokens.push(token.length > 2 ? '##' : '#')
    else tokens.push(token.replace(ELISION, '').replaceAll("'", ''))
  }
  return tokens.filter((token) => token !== '')
}
